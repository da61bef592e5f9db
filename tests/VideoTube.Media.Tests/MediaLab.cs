using VideoTube.Media.Running;

namespace VideoTube.Media.Tests;

/// <summary>A runner and a folder of clips, made once for all tests of a class.</summary>
public sealed class MediaLab : IAsyncLifetime
{
    private readonly TempFolder _temp = new();

    public MediaOptions Options { get; } = new();

    public IMediaRunner Runner { get; private set; } = null!;

    public string Folder => _temp.Path;

    public async ValueTask InitializeAsync() =>
        Runner = await MediaRunners.CreateAsync(Options, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _temp.Dispose();
        return ValueTask.CompletedTask;
    }

    public string Write(string name, ReadOnlySpan<byte> bytes) => _temp.Write(name, bytes);

    public string NewFolder() => _temp.NewFolder(Guid.NewGuid().ToString("N"));

    /// <summary>Makes a file with ffmpeg; <paramref name="arguments"/> are split at spaces. Inputs are files of this lab.</summary>
    public async Task<string> MakeAsync(string name, string arguments)
    {
        var path = Path.Combine(Folder, name);
        var result = await Runner.RunAsync(
            new MediaRun
            {
                Program = MediaProgram.Ffmpeg,
                Arguments = ["-v", "error", "-y", .. arguments.Split(' '), "file:" + path],
                Inputs = [],
                OutputFolder = Folder,
                TimeLimit = TimeSpan.FromSeconds(60),
            },
            TestContext.Current.CancellationToken);
        Assert.True(result.Succeeded, result.ErrorTail);
        return path;
    }
}
