namespace VideoTube.Storage.Tests;

internal sealed class TempFolder : IDisposable
{
    public string FullName { get; } = Directory.CreateTempSubdirectory("videotube-storage-").FullName;

    public string File(string name, byte[] content)
    {
        var path = Path.Combine(FullName, name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
