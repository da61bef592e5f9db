using VideoTube.Data;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads.Tus;
using VideoTube.Upkeep;

namespace VideoTube.Tests.Uploads.Previews;

public sealed class UploadPreviewTests
{
    private static readonly Dictionary<string, string> NoEncoders = new() { ["ENCODERS"] = "0" };
    private static readonly (string, string) Partial = ("Upload-Concat", "partial");

    [Theory, OnBothEngines]
    public async Task An_owner_watches_what_has_arrived_and_with_the_last_byte_it_is_all_there(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, new(NoEncoders));
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var clip = await File.ReadAllBytesAsync(await Clips.H264(12));
        var most = clip.Length * 9 / 10;
        var upload = await owner.Client.BegunAsync(clip.Length, TusRequests.Metadata(("title", "Watched early")));
        Assert.Equal(404, (await owner.Client.GetAsync(MasterOf(upload))).Status);

        await owner.Client.AddAsync(upload, 0, clip.AsMemory(0, most));
        var early = await PlaylistsAsync(owner, upload);

        Assert.Equal(["360p", "audio"], early.Keys.Order());
        foreach (var (address, text) in early.Values)
        {
            Assert.Contains("#EXT-X-PLAYLIST-TYPE:EVENT\n", text);
            foreach (var file in FilesIn(address, text))
            {
                Assert.Equal(200, (await owner.Client.GetAsync(file)).Status);
                Assert.Contains("private", (await owner.Client.GetAsync(file)).Header("Cache-Control")!);
                Assert.Equal(404, (await other.Client.GetAsync(file)).Status);
                Assert.Equal(404, (await visitor.GetAsync(file)).Status);
            }
        }

        Assert.Equal(404, (await other.Client.GetAsync(MasterOf(upload))).Status);
        Assert.Equal(404, (await visitor.GetAsync(MasterOf(upload))).Status);
        Assert.Equal(0, await site.CountAsync("videos"));

        var added = await owner.Client.AddAsync(upload, most, clip.AsMemory(most));
        Assert.Equal((204, $"/api/v1/videos/{IdOf(upload)}"), (added.Status, added.Header("Upload-Result")));
        var whole = await PlaylistsAsync(owner, upload);
        foreach (var (name, (address, text)) in whole)
        {
            Assert.Equal(early[name].Address, address);
            Assert.EndsWith("#EXT-X-ENDLIST\n", text);
            Assert.Equal(12, SecondsOf(text), 0.1);
            foreach (var file in FilesIn(address, text))
                Assert.Equal(200, (await visitor.GetAsync(file)).Status);
        }

