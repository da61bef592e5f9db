using System.Text.RegularExpressions;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Requirements;

public sealed partial class RequirementsTableTests
{
    [Fact]
    public void Every_test_that_the_table_names_exists()
    {
        var tests = Directory.GetFiles(SourceTree.PathOf("tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .ToLookup(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText);
        var named = TestName().Matches(File.ReadAllText(SourceTree.PathOf("docs", "requirements.md"))).Select(match => (Class: match.Groups["class"].Value, Method: match.Groups["method"].Value)).ToList();

        Assert.True(named.Count > 100);
        Assert.All(named, test => Assert.Contains(tests[test.Class], source => source.Contains($" {test.Method}(")));
    }

    [Fact]
    public void Every_row_of_the_table_names_a_test() =>
        Assert.All(
            File.ReadLines(SourceTree.PathOf("docs", "requirements.md")).Where(line => line.StartsWith("| ") && !line.StartsWith("| asked")),
            row => Assert.Matches(TestName(), row));

    [GeneratedRegex(@"`(?<class>\w+)\.(?<method>\w+)`", RegexOptions.None, 1000)]
    private static partial Regex TestName();
}
