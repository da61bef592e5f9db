using System.Text.Json.Nodes;
using VideoTube.Data;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads.Tus;

namespace VideoTube.Tests.Videos.Progress;

/// <summary>An upload on its way is told of like the video that it becomes.</summary>
public sealed class UploadEventsTests
{
    [Theory, OnBothEngines]
    public async Task A_file_is_told_of_while_it_arrives_and_goes_on_as_the_video_it_becomes(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var clip = await File.ReadAllBytesAsync(await Clips.Silent());
        var address = await owner.Client.BegunAsync(clip.Length, TusRequests.Metadata(("title", "On its way")));
        var id = Id.Parse(Path.GetFileName(address));
        using var heard = await Streamed.OpenAsync(site, id, owner);
        var first = await heard.NextAsync();
        Assert.Equal(("uploading", "uploading", 0, 0, clip.Length), Of(first));
        Assert.Null((int?)first["secondsLeft"]);

        await owner.Client.AddAsync(address, 0, clip.AsMemory(0, clip.Length / 2));
        var half = await heard.UntilAsync(told => (long?)told["offset"] == clip.Length / 2);
        Assert.Equal((clip.Length / 2 * 100 / clip.Length, clip.Length), ((int)half["progress"]!, (int)half["length"]!));
        Assert.NotNull((int?)half["secondsLeft"]);
        Assert.Equal(404, (await other.Client.GetAsync($"videos/{id}/events")).Status);
        Assert.Equal(404, (await visitor.GetAsync($"videos/{id}/events")).Status);

        await owner.Client.AddAsync(address, clip.Length / 2, clip.AsMemory(clip.Length / 2));
        var rest = await heard.ReadToEndAsync();
        Assert.Equal("ready", (string?)rest[^1]["status"]);
        string[] order = ["uploading", "processing", "ready"];
        Assert.Equal(rest.Select(told => Array.IndexOf(order, (string)told["status"]!)).Order(), rest.Select(told => Array.IndexOf(order, (string)told["status"]!)));
        Assert.All(rest.Where(told => (string)told["status"]! != "uploading"), told => Assert.Null(told["length"]));
    }

    [Fact]
    public async Task Bytes_that_another_process_takes_are_told_too_and_the_telling_ends_with_the_upload()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        var address = await owner.Client.BegunAsync(1000);
        using var heard = await Streamed.OpenAsync(site, Id.Parse(Path.GetFileName(address)), owner);

        await File.WriteAllBytesAsync(site.BytesOf(address), new byte[300]);

        Assert.Equal(30, (int)(await heard.UntilAsync(told => (int)told["offset"]! > 0))["progress"]!);
        Assert.Equal(204, (await owner.Client.EndAsync(address)).Status);
        Assert.Empty(await heard.ReadToEndAsync());
    }

    [Fact]
    public async Task A_file_whose_end_came_first_is_told_of_as_one()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        var (head, tail) = await UnfinishedUploadTests.BeginHalvesAsync(owner, "one", 1000, 400);
        await owner.Client.AddAsync(tail, 0, new byte[400]);
        using var heard = await Streamed.OpenAsync(site, Id.Parse(Path.GetFileName(head)), owner);

        Assert.Equal(("uploading", "uploading", 40, 400, 1000), Of(await heard.NextAsync()));
        Assert.Equal(404, (await owner.Client.GetAsync($"videos/{Path.GetFileName(tail)}/events")).Status);
    }

    private static (string? Status, string? Step, int Percent, int Offset, int Length) Of(JsonNode told) =>
        ((string?)told["status"], (string?)told["step"], (int)told["progress"]!, (int)told["offset"]!, (int)told["length"]!);
}
