using VideoTube.Data;
using VideoTube.Storage;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;
using VideoTube.Videos;

namespace VideoTube.Tests.Playback;

public sealed class MediaEndpointTests
{
    [Theory, OnBothEngines]
    public async Task Files_of_a_hidden_video_are_there_for_their_owner_alone(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var shown = await PutAsync(site, await site.AddAsync(owner, new Listed("Shown")), "720p/s00001.m4s");
        var unlisted = await PutAsync(site, await site.AddAsync(owner, new Listed("Unlisted") { Visibility = "unlisted" }), "720p/s00001.m4s");
        var draft = await PutAsync(site, await site.AddAsync(owner, new Listed("Draft") { Published = false }), "720p/s00001.m4s");
        var uploading = await PutAsync(site, await site.AddAsync(owner, new Listed("Uploading") { Status = "uploading" }), "original.mp4");

        Assert.Equal("public, max-age=31536000, immutable", (await visitor.GetAsync(shown)).Header("Cache-Control"));
        Assert.Equal(200, (await visitor.GetAsync(unlisted)).Status);
        Assert.Equal(404, (await visitor.GetAsync(draft)).Status);
        Assert.Equal(404, (await other.Client.GetAsync(draft)).Status);
        var own = await owner.Client.GetAsync(draft);
        Assert.Equal((200, true), (own.Status, own.Header("Cache-Control")!.Contains("private")));
        Assert.Equal(404, (await owner.Client.GetAsync(uploading)).Status);
        Assert.Equal(206, (await visitor.GetAsync(shown, ("Range", "bytes=0-1"))).Status);
    }

    [Fact]
    public async Task HEAD_of_a_file_tells_its_whole_length_and_reads_nothing()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var file = await PutAsync(site, await site.AddAsync(owner, new Listed("Asked about")), "720p/s00001.m4s");
        var whole = await visitor.GetAsync(file);

        // A range is defined for GET alone (RFC 9110 section 14.2).
        var head = await visitor.SendAsync(HttpMethod.Head, file, null, ("Range", "bytes=0-1"));

        Assert.Equal((200, 0), (head.Status, head.Bytes.Length));
        Assert.Equal(whole.Bytes.Length.ToString(), head.Header("Content-Length"));
        Assert.Null(head.Header("Content-Range"));
    }

    [Theory, OnBothEngines]
    public async Task Hiding_a_video_hides_its_files_at_once(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var id = await site.AddAsync(owner, new Listed("Shown for now"));
        var file = await PutAsync(site, id, "720p/s00001.m4s");
        Assert.Equal(200, (await visitor.GetAsync(file)).Status);

        await owner.Client.PatchAsync($"videos/toggle/publish/{id}");

        Assert.Equal(404, (await visitor.GetAsync(file)).Status);
    }

    [Theory, OnBothEngines]
    public async Task The_master_playlist_offers_the_renditions_there_are(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var id = await site.AddAsync(owner, new Listed("Playable"));
        var address = $"/media/videos/{id}/master.m3u8";
        Assert.Equal(404, (await visitor.GetAsync(address)).Status);
        Assert.Null((await visitor.GetAsync($"videos/{id}")).Data["hls"]);
        await AddRenditionAsync(site, id, "360p", "video", 640, 360);
        await AddRenditionAsync(site, id, "audio", "audio", 0, 0);

        var first = await visitor.GetAsync(address);
        await AddRenditionAsync(site, id, "720p", "video", 1280, 720);
        var second = await visitor.GetAsync(address, ("If-None-Match", first.Header("ETag")!));
        var third = await visitor.GetAsync(address, ("If-None-Match", second.Header("ETag")!));

        Assert.Equal((200, "application/vnd.apple.mpegurl", "no-cache"), (first.Status, first.Header("Content-Type"), first.Header("Cache-Control")));
        Assert.Contains("RESOLUTION=640x360", first.Text);
        Assert.Contains("360p/index.m3u8", first.Text);
        Assert.Contains("TYPE=AUDIO", first.Text);
        Assert.Equal((200, 304), (second.Status, third.Status));
        Assert.Contains("720p/index.m3u8", second.Text);
        var video = (await visitor.GetAsync($"videos/{id}")).Data;
        Assert.Equal(address, (string?)video["hls"]);
        Assert.Equal(["720p", "360p"], video["renditions"]!.AsArray().Select(rendition => (string)rendition!["name"]!));
    }

    [Fact]
    public async Task Playlists_are_asked_for_again_and_pictures_of_people_kept()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var playlist = await PutAsync(site, await site.AddAsync(owner, new Listed("Growing")), "720p/index.m3u8");
        await site.Get<IMediaStore>().PutAsync(MediaKey.Parse($"users/{owner.Id}/avatar-1.jpg"), new MemoryStream([1]), CancellationToken.None);

        Assert.Equal("no-cache", (await visitor.GetAsync(playlist)).Header("Cache-Control"));
        Assert.Equal("public, max-age=31536000, immutable", (await visitor.GetAsync($"/media/users/{owner.Id}/avatar-1.jpg")).Header("Cache-Control"));
    }

    [Theory]
    [InlineData("/media/videos/..%2f..%2fvideotube.db")]
    [InlineData("/media/videos/../../videotube.db")]
    [InlineData("/media/videotube.db")]
    [InlineData("/media/temp/uploads/x")]
    [InlineData("/media/videos/000000000000000000000000/original.mp4")]
    [InlineData("/media/videos/nonsense/original.mp4")]
    [InlineData("/media/videos/nonsense/master.m3u8")]
    [InlineData("/media/")]
    public async Task Nothing_else_is_served(string address)
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var visitor = site.NewClient();

        Assert.Equal(404, (await visitor.GetAsync(address)).Status);
    }

    private static async Task<string> PutAsync(TestSite site, Id video, string name)
    {
        var key = MediaKey.Parse($"{VideoKeys.Folder(video)}/{name}");
        await site.Get<IMediaStore>().PutAsync(key, new MemoryStream([1, 2, 3, 4]), CancellationToken.None);
        return $"/media/{key}";
    }

    private static Task AddRenditionAsync(TestSite site, Id id, string name, string kind, int width, int height) =>
        site.Get<Database>().ExecuteAsync("""
            INSERT INTO renditions (video_id, name, kind, playlist, codecs, width, height, frame_rate, bandwidth, average_bandwidth,
                                    channels, is_copy, complete, created_at)
            VALUES (@id, @name, @kind, @playlist, @codecs, @width, @height, 25, @bandwidth, @bandwidth, 2, FALSE, TRUE, 0)
            """, new
        {
            id, name, kind, playlist = $"videos/{id}/{name}/index.m3u8", codecs = kind == "video" ? "avc1.64001e" : "mp4a.40.2",
            width, height, bandwidth = 1000L + height,
        }, CancellationToken.None);
}
