using System.Text.Json.Nodes;
using VideoTube.Data;
using VideoTube.Tests.Processing;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;
using VideoTube.Tests.Uploads.Tus;
using VideoTube.Tests.Videos.Progress;
using VideoTube.Videos;

namespace VideoTube.Tests.Videos;

public sealed class ReplaceVideoTests
{
    [Theory, OnBothEngines]
    public async Task A_new_file_takes_a_videos_place_while_its_address_and_all_that_hangs_on_it_stay(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var id = await ReadyAsync(owner, await Clips.H264());
        var before = (await visitor.GetAsync($"videos/{id}")).Data;
        Assert.Equal(201, (await owner.Client.PostAsync($"comments/{id}", new { content = "First" })).Status);
        Assert.Equal(200, (await owner.Client.PutAsync($"likes/v/{id}", new { })).Status);
        var segment = await SegmentAsync(visitor, before);

        var sent = await ReplaceAsync(owner.Client, id, await Clips.H264(seconds: 6, size: "480x270"));

        Assert.Equal((202, "processing", "file"), (sent.Status, (string?)sent.Data["replacement"]!["status"], (string?)sent.Data["replacement"]!["kind"]));
        Assert.Equal("ready", (string?)sent.Data["status"]);
        Assert.Null((await visitor.GetAsync($"videos/{id}")).Data["replacement"]);
        var after = await SettledAsync(owner.Client, id);
        Assert.Equal((6, 480, 270), (Math.Round((double)after["duration"]!), (int)after["width"]!, (int)after["height"]!));
        Assert.Equal(((string)before["createdAt"]!, (string)before["title"]!, 1, 1),
            ((string)after["createdAt"]!, (string)after["title"]!, (int)after["commentsCount"]!, (int)after["likesCount"]!));
        foreach (var name in new[] { "videoFile", "storyboard", "thumbnail" })
            Assert.NotEqual((string)before[name]!, (string)after[name]!);
        Assert.Equal(await File.ReadAllBytesAsync(await Clips.H264(seconds: 6, size: "480x270")), (await owner.Client.GetAsync($"videos/{id}/download")).Bytes);
        Assert.Equal(6, Math.Round(await PlayedLengthAsync(visitor, after)));
        // Who was watching goes on to the end.
        Assert.Equal(200, (await visitor.GetAsync(segment)).Status);
        Assert.Equal(3, (await owner.Client.GetAsync($"videos/{id}/posters")).Data.AsArray().Count);

        await PartAsync(site);
        Assert.Equal(404, (await visitor.GetAsync(segment)).Status);
        Assert.Empty((await ChildProgram.RunAsync(site.Environment, ["admin", "storage", "check", "--json"])).Done().Objects);
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(site.MediaFiles().Single(file => file.EndsWith("storyboard.vtt"))))!;
        Assert.All(site.MediaFiles(), file => Assert.StartsWith(Path.GetDirectoryName(folder)!, file));

