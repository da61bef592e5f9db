using System.Globalization;
using System.Text;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Uploads.Tus;

public sealed class TusProtocolTests
{
    private static readonly Dictionary<string, string> NoEncoders = new() { ["ENCODERS"] = "0" };

    [Theory, OnBothEngines]
    public async Task A_video_sent_in_pieces_is_one_byte_for_byte(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, NoEncoders);
        using var owner = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.H264(2, "320x180"));
        var address = await owner.Client.BegunAsync(clip.Length, TusRequests.Metadata(
            ("filename", "a.mp4"), ("title", "In pieces"), ("description", "About"), ("visibility", "unlisted"), ("tags", "sea,whales"), ("isPublished", "true"), ("downloadable", "true")));

        Assert.Equal(204, (await owner.Client.AddAsync(address, 0, clip.AsMemory(0, 10_000))).Status);
        Assert.Equal(10_000, await owner.Client.OffsetAsync(address));
        var last = await owner.Client.AddAsync(address, 10_000, clip.AsMemory(10_000));

        Assert.Equal((204, $"{clip.Length}", 0), (last.Status, last.Header("Upload-Offset"), last.Bytes.Length));
        var video = (await owner.Client.GetAsync(last.Header("Upload-Result")!)).Data;
        Assert.Equal(
            ("In pieces", "About", "unlisted", true, true),
            ((string?)video["title"], (string?)video["description"], (string?)video["visibility"], (bool)video["isPublished"]!, (bool)video["downloadable"]!));
        Assert.Equal(["sea", "whales"], video["tags"]!.AsArray().Select(tag => (string)tag!));
        Assert.Equal(Path.GetFileName(address), (string?)video["_id"]);
        Assert.Equal(clip, (await owner.Client.GetAsync((string)video["videoFile"]!)).Bytes);
        Assert.Empty(site.TemporaryFiles());
        Assert.False(File.Exists(site.BytesOf(address)));
        var told = await owner.Client.TellAsync(address);
        Assert.Equal((last.Header("Upload-Result"), $"{clip.Length}", null), (told.Header("Upload-Result"), told.Header("Upload-Offset"), told.Header("Upload-Expires")));
    }

    [Fact]
    public async Task HEAD_tells_how_far_it_is_and_what_was_said_of_it()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, NoEncoders);
        using var owner = await site.SignUpAsync();
        var metadata = ("Upload-Metadata", "filename YS5tcDQ=,title ,is_confidential");
        var begun = await owner.Client.BeginAsync(1000, metadata);

        var told = await owner.Client.TellAsync(begun.Header("Location")!);

        Assert.Equal((200, "0", "1000", metadata.Item2), (told.Status, told.Header("Upload-Offset"), told.Header("Upload-Length"), told.Header("Upload-Metadata")));
        Assert.Equal(("1.0.0", "no-store"), (told.Header("Tus-Resumable"), told.Header("Cache-Control")));
        Assert.InRange(
            DateTimeOffset.ParseExact(told.Header("Upload-Expires")!, "R", CultureInfo.InvariantCulture) - TimeProvider.System.GetUtcNow(),
            TimeSpan.FromDays(6.9), TimeSpan.FromDays(7));
        Assert.Equal(told.Header("Upload-Expires"), begun.Header("Upload-Expires"));
    }

    [Theory]
    [InlineData("/api/v1/uploads", "GET, HEAD, OPTIONS, POST")]
    [InlineData("/api/v1/uploads/0123456789abcdef01234567", "DELETE, GET, HEAD, OPTIONS, PATCH")]
    public async Task OPTIONS_tells_anybody_what_is_spoken_here(string address, string methods)
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["UPLOAD_MAX_BYTES"] = "3000000" });
        using var visitor = site.NewClient();

        var answer = await visitor.SendAsync(HttpMethod.Options, address, null);

        Assert.Equal((204, methods, "1.0.0", "1.0.0"), (answer.Status, answer.Header("Allow"), answer.Header("Tus-Version"), answer.Header("Tus-Resumable")));
        Assert.Equal("creation,creation-with-upload,expiration,checksum,termination,concatenation", answer.Header("Tus-Extension"));
        Assert.Equal(("3000000", "sha1,sha256"), (answer.Header("Tus-Max-Size"), answer.Header("Tus-Checksum-Algorithm")));
    }

    [Fact]
    public async Task Pages_of_other_origins_may_read_the_headers()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["CORS_ORIGIN"] = "https://front.example" });
        using var owner = await site.SignUpAsync();

        var asked = await owner.Client.SendAsync(HttpMethod.Options, "uploads", null,
            ("Origin", "https://front.example"), ("Access-Control-Request-Method", "PATCH"), ("Access-Control-Request-Headers", "tus-resumable,upload-offset"));
        var begun = await owner.Client.BeginAsync(5, ("Origin", "https://front.example"));

        Assert.Contains("upload-offset", asked.Header("Access-Control-Allow-Headers"));
        Assert.Equal(201, begun.Status);
        Assert.All(["Upload-Offset", "Upload-Length", "Upload-Result", "Location", "Tus-Resumable"], name => Assert.Contains(name, begun.Header("Access-Control-Expose-Headers")));
    }

    [Fact]
    public async Task Code_412_another_version_or_none()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, NoEncoders);
        using var owner = await site.SignUpAsync();
        var address = await owner.Client.BegunAsync(1000);

        foreach (var headers in new (string, string)[][] { [], [("Tus-Resumable", "0.2.2")] })
        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Patch, HttpMethod.Get, HttpMethod.Delete })
        {
            var answer = await owner.Client.SendAsync(method, method == HttpMethod.Post ? "uploads" : address, null, headers);
            Assert.Equal((412, "upload.version", "1.0.0"), (answer.Status, answer.Code, answer.Header("Tus-Version")));
        }

        Assert.Equal(0, await owner.Client.OffsetAsync(address));
    }

    [Fact]
    public async Task Code_409_an_offset_that_is_not_how_much_is_here()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, NoEncoders);
        using var owner = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.Silent(1, "160x120"));
        var address = await owner.Client.BegunAsync(clip.Length);
        await owner.Client.AddAsync(address, 0, clip.AsMemory(0, 1000));

        foreach (var wrong in new[] { 0, 999, 1001, clip.Length })
            Assert.Equal((409, "upload.offset"), Of(await owner.Client.AddAsync(address, wrong, clip.AsMemory(0, 10))));

        Assert.Equal(clip[..1000], await File.ReadAllBytesAsync(site.BytesOf(address)));
    }

    [Fact]
    public async Task What_cannot_be_taken_is_refused_with_its_reason()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new(NoEncoders) { ["UPLOAD_MAX_BYTES"] = "3000000" });
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var client = owner.Client;

        Assert.Equal((401, "auth.required"), Of(await visitor.BeginAsync(1000)));
        Assert.Equal((411, "upload.length_required"), Of(await client.SendAsync(HttpMethod.Post, "uploads", null, TusRequests.Version)));
        Assert.Equal((411, "upload.length_required"), Of(await client.SendAsync(HttpMethod.Post, "uploads", null, TusRequests.Version, ("Upload-Defer-Length", "1"))));
        Assert.Equal((400, "upload.header"), Of(await client.SendAsync(HttpMethod.Post, "uploads", null, TusRequests.Version, ("Upload-Length", "-1"))));
        Assert.Equal((413, "video.too_large"), Of(await client.BeginAsync(3_000_001)));
        foreach (var metadata in new[] { "title !!", "title QQ==,title QQ==", "title /w==" })
            Assert.Equal((400, "upload.header"), Of(await client.BeginAsync(1000, ("Upload-Metadata", metadata))));
        Assert.Equal((422, "body.invalid"), Of(await client.BeginAsync(1000, TusRequests.Metadata(("visibility", "everyone")))));
        Assert.Equal((422, "body.invalid"), Of(await client.BeginAsync(1000, TusRequests.Metadata(("title", new string('x', 121))))));
        Assert.Equal((400, "upload.header"), Of(await client.BeginAsync(1000, ("Upload-Concat", "both"))));
        Assert.Equal((422, "video.empty"), Of(await client.BeginAsync(0)));
        site.AssertNoUploads();

        var address = await client.BegunAsync(1000);
        Assert.Equal((415, "upload.type"), Of(await client.SendAsync(HttpMethod.Patch, address, new StringContent("words"), TusRequests.Version, ("Upload-Offset", "0"))));
        Assert.Equal((400, "upload.header"), Of(await client.SendAsync(HttpMethod.Patch, address, TusRequests.Bytes(new byte[5]), TusRequests.Version)));
        Assert.Equal((413, "upload.too_long"), Of(await client.AddAsync(address, 0, new byte[1001])));
        Assert.Equal((400, "id.shape"), Of(await client.AddAsync("uploads/nonsense", 0, new byte[5])));
        Assert.Equal(0, await client.OffsetAsync(address));
    }

    [Fact]
    public async Task A_body_in_chunks_that_grows_too_long_leaves_nothing()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, NoEncoders);
        using var owner = await site.SignUpAsync();
        var address = await owner.Client.BegunAsync(100_000, ("Upload-Concat", "partial"));
        await owner.Client.AddAsync(address, 0, new byte[10]);

        var answer = await owner.Client.AddAsync(address, 10, new byte[300_000], ("Transfer-Encoding", "chunked"));

        Assert.Equal((413, "upload.too_long"), Of(answer));
        Assert.Equal(10, await owner.Client.OffsetAsync(address));
    }

    [Theory, OnBothEngines]
    public async Task Nobody_else_sees_an_upload(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, NoEncoders);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        var address = await owner.Client.BegunAsync(1000);

        Assert.Equal(404, (await other.Client.TellAsync(address)).Status);
        Assert.Equal((404, "upload.not_found"), Of(await other.Client.AddAsync(address, 0, new byte[10])));
        Assert.Equal((404, "upload.not_found"), Of(await other.Client.EndAsync(address)));
        Assert.Equal(401, (await site.NewClient().TellAsync(address)).Status);
        Assert.Equal(0, await owner.Client.OffsetAsync(address));
    }

    [Fact]
    public async Task A_client_without_PATCH_and_DELETE_says_them_in_a_header()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, NoEncoders);
        using var owner = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.Silent(1, "160x120"));
        var address = await owner.Client.BegunAsync(clip.Length);
        // The document knows no POST there: asked past the client that checks it.
        async Task<int> PostAsync(string method, HttpContent? content)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
            request.Headers.Add("Tus-Resumable", "1.0.0");
            request.Headers.Add("Upload-Offset", "0");
            request.Headers.Add("X-HTTP-Method-Override", method);
            using var response = await owner.Client.Http.SendAsync(request);
            return (int)response.StatusCode;
        }

        Assert.Equal(204, await PostAsync("PATCH", TusRequests.Bytes(clip.AsMemory(0, 1000))));
        Assert.Equal(1000, await owner.Client.OffsetAsync(address));
        Assert.Equal(204, await PostAsync("DELETE", null));
        Assert.Equal(404, (await owner.Client.TellAsync(address)).Status);
    }

    [Fact]
    public async Task The_first_bytes_may_come_with_the_creation()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, NoEncoders);
        using var owner = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.Silent(1, "160x120"));
        Task<Answer> BeginAsync(int bytes, string type = "application/offset+octet-stream", int? length = null)
        {
            var content = TusRequests.Bytes(clip.AsMemory(0, bytes));
            content.Headers.ContentType = new(type);
            return owner.Client.SendAsync(HttpMethod.Post, "uploads", content, TusRequests.Version, ("Upload-Length", $"{length ?? clip.Length}"));
        }

        var some = await BeginAsync(1000);
        Assert.Equal((201, "1000"), (some.Status, some.Header("Upload-Offset")));
        Assert.Equal(204, (await owner.Client.AddAsync(some.Header("Location")!, 1000, clip.AsMemory(1000))).Status);
        var all = await BeginAsync(clip.Length);
        Assert.Equal(200, (await owner.Client.GetAsync(all.Header("Upload-Result")!)).Status);

        Assert.Equal((415, "upload.type"), Of(await BeginAsync(10, "text/plain")));
        Assert.Equal((413, "upload.too_long"), Of(await BeginAsync(10, length: 9)));
    }

    [Theory]
    [InlineData(200_000, 200_000, "video.not_a_video")]
    [InlineData(40, 40, "video.not_a_video")]
    [InlineData(200_000, 70_000, "video.not_a_video")]
    public async Task No_video_is_refused_by_its_first_bytes(int length, int sent, string code)
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, NoEncoders);
        using var owner = await site.SignUpAsync();
        var words = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("Nothing to see here. ", 10_000)));
        var address = await owner.Client.BegunAsync(length);

        Assert.Equal((422, code), Of(await owner.Client.AddAsync(address, 0, words.AsMemory(0, sent))));

        Assert.Equal(404, (await owner.Client.TellAsync(address)).Status);
        site.AssertNoUploads();
        await site.AssertNothingIsLeftAsync();
    }

    [Theory, OnBothEngines]
    public async Task What_is_no_whole_video_at_its_end_is_refused_and_gone(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, NoEncoders);
        using var owner = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.Silent(1, "160x120"));
        var cut = clip.AsMemory(0, clip.Length / 2); // its index is at its end
        var address = await owner.Client.BegunAsync(cut.Length);

        Assert.Equal((422, "video.corrupt"), Of(await owner.Client.AddAsync(address, 0, cut)));

        site.AssertNoUploads();
        await site.AssertNothingIsLeftAsync();
    }

    [Theory, OnBothEngines]
    public async Task An_ended_upload_is_gone_and_a_video_stays(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, NoEncoders);
        using var owner = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.Silent(1, "160x120"));
        var half = await owner.Client.BegunAsync(clip.Length);
        await owner.Client.AddAsync(half, 0, clip.AsMemory(0, 1000));
        var whole = await owner.Client.BegunAsync(clip.Length);
        var video = (await owner.Client.AddAsync(whole, 0, clip)).Header("Upload-Result")!;

        foreach (var address in new[] { half, whole })
        {
            Assert.Equal(204, (await owner.Client.EndAsync(address)).Status);
            Assert.Equal(404, (await owner.Client.TellAsync(address)).Status);
            Assert.Equal((404, "upload.not_found"), Of(await owner.Client.EndAsync(address)));
        }

        site.AssertNoUploads();
        Assert.Equal(200, (await owner.Client.GetAsync(video)).Status);
    }

    [Theory, OnBothEngines]
    public async Task Whoever_closes_their_account_leaves_no_upload(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, NoEncoders);
        using var other = await site.SignUpAsync();
        await other.Client.BegunAsync(1000);
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);
        client.Token = person.AccessToken;
        var address = await client.BegunAsync(1000);

        Assert.Equal(204, (await client.DeleteAsync("users/current-user", new { password = person.Password })).Status);
        await site.Get<VideoTube.Accounts.Closing.RemoveClosedAccounts>().RunAsync(CancellationToken.None);

        Assert.NotEqual(Path.GetFileName(address), Path.GetFileName(Assert.Single(Directory.GetDirectories(Path.Combine(site.DataFolder, "uploads")))));
    }

    private static (int, string?) Of(Answer answer) => (answer.Status, answer.Code);
}
