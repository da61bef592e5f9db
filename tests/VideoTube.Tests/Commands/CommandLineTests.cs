using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Commands;

/// <summary>What somebody reads who does not know the commands.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("videotube-commands-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("--help", "serve")]
    [InlineData("admin --help", "backup")]
    [InlineData("admin jobs --help", "retry")]
    [InlineData("admin jobs retry --help", "--failed")]
    [InlineData("admin storage check --help", "--fix")]
    [InlineData("admin restore --help", "the embedded database")]
    [InlineData("import mongo-export --help", "--media-root")]
    public async Task Every_command_explains_itself(string command, string says)
    {
        var ran = (await RunAsync(command.Split(' '))).Done();

        Assert.Contains(says, ran.Output);
        Assert.Contains("Usage:", ran.Output);
        Assert.False(Directory.EnumerateFileSystemEntries(folder).Any());
    }

    [Theory]
    [InlineData("sevre", "serve", "More: ./videotube --help")]
    [InlineData("admin", "Commands: ", "More: ./videotube admin --help")]
    [InlineData("admin jobs cancle", "Commands: list, show, retry, cancel", "More: ./videotube admin jobs --help")]
    [InlineData("admin jobs list --state lost", "lost", "More: ./videotube admin jobs list --help")]
    [InlineData("admin backup", "Required argument missing", "More: ./videotube admin backup --help")]
    [InlineData("migrate now", "now", "More: ./videotube migrate --help")]
    public async Task What_is_no_command_ends_with_2_and_a_hint(string command, string says, string more)
    {
        var ran = await RunAsync(command.Split(' '));

        Assert.Equal(2, ran.Code);
        Assert.Contains(says, ran.Error);
        Assert.Contains(more, ran.Error);
        Assert.Empty(ran.Output);
    }

    [Fact]
    public async Task The_version_is_told() => Assert.Matches(@"^\d+\.\d+\.\d+", (await RunAsync("--version")).Done().Output);

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_told_with_its_host()
    {
        var ran = await ChildProgram.RunAsync(
            new Dictionary<string, string> { ["DATA_DIR"] = folder, ["DATABASE_URL"] = "postgres://somebody:secret-word@127.0.0.1:1/site" },
            "admin", "jobs", "list");

        Assert.Equal(1, ran.Code);
        Assert.StartsWith("The database at 127.0.0.1:1 cannot be used: ", ran.Error);
        Assert.DoesNotContain("secret-word", ran.Error);
    }

    private Task<Ran> RunAsync(params string[] arguments) =>
        ChildProgram.RunAsync(new Dictionary<string, string> { ["DATA_DIR"] = folder }, arguments);
}