        await ReplaceAsync(owner.Client, id, await Clips.H264(seconds: 5));
        var last = await SettledAsync(owner.Client, id);
        await PartAsync(site);
        Assert.Equal(5, Math.Round(await PlayedLengthAsync(visitor, last)));
        Assert.Single(site.MediaFiles(), file => Path.GetFileName(file).StartsWith("original."));
        Assert.Equal(200, (await owner.Client.DeleteAsync($"videos/{id}")).Status);
        Assert.Equal((0, 0, 0), (await site.CountAsync("renditions"), await site.CountAsync("posters"), await site.CountAsync("replacements")));
        Assert.Empty(site.MediaFiles());
        Assert.Empty(site.TemporaryFiles());
    }

    [Fact]
    public async Task A_picture_that_its_owner_gave_stays_before_the_video()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        var id = await ReadyAsync(owner, await Clips.H264());
        var picture = await Clips.Make("small.png", "-f lavfi -i color=blue:size=64x36 -frames:v 1");
        using var form = Uploading.Form(("thumbnail", await File.ReadAllBytesAsync(picture), "t.png"));
        var own = (string)(await owner.Client.SendAsync(HttpMethod.Patch, $"videos/{id}", form)).Data["thumbnail"]!;

        await ReplaceAsync(owner.Client, id, await Clips.H264(seconds: 5));
        var after = await SettledAsync(owner.Client, id);
        await PartAsync(site);

        Assert.Equal(own, (string?)after["thumbnail"]);
        Assert.Equal(200, (await owner.Client.GetAsync(own)).Status);
        Assert.Equal(200, (await owner.Client.PutAsync($"videos/{id}/poster", new { candidate = 2 })).Status);
    }

    [Theory, OnBothEngines]
    public async Task A_resumable_upload_takes_a_videos_place_once(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var owner = await site.SignUpAsync();
        var id = await ReadyAsync(owner, await Clips.H264());
        var bytes = await File.ReadAllBytesAsync(await Clips.H264(seconds: 5));

        var address = await owner.Client.BegunAsync(bytes.Length, TusRequests.Metadata(("filename", "new.mp4"), ("replaces", id)));
        Assert.Equal(204, (await owner.Client.AddAsync(address, 0, bytes.AsMemory(0, 1000))).Status);
        var done = await owner.Client.AddAsync(address, 1000, bytes.AsMemory(1000));

        Assert.Equal((204, $"/api/v1/videos/{id}"), (done.Status, done.Header("Upload-Result")));
        var after = await SettledAsync(owner.Client, id);
        Assert.Equal(5, Math.Round((double)after["duration"]!));
        Assert.Equal(bytes.Length, await owner.Client.OffsetAsync(address));
        Assert.Equal((1, 1), (await site.CountAsync("videos"), await site.CountAsync("replacements")));
    }

    [Fact]
    public async Task Of_two_files_on_their_way_the_last_that_is_whole_wins_and_its_upload_tells_of_the_video()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new Dictionary<string, string> { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        var id = (string)(await owner.Client.UploadAsync(await Clips.Silent(seconds: 6))).Data["_id"]!;
        await owner.Client.UntilAsync(id, video => (string?)video["status"] == "ready");
        Assert.Equal(200, (await owner.Client.PatchAsync($"videos/{id}", new { chapters = new object[] { new { start = 0, title = "Stays" }, new { start = 5, title = "Goes" } } })).Status);
        var (first, second) = (await File.ReadAllBytesAsync(await Clips.Avi()), await File.ReadAllBytesAsync(await Clips.Silent(seconds: 3)));
        var earlier = await owner.Client.BegunAsync(first.Length, TusRequests.Metadata(("replaces", id)));
        var later = await owner.Client.BegunAsync(second.Length, TusRequests.Metadata(("replaces", id)));

        Assert.Equal(204, (await owner.Client.AddAsync(earlier, 0, first)).Status);
        Assert.Equal((409, "replacement.on_its_way"), Of(await owner.Client.BeginAsync(10, TusRequests.Metadata(("replaces", id)))));
        Assert.Equal(204, (await owner.Client.AddAsync(later, 0, second)).Status);

        var after = await owner.Client.UntilAsync(id, video => video["replacement"] is null);
        Assert.Equal(3, Math.Round((double)after["duration"]!));
        Assert.Equal(["Stays"], after["chapters"]!.AsArray().Select(chapter => (string)chapter!["title"]!));
        using (var told = await Streamed.OpenAsync(site, Id.Parse(Path.GetFileName(later)), owner))
            Assert.Equal("ready", (string?)(await told.UntilAsync(now => (string?)now["status"] == "ready"))["status"]);
        await PartAsync(site);
        Assert.Single(site.MediaFiles(), file => Path.GetFileName(file).StartsWith("original."));
    }

    [Fact]
    public async Task What_cannot_take_its_place_is_refused_in_words_and_leaves_nothing()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var id = await ReadyAsync(owner, await Clips.H264());
        var files = site.MediaFiles().Order().ToList();
        var waiting = await site.AddAsync(owner, new Listed("Waiting") { Status = "processing" });
        var text = Path.Combine(site.DataFolder, "words.txt");
        await File.WriteAllTextAsync(text, new string('a', 5000));

        Assert.Equal((409, "video.in_processing"), Of(await ReplaceAsync(owner.Client, waiting.ToString(), await Clips.H264())));
        Assert.Equal((403, "video.not_yours"), Of(await ReplaceAsync(other.Client, id, await Clips.H264())));
        Assert.Equal((403, "video.not_yours"), Of(await other.Client.BeginAsync(10, TusRequests.Metadata(("replaces", id)))));
        Assert.Equal(400, (await owner.Client.BeginAsync(10, TusRequests.Metadata(("replaces", "mine")))).Status);
        Assert.Equal(401, (await ReplaceAsync(visitor, id, await Clips.H264())).Status);
        Assert.Equal(404, (await ReplaceAsync(owner.Client, new string('a', 24), await Clips.H264())).Status);
        Assert.Equal(422, (await ReplaceAsync(owner.Client, id, text)).Status);
        Assert.Equal((404, "replacement.not_found"), Of(await owner.Client.DeleteAsync($"videos/{id}/replacement")));

        File.Delete(text);
        Assert.Equal(files, site.MediaFiles().Order());
        Assert.Equal((0, 0), (await site.CountAsync("replacements"), await site.CountAsync("media_leftovers WHERE due_at > created_at")));
        Assert.Empty(site.TemporaryFiles());
    }

    [Fact]
    public async Task A_file_that_cannot_be_processed_changes_nothing_and_can_be_dismissed_or_tried_again()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        var id = await ReadyAsync(owner, await Clips.H264());
        var before = (await owner.Client.GetAsync($"videos/{id}")).Data;

        Assert.Equal(202, (await ReplaceAsync(owner.Client, id, await DamagedAsync(site))).Status);
        var failed = await owner.Client.UntilAsync(id, video => (string?)video["replacement"]?["status"] == "failed");
        Assert.NotEmpty((string)failed["replacement"]!["failure"]!);
        Assert.Equal(("ready", (string)before["hls"]!, (double)before["duration"]!), ((string)failed["status"]!, (string)failed["hls"]!, (double)failed["duration"]!));
        Assert.Equal(202, (await owner.Client.PostAsync($"videos/{id}/retry")).Status);
        await owner.Client.UntilAsync(id, video => (string?)video["replacement"]?["status"] == "failed");

        var dismissed = await owner.Client.DeleteAsync($"videos/{id}/replacement");
        Assert.Equal(200, dismissed.Status);
        Assert.Null(dismissed.Data["replacement"]);
        Assert.Single(site.MediaFiles(), file => Path.GetFileName(file).StartsWith("original."));
        Assert.Equal(0, await site.CountAsync("replacements"));
    }

    [Fact]
    public async Task Its_owner_changes_their_mind_while_it_waits()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new Dictionary<string, string> { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        var id = (string)(await owner.Client.UploadAsync(await Clips.Silent())).Data["_id"]!;
        await owner.Client.UntilAsync(id, video => (string?)video["status"] == "ready");
        Assert.Equal(202, (await ReplaceAsync(owner.Client, id, await Clips.Avi())).Status);
        await owner.Client.UntilAsync(id, video => (int?)video["replacement"]?["progress"] > 0);
        Assert.Equal((409, "replacement.on_its_way"), Of(await ReplaceAsync(owner.Client, id, await Clips.Silent())));

        var cancelled = await owner.Client.DeleteAsync($"videos/{id}/replacement");

        Assert.Equal((200, "ready"), (cancelled.Status, (string?)cancelled.Data["status"]));
        Assert.Equal((0, 0), (await site.CountAsync("replacements"), await site.CountAsync("jobs WHERE state IN ('queued', 'running') AND kind <> 'storyboard'")));
        Assert.Single(site.MediaFiles(), file => Path.GetFileName(file).StartsWith("original."));
        Assert.Equal(202, (await ReplaceAsync(owner.Client, id, await Clips.Silent())).Status);
    }

    internal static async Task<string> ReadyAsync(Member owner, string clip)
    {
        var id = (string)(await owner.Client.UploadAsync(clip)).Data["_id"]!;
        await owner.Client.UntilAsync(id, video => video["storyboard"] is not null);
        return id;
    }

    internal static async Task<Answer> ReplaceAsync(Client client, string video, string path)
    {
        using var form = new MultipartFormDataContent { { new StreamContent(File.OpenRead(path)), "videoFile", Path.GetFileName(path) } };
        return await client.SendAsync(HttpMethod.Put, $"videos/{video}/file", form);
    }

    /// <summary>The video once what was on its way has taken its place, storyboard and all.</summary>
    internal static Task<JsonNode> SettledAsync(Client client, string id) => client.UntilAsync(id, video =>
    {
        Assert.NotEqual("failed", (string?)video["replacement"]?["status"]);
        return video["replacement"] is null && video["storyboard"] is not null;
    });

    /// <summary>The time of what lost its place has come.</summary>
    internal static async Task PartAsync(TestSite site)
    {
        await site.Get<Database>().ExecuteAsync("UPDATE media_leftovers SET due_at = 0", new { }, CancellationToken.None);
        await site.Get<MediaLeftovers>().RunAsync(CancellationToken.None);
    }

    /// <summary>Seconds, by the segments of the best rendition.</summary>
    internal static async Task<double> PlayedLengthAsync(Client client, JsonNode video)
    {
        var playlist = await client.GetAsync(await PlaylistAsync(client, video));
        return playlist.Text.Split('\n').Where(line => line.StartsWith("#EXTINF:")).Sum(line => double.Parse(line[8..].TrimEnd(',')));
    }

    private static async Task<string> SegmentAsync(Client client, JsonNode video)
    {
        var playlist = await PlaylistAsync(client, video);
        return $"{playlist[..playlist.LastIndexOf('/')]}/{(await client.GetAsync(playlist)).Text.Split('\n').First(line => line.EndsWith(".m4s"))}";
    }

    private static async Task<string> PlaylistAsync(Client client, JsonNode video)
    {
        var master = (string)video["hls"]!;
        var best = (await client.GetAsync(master)).Text.Split('\n').First(line => line.EndsWith(".m3u8"));
        return $"{master[..master.LastIndexOf('/')]}/{best}";
    }

    /// <summary>From the middle of its data on there are zeroes; the index after them still promises every frame.</summary>
    internal static async Task<string> DamagedAsync(TestSite site)
    {
        var path = Path.Combine(site.DataFolder, "damaged.mp4");
        var whole = await File.ReadAllBytesAsync(await Clips.Hevc(seconds: 24, size: "480x360"));
        whole.AsSpan((whole.Length / 2)..(whole.AsSpan().LastIndexOf("moov"u8) - 4)).Clear();
        await File.WriteAllBytesAsync(path, whole);
        return path;
    }

    private static (int, string?) Of(Answer answer) => (answer.Status, answer.Code);
}
