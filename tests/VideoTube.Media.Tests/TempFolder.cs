namespace VideoTube.Media.Tests;

/// <summary>A folder of one test's own that is gone afterwards. Others may walk in, as nobody does in limits mode.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder()
    {
        Path = Directory.CreateTempSubdirectory("videotube-media-").FullName;
        File.SetUnixFileMode(Path, (UnixFileMode)0b111_101_101);
    }

    public string Path { get; }

    public string Of(string name) => System.IO.Path.Combine(Path, name);

    public string NewFolder(string name) => Directory.CreateDirectory(Of(name)).FullName;

    public string Write(string name, ReadOnlySpan<byte> bytes)
    {
        File.WriteAllBytes(Of(name), bytes);
        return Of(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
