using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Commands;

public sealed class MaintenanceCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("videotube-commands-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_site_is_closed_with_words_and_opened_again()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite);
        using var client = site.NewClient();

        Assert.Contains("closed for maintenance: Back at noon", (await RunAsync(site.DataFolder, "on", "Back", "at", "noon")).Done().Output);

        var closed = await client.GetAsync("videos");
        Assert.Equal((503, "Back at noon"), (closed.Status, closed.Message));
        var state = Assert.Single((await RunAsync(site.DataFolder, "status", "--json")).Done().Objects);
        Assert.Equal((true, "Back at noon"), ((bool)state["isClosed"]!, (string)state["words"]!));
        Assert.Equal("The site is open.", (await RunAsync(site.DataFolder, "off")).Done().Output.Trim());
        Assert.False(File.Exists(Path.Combine(site.DataFolder, "maintenance")));
    }

    [Fact]
    public async Task Words_may_be_left_out_and_the_database_may_be_away()
    {
        Assert.Equal("The site is open.", (await RunAsync(folder, "status")).Done().Output.Trim());
        Assert.Equal("The site is closed for maintenance.", (await RunAsync(folder, "on")).Done().Output.Trim());
        Assert.Equal("The site is open.", (await RunAsync(folder, "off")).Done().Output.Trim());
        Assert.Equal("The site is open.", (await RunAsync(folder, "off")).Done().Output.Trim());
    }

    private static Task<Ran> RunAsync(string data, params string[] arguments) => ChildProgram.RunAsync(
        new Dictionary<string, string> { ["DATA_DIR"] = data, ["DATABASE_URL"] = "postgres://nobody@127.0.0.1:1/none" }, ["admin", "maintenance", .. arguments]);
}