        // What is prepared later keeps these, and nothing else is left.
        await PreparedAsync(site);
        Assert.Equal(whole.OrderBy(p => p.Key), (await PlaylistsAsync(owner, upload)).OrderBy(p => p.Key));
        Assert.Single(Directory.GetDirectories(Path.Combine(MediaOf(site, upload), "hls")));
    }

    [Theory, OnBothEngines]
    public async Task A_file_whose_end_comes_first_is_watched_while_the_rest_arrives(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, new(NoEncoders));
        using var owner = await site.SignUpAsync();
        var clip = await EndIndexedAsync();
        var at = clip.AsSpan().LastIndexOf("moov"u8) - 4;
        var (tail, head) = await BeginPartsAsync(owner, clip, at);
        await owner.Client.AddAsync(tail, 0, clip.AsMemory(at));
        await owner.Client.AddAsync(head, 0, clip.AsMemory(0, at * 9 / 10));
        var early = await PlaylistsAsync(owner, head);
        await owner.Client.AddAsync(head, at * 9 / 10, clip.AsMemory(at * 9 / 10, at - (at * 9 / 10)));

        var final = await FinalAsync(owner, head, tail);

        // The first part goes on as the whole: what was watched keeps its address.
        Assert.True(final.Status == 201, final.Text);
        Assert.Equal((head, $"/api/v1/videos/{IdOf(head)}"), (final.Header("Location"), final.Header("Upload-Result")));
        var whole = await PlaylistsAsync(owner, head);
        Assert.Equal(early.Select(p => (p.Key, p.Value.Address)).Order(), whole.Select(p => (p.Key, p.Value.Address)).Order());
        Assert.All(whole.Values, playlist => Assert.Equal(12, SecondsOf(playlist.Text), 0.1));
        var video = (await owner.Client.GetAsync(final.Header("Upload-Result")!)).Data;
        Assert.Equal("Whole", (string?)video["title"]);
        Assert.Equal(clip, (await owner.Client.GetAsync((string)video["videoFile"]!)).Bytes);
        Assert.Equal(200, (await owner.Client.TellAsync(tail)).Status); // known on for who asks again, its bytes gone
        Assert.False(File.Exists(Path.Combine(site.DataFolder, "uploads", IdOf(tail), "data")));
        var told = await owner.Client.TellAsync(head);
        Assert.Equal(($"final;{head} {tail}", $"{clip.Length}"), (told.Header("Upload-Concat"), told.Header("Upload-Offset")));

        // A client that did not hear the answer asks again.
        var again = await FinalAsync(owner, head, tail);
        Assert.Equal((201, final.Header("Upload-Result")), (again.Status, again.Header("Upload-Result")));
        Assert.Equal(1, await site.CountAsync("videos"));
    }

    [Fact]
    public async Task Parts_that_do_not_say_the_same_are_joined_like_any_others()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new(NoEncoders));
        using var owner = await site.SignUpAsync();
        var clip = await EndIndexedAsync();
        var head = await owner.Client.BegunAsync(1000, Partial, TusRequests.Metadata(("whole", "a"), ("wholelength", $"{clip.Length}"), ("offset", "0")));
        var tail = await owner.Client.BegunAsync(clip.Length - 1000, Partial, TusRequests.Metadata(("whole", "b"), ("wholelength", "x"), ("offset", "1000")));
        await owner.Client.AddAsync(tail, 0, clip.AsMemory(1000));
        await owner.Client.AddAsync(head, 0, clip.AsMemory(0, 1000));

        var final = await FinalAsync(owner, head, tail);

        Assert.True(final.Status == 201, final.Text);
        Assert.NotEqual(head, final.Header("Location"));
        var video = (await owner.Client.GetAsync(final.Header("Upload-Result")!)).Data;
        Assert.Equal(clip, (await owner.Client.GetAsync((string)video["videoFile"]!)).Bytes);
    }

    [Fact]
    public async Task Nothing_is_left_of_an_upload_that_is_given_up()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new(NoEncoders));
        using var owner = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.H264(12));
        var upload = await owner.Client.BegunAsync(clip.Length);
        await owner.Client.AddAsync(upload, 0, clip.AsMemory(0, clip.Length * 9 / 10));
        await PlaylistsAsync(owner, upload);
        // As a process leaves it that was killed while it followed the same upload.
        var killed = Directory.CreateDirectory(Path.Combine(MediaOf(site, upload), "hls", "0123456789abcdef01234567", "360p")).FullName;
        await File.WriteAllTextAsync(Path.Combine(killed, "s00000.m4s"), "half");

        Assert.Equal(204, (await owner.Client.EndAsync(upload)).Status);

        Assert.Equal(404, (await owner.Client.GetAsync(MasterOf(upload))).Status);
        Assert.False(Directory.Exists(MediaOf(site, upload)));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(site.DataFolder, "temp", "work"), "*", SearchOption.AllDirectories));
        site.AssertNoUploads();
    }

    [Fact]
    public async Task Two_are_followed_at_once_and_the_next_when_one_has_ended()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new(NoEncoders));
        using var owner = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.H264(12));
        var most = clip.Length * 9 / 10;
        var uploads = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            uploads.Add(await owner.Client.BegunAsync(clip.Length));
            await owner.Client.AddAsync(uploads[i], 0, clip.AsMemory(0, most));
        }

        await PlaylistsAsync(owner, uploads[0]);
        await PlaylistsAsync(owner, uploads[1]);
        Assert.Equal(404, (await owner.Client.GetAsync(MasterOf(uploads[2]))).Status);
        await owner.Client.EndAsync(uploads[0]);
        await owner.Client.AddAsync(uploads[2], most, clip.AsMemory(most, 10));
        await PlaylistsAsync(owner, uploads[2]);
    }

    [Fact]
    public async Task What_cannot_be_followed_becomes_a_video_all_the_same()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new(NoEncoders));
        using var owner = await site.SignUpAsync();
        var clip = await EndIndexedAsync();
        var upload = await owner.Client.BegunAsync(clip.Length);
        Assert.Equal(204, (await owner.Client.AddAsync(upload, 0, clip)).Status);
        await PreparedAsync(site);
        Assert.All((await PlaylistsAsync(owner, upload)).Values, playlist => Assert.Equal(12, SecondsOf(playlist.Text), 0.1));
    }

    [Fact]
    public async Task The_check_of_the_storage_leaves_the_segments_of_a_slow_upload_alone()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new(NoEncoders));
        using var owner = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.H264(12));
        var upload = await owner.Client.BegunAsync(clip.Length);
        await owner.Client.AddAsync(upload, 0, clip.AsMemory(0, clip.Length * 9 / 10));
        await PlaylistsAsync(owner, upload);
        var files = Directory.GetFiles(MediaOf(site, upload), "*", SearchOption.AllDirectories);
        foreach (var file in files)
            File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-1));

        await foreach (var unused in site.Get<StorageCheck>().FindUnusedAsync(CancellationToken.None))
            Assert.Fail($"{unused.Key} was called unused.");
        Assert.NotEmpty(files);
    }

    private static Task PreparedAsync(TestSite site) => WaitAsync(async () =>
    {
        await using var read = await site.Get<Database>().ReadAsync(CancellationToken.None);
        return await read.FindAsync<string>("SELECT id FROM jobs WHERE kind = 'prepare' AND state = 'done'") is not null;
    });

    private static Task<byte[]> EndIndexedAsync() => Clips.Make("end-indexed.mp4",
        $"{Clips.Picture(12, "640x360")} {Clips.Sound(12)} {Clips.Copyable} -c:a aac -b:a 96k -ac 2").ContinueWith(path => File.ReadAllBytes(path.Result));

    private static async Task<(string Tail, string Head)> BeginPartsAsync(Member owner, byte[] clip, int at)
    {
        (string, string) Part(int offset) => TusRequests.Metadata(("whole", "one-of-mine"), ("wholelength", $"{clip.Length}"), ("offset", $"{offset}"));
        return (await owner.Client.BegunAsync(clip.Length - at, Partial, Part(at)), await owner.Client.BegunAsync(at, Partial, Part(0)));
    }

    private static Task<Answer> FinalAsync(Member owner, string head, string tail) => owner.Client.SendAsync(
        HttpMethod.Post, "uploads", null,
        [TusRequests.Version, ("Upload-Concat", $"final;{head} {tail}"), TusRequests.Metadata(("title", "Whole"), ("filename", "end.mp4"))]);

    private static string IdOf(string upload) => upload[(upload.LastIndexOf('/') + 1)..];

    private static string MasterOf(string upload) => $"/media/videos/{IdOf(upload)}/master.m3u8";

    private static string MediaOf(TestSite site, string upload) => Path.Combine(site.DataFolder, "media", "videos", IdOf(upload));

    /// <summary>All media playlists by the name of their rendition, once there is a master playlist.</summary>
    private static async Task<Dictionary<string, (string Address, string Text)>> PlaylistsAsync(Member owner, string upload)
    {
        Answer? master = null;
        await WaitAsync(async () => (master = await owner.Client.GetAsync(MasterOf(upload))).Status == 200);
        var found = new Dictionary<string, (string, string)>();
        foreach (var uri in master!.Text.Split('"', '\n').Where(part => part.EndsWith("/index.m3u8", StringComparison.Ordinal)).Distinct())
        {
            var address = MasterOf(upload).Replace("master.m3u8", uri, StringComparison.Ordinal);
            var playlist = await owner.Client.GetAsync(address);
            Assert.Equal(200, playlist.Status);
            found.Add(uri.Split('/')[^2], (address, playlist.Text));
        }

        return found;
    }

    private static IEnumerable<string> FilesIn(string address, string playlist) =>
        Media.Playlists.MediaPlaylist.FilesIn(playlist).Select(name => address.Replace("index.m3u8", name, StringComparison.Ordinal));

    private static double SecondsOf(string playlist) => playlist.Split('\n')
        .Where(line => line.StartsWith("#EXTINF:", StringComparison.Ordinal)).Sum(line => double.Parse(line[8..].TrimEnd(','), System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Long, because the whole test run shares two cores; nothing waits this long when all is well.</summary>
    private static async Task WaitAsync(Func<Task<bool>> isSo)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMinutes(2), "Waited for something that did not come.");
            await Task.Delay(20);
        }
    }
}
