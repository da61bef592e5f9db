using System.Security.Cryptography;
using System.Text;
using VideoTube.Storage.Local;

namespace VideoTube.Storage.Outbox;

/// <summary>What the store beyond still has to delete, one small durable file each.</summary>
internal sealed class Deletions
{
    private readonly string folder;

    public Deletions(string folder)
    {
        this.folder = folder;
        Directory.CreateDirectory(folder);
    }

    public void Note(Deletion deletion)
    {
        var path = PathOf(deletion);
        if (File.Exists(path))
            return;
        var unnamed = $"{path}.{Guid.NewGuid():N}";
        File.WriteAllText(unnamed, deletion.ToString());
        DurableFile.Sync(unnamed);
        DurableFile.Rename(unnamed, path);
    }

    public bool Holds(Deletion deletion) => File.Exists(PathOf(deletion));

    /// <summary>It is done, or no longer to be done.</summary>
    public void Forget(Deletion deletion) => File.Delete(PathOf(deletion));

    public IEnumerable<Deletion> List() =>
        Directory.EnumerateFiles(folder).Where(path => !Path.HasExtension(path)).Select(Read).OfType<Deletion>();

    private static Deletion? Read(string path)
    {
        try
        {
            return Deletion.Parse(File.ReadAllText(path));
        }
        catch (FileNotFoundException)
        {
            return null; // done by another process
        }
    }

    private string PathOf(Deletion deletion) => Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(deletion.ToString()))));
}

internal sealed record Deletion(MediaKey Key, bool IsFolder)
{
    public override string ToString() => $"{(IsFolder ? "folder" : "file")} {Key}";

    public static Deletion? Parse(string text) =>
        text.Split(' ', 2) is [var kind, var name] && MediaKey.TryParse(name, out var key) ? new Deletion(key, kind == "folder") : null;
}
