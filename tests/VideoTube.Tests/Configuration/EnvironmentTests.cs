using VideoTube.Configuration;

namespace VideoTube.Tests.Configuration;

public sealed class EnvironmentTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("videotube-env-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_environment_wins_over_the_env_file()
    {
        var file = Path.Combine(folder, ".env");
        File.WriteAllText(file, "PATH=from the file\nVIDEOTUBE_TEST_ONLY=\"quoted # value\"\n# a comment\n");

        var values = EnvironmentValues.Read(file);

        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), values["PATH"]);
        Assert.Equal("quoted # value", values["VIDEOTUBE_TEST_ONLY"]);
    }

    [Fact]
    public void Without_an_env_file_the_environment_is_all() =>
        Assert.Equal(Environment.GetEnvironmentVariables().Count, EnvironmentValues.Read(Path.Combine(folder, ".env")).Count);
}
