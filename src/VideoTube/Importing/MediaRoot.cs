namespace VideoTube.Importing;

/// <summary>Media that were fetched before, by the names their addresses end with. Nothing is asked of the network.</summary>
internal sealed class MediaRoot
{
    private readonly Dictionary<string, string?> files = [];

    public MediaRoot(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
            // Of two with one name nobody knows which is meant.
            if (!files.TryAdd(Path.GetFileName(path), path))
                files[Path.GetFileName(path)] = null;
    }

    /// <summary>The file that an address ends with; null when there is none, or more than one.</summary>
    public string? Find(string? address)
    {
        if (address is null)
            return null;
        var end = address.IndexOfAny(['?', '#']) is var query && query >= 0 ? address[..query] : address;
        return files.GetValueOrDefault(Uri.UnescapeDataString(end[(end.LastIndexOf('/') + 1)..]));
    }
}
