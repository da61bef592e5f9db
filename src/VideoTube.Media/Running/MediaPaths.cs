namespace VideoTube.Media.Running;

/// <summary>What a run may name: absolute paths in their plain form, so that what is checked is what is opened.</summary>
internal static class MediaPaths
{
    /// <exception cref="ArgumentException">A path is relative or not in its plain form.</exception>
    public static void Check(MediaRun run)
    {
        foreach (var path in run.Inputs)
        {
            CheckPath(path);
        }

        if (run.OutputFolder is { } folder)
        {
            CheckPath(folder);
        }
    }

    private static void CheckPath(string path)
    {
        if (!Path.IsPathFullyQualified(path) || Path.GetFullPath(path) != path || path.Length < 2)
        {
            throw new ArgumentException($"A media run names files by plain absolute path, not \"{path}\".", nameof(path));
        }
    }
}
