using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using VideoTube.Data;
using VideoTube.Processing;
using VideoTube.Storage;
using VideoTube.Storage.S3;
using VideoTube.Testing;
using VideoTube.Tests.Notifications;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;
using VideoTube.Videos;

namespace VideoTube.Tests.MediaHosts;

/// <summary>A site whose media lives in a bucket.</summary>
public sealed class MediaHostTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_video_is_taken_processed_played_and_deleted_in_a_bucket()
    {
        await using var server = await S3Server.StartAsync();
        await using var site = await TestSite.StartAsync(Engine.Sqlite, SettingsFor(server.Address));
        using var bucket = Open(server.Address);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var clip = await Clips.Avi(); // encoded from a copy, in another job than the one that read it first

        var video = (await owner.Client.UploadAsync(clip, ("title", "Kept elsewhere"))).Data;
        var ready = await ReadyAsync(visitor, video);

        Assert.Empty(Waiting(site));
        await Told.UntilAsync(() => Task.FromResult(Directory.GetFiles(Path.Combine(site.DataFolder, "temp/originals")).Length == 0));
        Assert.Equal(new FileInfo(clip).Length, (await bucket.FindAsync(MediaKey.Parse($"videos/{video["_id"]}/original.avi"), Ct))!.Length);
        var playlist = await PlaylistAsync(visitor, ready);
        var segment = await visitor.GetAsync(playlist.FirstSegment, ("Range", "bytes=4-7"));
        Assert.Equal((206, "styp"), (segment.Status, System.Text.Encoding.ASCII.GetString(segment.Bytes)));
        Assert.Equal(200, (await visitor.GetAsync((string)ready["thumbnail"]!)).Status);

        Assert.Equal(200, (await owner.Client.DeleteAsync($"videos/{video["_id"]}")).Status);
        await Told.UntilAsync(async () => !await bucket.ListAsync(MediaKey.Parse($"videos/{video["_id"]}"), Ct).AnyAsync(Ct));
    }

    [Fact]
    public async Task While_the_media_host_is_down_uploads_are_kept_play_and_go_there_later()
    {
        Uri address;
        await using (var server = await S3Server.StartAsync())
            address = server.Address;
        await using var site = await TestSite.StartAsync(Engine.Sqlite, SettingsFor(address));
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();

        var sent = await owner.Client.UploadAsync(await Clips.H264(), ("title", "Kept here for now"));
        var ready = await ReadyAsync(visitor, sent.Data);

        Assert.Equal(201, sent.Status);
        var playlist = await PlaylistAsync(visitor, ready);
        Assert.Equal(200, (await visitor.GetAsync(playlist.FirstSegment)).Status);
        Assert.Equal(502, (await visitor.GetAsync($"/media/videos/{ready["_id"]}/hls/never-there.m4s")).Status);
        Assert.Equal(503, (await visitor.GetAsync("healthcheck")).Status);

        await using var back = await S3Server.StartAsync(address.Port);
        using var bucket = Open(address);
        await Told.UntilAsync(() => Task.FromResult(Waiting(site).Count == 0));
        Assert.NotNull(await bucket.FindAsync(KeyOf((string)ready["videoFile"]!), Ct));
        Assert.Equal(200, (await visitor.GetAsync(playlist.FirstSegment)).Status);
        Assert.Equal(200, (await visitor.GetAsync("healthcheck")).Status);
    }

    [Fact]
    public async Task While_the_media_host_is_down_the_site_starts_and_changes_are_made()
    {
        await using var server = await S3Server.StartAsync();
        await using var site = await TestSite.StartAsync(Engine.Sqlite, SettingsFor(server.Address));
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var ready = await ReadyAsync(visitor, (await owner.Client.UploadAsync(await Clips.H264(), ("title", "Kept elsewhere"))).Data);
        var id = (string)ready["_id"]!;
        await Told.UntilAsync(() => Task.FromResult(Waiting(site).Count == 0));
        await server.StopAsync();
        var picture = await File.ReadAllBytesAsync(await Clips.Make("wide.png", "-f lavfi -i testsrc2=size=1280x720 -frames:v 1"), Ct);

        using var form = Uploading.Form(("thumbnail", picture, "t.png"));
        var changed = await owner.Client.SendAsync(HttpMethod.Patch, $"videos/{id}", form);
        var shown = await visitor.GetAsync((string)changed.Data["thumbnail"]!);
        var export = await owner.Client.GetAsync("users/export");
        var deleted = await owner.Client.DeleteAsync($"videos/{id}");

        Assert.Equal((200, 200), (changed.Status, shown.Status));
        using (var zip = new ZipArchive(new MemoryStream(export.Bytes)))
            Assert.NotNull(zip.GetEntry("missing.txt"));
        Assert.Equal(200, deleted.Status);
        var checkedStorage = await ChildProgram.RunAsync(site.Environment, "admin", "storage", "check");
        Assert.Equal(1, checkedStorage.Code);
        Assert.Contains("does not answer", checkedStorage.Error);
        // A video was deleted while the bucket was away: the next start does not wait for it.
        var (again, _) = await ChildProgram.ServeAsync(site.DataFolder, SettingsFor(server.Address));
        await again.DisposeAsync();
    }

    [Fact]
    public async Task What_came_in_is_at_hand_for_its_jobs_and_fetched_when_it_is_not()
    {
        await using var server = await S3Server.StartAsync();
        var settings = SettingsFor(server.Address);
        settings["ENCODERS"] = "0";
        await using var site = await TestSite.StartAsync(Engine.Sqlite, settings);
        using var owner = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.Avi(), Ct);
        var sent = (await owner.Client.UploadAsync(await Clips.Avi(), ("title", "At hand"))).Data;
        var copies = site.Get<OriginalCopies>();
        var (video, original) = (Id.Parse((string)sent["_id"]!), MediaKey.Parse($"videos/{sent["_id"]}/original.avi"));
        await Told.UntilAsync(async () => (int)(await owner.Client.GetAsync($"videos/{video}")).Data["progress"]! > 0);

        var path = Assert.Single(Directory.GetFiles(Path.Combine(site.DataFolder, "temp/originals")));
        Assert.Equal(clip, await File.ReadAllBytesAsync(path, Ct));
        copies.Forget(VideoKeys.Folder(video));
        Assert.False(File.Exists(path));
        Assert.Equal(clip, await File.ReadAllBytesAsync(await copies.GetAsync(original, Ct), Ct));

        File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2));
        Assert.Equal(1, await copies.RunAsync(Ct));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task Media_on_the_disk_moves_when_a_site_is_given_a_bucket()
    {
        await using var server = await S3Server.StartAsync();
        using var bucket = Open(server.Address);
        await using var site = await TestSite.StartAsync(Engine.Sqlite, SettingsFor(server.Address), beforeStart: data =>
        {
            Directory.CreateDirectory(Path.Combine(data, "media/videos/65f0"));
            File.WriteAllText(Path.Combine(data, "media/videos/65f0/original.mp4"), "film");
        });

        await Told.UntilAsync(async () => await bucket.FindAsync(MediaKey.Parse("videos/65f0/original.mp4"), Ct) is not null);
        await Told.UntilAsync(() => Task.FromResult(!Directory.Exists(Path.Combine(site.DataFolder, "media/videos"))));
    }

    [Fact]
    public async Task Code_307_media_that_lies_in_object_storage_is_fetched_from_there_by_a_signed_address()
    {
        await using var server = await S3Server.StartAsync();
        var settings = SettingsFor(server.Address);
        settings["MEDIA_REDIRECT"] = "true";
        await using var site = await TestSite.StartAsync(Engine.Sqlite, settings);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var ready = await ReadyAsync(visitor, (await owner.Client.UploadAsync(await Clips.H264(), ("title", "Fetched from elsewhere"))).Data);
        var playlist = await PlaylistAsync(visitor, ready);

        var segment = await visitor.GetAsync(playlist.FirstSegment);
        var elsewhere = new Uri(segment.Header("Location")!);
        using var browser = new HttpClient();
        using var fetched = await browser.GetAsync(elsewhere, Ct);

        Assert.Equal((307, server.Address.Authority), (segment.Status, elsewhere.Authority));
        Assert.Equal((HttpStatusCode.OK, "video/iso.segment"), (fetched.StatusCode, fetched.Content.Headers.ContentType!.ToString()));
        Assert.Equal(200, (await visitor.SendAsync(HttpMethod.Head, playlist.FirstSegment, null)).Status);
        Assert.Equal(200, (await visitor.GetAsync((string)ready["thumbnail"]!)).Status);
        var page = await visitor.GetAsync("/");
        Assert.Contains($"connect-src 'self' {server.Address.GetLeftPart(UriPartial.Authority)};", page.Header("Content-Security-Policy"));

        // What only some may see comes through the site, which asks each time.
        await owner.Client.PatchAsync($"videos/{ready["_id"]}", new { visibility = "private" });
        Assert.Equal(200, (await owner.Client.GetAsync(playlist.FirstSegment)).Status);
        Assert.Equal(404, (await visitor.GetAsync(playlist.FirstSegment)).Status);
    }

    [Theory]
    [InlineData("S3_BUCKET", "nowhere", "NoSuchBucket")]
    [InlineData("S3_SECRET_ACCESS_KEY", "not-the-secret", "SignatureDoesNotMatch")]
    public async Task A_site_whose_bucket_refuses_does_not_start_and_says_why(string key, string value, string why)
    {
        await using var server = await S3Server.StartAsync();
        var folder = Directory.CreateTempSubdirectory("videotube-test-");
        var settings = SettingsFor(server.Address);
        (settings["DATA_DIR"], settings["HOST"], settings["PORT"], settings[key]) = (folder.FullName, "127.0.0.1", "0", value);

        await using var site = ChildProgram.Start("serve", settings);
        var code = await site.EndAsync();
        folder.Delete(recursive: true);

        Assert.Equal(1, code);
        Assert.Contains(why, site.Said);
        Assert.DoesNotContain("   at ", site.Said);
        Assert.DoesNotContain("not-the-secret", site.Said);
    }

    internal static Dictionary<string, string> SettingsFor(Uri address) => new()
    {
        ["S3_BUCKET"] = S3Server.Bucket, ["S3_ENDPOINT"] = address.GetLeftPart(UriPartial.Authority),
        ["S3_ACCESS_KEY_ID"] = S3Server.Key, ["S3_SECRET_ACCESS_KEY"] = S3Server.Key,
    };

    private static List<string> Waiting(TestSite site) => site.MediaFiles().FindAll(file => !file.Contains("/.", StringComparison.Ordinal));

    private static S3MediaStore Open(Uri address) => new(new S3Bucket(S3Server.Bucket, S3Server.Key, S3Server.Key, address));

    private static MediaKey KeyOf(string address) => MediaKey.Parse(address["/media/".Length..]);

    private static async Task<JsonNode> ReadyAsync(Client visitor, JsonNode sent)
    {
        JsonNode? video = null;
        await Told.UntilAsync(async () => (video = (await visitor.GetAsync($"videos/{sent["_id"]}")).Data)["storyboard"] is not null);
        return video!;
    }

    private static async Task<(string Address, string FirstSegment)> PlaylistAsync(Client visitor, JsonNode video)
    {
        var master = (string)video["hls"]!;
        var address = Beside(master, (await visitor.GetAsync(master)).Text.Split('\n').First(line => line.EndsWith("index.m3u8", StringComparison.Ordinal)));
        var playlist = await visitor.GetAsync(address);
        Assert.Equal(200, playlist.Status);
        return (address, Beside(address, playlist.Text.Split('\n').First(line => line.EndsWith(".m4s", StringComparison.Ordinal))));
    }

    private static string Beside(string address, string name) => address[..(address.LastIndexOf('/') + 1)] + name;
}
