using System.Text.RegularExpressions;
using VideoTube.Media.Running;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Attacks;

/// <summary>What strangers send is opened by ffmpeg in its sandbox alone: nobody starts a process past that, or without saying what it may open.</summary>
public sealed partial class ProcessPlaceTests
{
    private static readonly IReadOnlyList<(string Path, string Text)> Sources = [.. Directory.EnumerateFiles(SourceTree.PathOf("src"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/")).Select(file => (Path.GetRelativePath(SourceTree.PathOf("src"), file), File.ReadAllText(file)))];

    [Fact]
    public void Processes_are_started_in_one_place() =>
        Assert.Equal(
            ["VideoTube.Media/Running/ChildProcess.cs", "VideoTube.Media/Running/ProcessStarter.cs"],
            Sources.Where(source => Start().IsMatch(source.Text)).Select(source => source.Path).Order(StringComparer.Ordinal));

    [Fact]
    public void Runs_go_through_the_sandbox_or_its_limits() =>
        Assert.Equal(
            ["BubblewrapRunner", "CheckedMediaRunner", "LimitsRunner"],
            new[] { typeof(IMediaRunner).Assembly, typeof(Site).Assembly }.SelectMany(assembly => assembly.GetTypes())
                .Where(type => type.IsClass && typeof(IMediaRunner).IsAssignableFrom(type)).Select(type => type.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_run_says_which_protocol_and_which_demuxer_may_open_its_input()
    {
        var runs = Sources.Where(source => Run().IsMatch(source.Text)).ToList();

        Assert.True(runs.Count > 5);
        Assert.All(
            runs.Where(source => source.Path != "VideoTube.Media/Running/MediaRunners.cs"), // which opens nothing: -version
            source => Assert.True(source.Text.Contains("MediaInput.Open") || source.Text.Contains("\"-protocol_whitelist\", \"pipe\", \"-format_whitelist\""), source.Path));
    }

    [GeneratedRegex(@"\bProcessStartInfo\b|\bProcess\.Start\(|new Process\b|EntryPoint = ""(exec\w*|v?fork|posix_spawn\w*|system|popen)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Start();

    [GeneratedRegex(@"\bnew MediaRun\b", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Run();
}
