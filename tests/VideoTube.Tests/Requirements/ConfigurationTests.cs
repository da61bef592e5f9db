using System.Text.RegularExpressions;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Requirements;

public sealed partial class ConfigurationTests
{
    [Fact]
    public void Every_setting_that_is_read_is_told_of_and_the_other_way_round()
    {
        var read = Directory.GetFiles(SourceTree.PathOf("src", "VideoTube", "Configuration"), "*Reader.cs")
            .SelectMany(file => Quoted().Matches(File.ReadAllText(file))).Select(match => match.Groups["name"].Value);
        var told = File.ReadLines(SourceTree.PathOf("docs", "configuration.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Named().Matches(line.Split('|')[1])).Select(match => match.Groups["name"].Value);

        Assert.Equal(read.Distinct().Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task That_any_origin_reads_without_cookies_is_said_at_start()
    {
        var heard = new Heard();

        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["CORS_ORIGIN"] = "*" }, heard.Use);

        Assert.Contains(heard.Lines, line => line.StartsWith("CORS_ORIGIN is *", StringComparison.Ordinal) && line.Contains("without cookies"));
    }

    [GeneratedRegex(@"\(""(?<name>[A-Z][A-Z0-9_]+)""", RegexOptions.None, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("`(?<name>[A-Z][A-Z0-9_]+)`", RegexOptions.None, 1000)]
    private static partial Regex Named();
}
