using Microsoft.AspNetCore.Builder;
using VideoTube.Health;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Http;

public sealed class OverloadTests
{
    [Fact]
    public async Task Code_503_beyond_so_many_requests_at_work_the_next_is_told_to_come_back()
    {
        var (begun, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["MAX_REQUESTS"] = "1" }, map: app => app.MapGet("/slow", async () =>
        {
            begun.SetResult();
            await end.Task;
            return "done";
        }));
        using var client = site.NewClient();
        var atWork = client.GetAsync("/slow");
        await begun.Task;

        var shed = await client.GetAsync("videos");
        end.SetResult();

        Assert.Equal((503, "overloaded", "1"), (shed.Status, shed.Code, shed.Header("Retry-After")));
        Assert.Equal("done", (await atWork).Text);
        Assert.Equal(200, (await client.GetAsync("videos")).Status);
    }

    [Fact]
    public async Task Code_503_while_a_file_named_maintenance_lies_in_the_data_folder()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite);
        using var client = site.NewClient();
        await File.WriteAllTextAsync(Path.Combine(site.DataFolder, "maintenance"), "We are moving house until noon.\n", TestContext.Current.CancellationToken);

        var api = await client.GetAsync("videos");
        var page = await client.GetAsync("/", ("Accept", "text/html"));

        Assert.Equal((503, "maintenance", "We are moving house until noon."), (api.Status, api.Code, api.Message));
        Assert.NotNull(api.Header("Retry-After"));
        Assert.Equal(503, page.Status);
        Assert.Contains("<html", page.Text);
        Assert.Equal(200, (await client.GetAsync("healthcheck")).Status);
    }

    [Fact]
    public void Maintenance_ends_with_its_file()
    {
        var clock = new SteppedTime();
        var folder = Directory.CreateTempSubdirectory("videotube-test-");
        try
        {
            var settings = VideoTube.Configuration.SettingsReader.Read(new Dictionary<string, string> { ["DATA_DIR"] = folder.FullName });
            var maintenance = new Maintenance(settings, clock);
            File.WriteAllText(Maintenance.FileIn(settings), "");
            Assert.Equal("Service is temporarily unavailable", maintenance.Refusal()?.Message);

            File.Delete(Maintenance.FileIn(settings));
            clock.Step(TimeSpan.FromSeconds(2));

            Assert.Null(maintenance.Refusal());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Time that stands until it is stepped.</summary>
    private sealed class SteppedTime : TimeProvider
    {
        private long ticks = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        public void Step(TimeSpan by) => ticks += by.Ticks;
    }
}
