using System.Text.Json.Nodes;
using VideoTube.Data;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos.Progress;

namespace VideoTube.Tests.Uploads.Tus;

/// <summary>GET /uploads: what somebody has on its way.</summary>
public sealed class UnfinishedUploadTests
{
    private static readonly Dictionary<string, string> NoEncoders = new() { ["ENCODERS"] = "0" };

    [Theory, OnBothEngines]
    public async Task What_one_has_on_its_way_is_listed_until_it_is_a_video(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, NoEncoders);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var clip = await File.ReadAllBytesAsync(await Clips.Silent(1, "160x120"));
        var named = await owner.Client.BegunAsync(clip.Length, TusRequests.Metadata(("filename", "C:\\clips\\by the sea.mov"), ("title", "")));
        var titled = await owner.Client.BegunAsync(1000, TusRequests.Metadata(("filename", "a.mp4"), ("title", "Three quiet rivers")));
        await owner.Client.AddAsync(named, 0, clip.AsMemory(0, 700));

        var listed = await ListAsync(owner);

        Assert.Equal([IdOf(titled), IdOf(named)], listed.Select(one => (string?)one["_id"]));
        Assert.Equal(["Three quiet rivers", "by the sea"], listed.Select(one => (string?)one["title"]));
        Assert.Equal((700, clip.Length, false), ((int)listed[1]["offset"]!, (int)listed[1]["length"]!, (bool)listed[1]["isPart"]!));
        Assert.Equal(TimeSpan.FromDays(7), DateTimeOffset.Parse((string)listed[0]["expiresAt"]!) - DateTimeOffset.Parse((string)listed[0]["createdAt"]!));
        Assert.Empty(await ListAsync(other));
        Assert.Equal((401, "auth.required"), ((await visitor.GetAsync("uploads")).Status, (await visitor.GetAsync("uploads")).Code));

        await owner.Client.AddAsync(named, 700, clip.AsMemory(700));
        await owner.Client.EndAsync(titled);
        Assert.Empty(await ListAsync(owner));
    }

    [Fact]
    public async Task Two_parts_of_which_one_is_the_end_are_one_and_go_together()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, NoEncoders);
        using var owner = await site.SignUpAsync();
        var beside = await owner.Client.BegunAsync(500, ("Upload-Concat", "partial"));
        var (head, tail) = await BeginHalvesAsync(owner, "one", 1000, 400);
        await owner.Client.AddAsync(tail, 0, new byte[300]);
        await owner.Client.AddAsync(head, 0, new byte[50]);

        var listed = await ListAsync(owner);

        Assert.Equal([(IdOf(head), 350, 1000, false), (IdOf(beside), 0, 500, true)],
            listed.Select(one => ((string)one["_id"]!, (int)one["offset"]!, (int)one["length"]!, (bool)one["isPart"]!)));
        Assert.Equal(204, (await owner.Client.EndAsync(head)).Status);
        Assert.Equal(404, (await owner.Client.TellAsync(tail)).Status);
        Assert.Equal(IdOf(beside), (string?)Assert.Single(await ListAsync(owner))["_id"]);
    }

    [Fact]
    public async Task What_can_be_watched_by_now_is_told_with_its_address()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, NoEncoders);
        using var owner = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.H264(12));
        var address = await owner.Client.BegunAsync(clip.Length);
        Assert.Null(Assert.Single(await ListAsync(owner))["hls"]);
        await owner.Client.AddAsync(address, 0, clip.AsMemory(0, clip.Length * 9 / 10));

        using var heard = await Streamed.OpenAsync(site, Id.Parse(IdOf(address)), owner);
        await heard.UntilAsync(told => (bool)told["playable"]!);

        var hls = (string?)Assert.Single(await ListAsync(owner))["hls"];
        Assert.Equal($"/media/videos/{IdOf(address)}/master.m3u8", hls);
        Assert.Equal(200, (await owner.Client.GetAsync(hls!)).Status);
    }

    /// <summary>A file in two parts, of which the end is so long.</summary>
    internal static async Task<(string Head, string Tail)> BeginHalvesAsync(Member owner, string name, int length, int end)
    {
        Task<string> PartAsync(int offset, int bytes) => owner.Client.BegunAsync(
            bytes, ("Upload-Concat", "partial"), TusRequests.Metadata(("whole", name), ("wholelength", $"{length}"), ("offset", $"{offset}")));
        var tail = await PartAsync(length - end, end);
        return (await PartAsync(0, length - end), tail);
    }

    private static async Task<List<JsonNode>> ListAsync(Member who) => [.. (await who.Client.GetAsync("uploads")).Data.AsArray().Select(one => one!)];

    private static string IdOf(string address) => Path.GetFileName(address);
}
