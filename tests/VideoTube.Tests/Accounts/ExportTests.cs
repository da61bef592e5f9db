using System.IO.Compression;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using VideoTube.Accounts.Export;
using VideoTube.Data;
using VideoTube.Storage;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;
using VideoTube.Videos;

namespace VideoTube.Tests.Accounts;

public sealed class ExportTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Rows that are no one's data, but the site's own means; each for its reason.</summary>
    private static readonly string[] NotData =
    [
        "mailed_tokens", // nothing but a hash
        "closed_accounts", // whoever is in it is gone
        "founder", // what the role says
        "search_channels", // the words of the name, for the search
        "channel_sums", // what the videos in it add up to
        "membership_hooks", // nothing but a secret
        "membership_events", // numbers of messages, so that each is taken once
    ];

    [Theory, OnBothEngines]
    public async Task Everything_of_theirs_is_in_it_and_nothing_secret_or_of_others(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var client = site.NewClient();
        var (person, other) = (await Person.JoinAsync(client), await Person.JoinAsync(client));
        var videos = await site.AddAsync(new Member(client, Id.Parse(person.Id), person.Username), [new Listed("First") { Tags = ["a", "b"] }, new Listed("Draft") { Published = false }]);
        await site.AddAsync(new Member(client, Id.Parse(other.Id), other.Username), new Listed("Another's"));
        var file = VideoKeys.Folder(videos[0]) / "original.mp4";
        byte[] bytes = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7))];
        await site.Get<IMediaStore>().PutAsync(file, new MemoryStream(bytes), None);
        var avatar = MediaKey.Parse($"users/{person.Id}/avatar-1.jpg");
        await site.Get<IMediaStore>().PutAsync(avatar, new MemoryStream([1, 2, 3]), None);
        await ExecuteAsync(site, "UPDATE videos SET original = @file, poster = 'videos/gone.jpg' WHERE id = @id", new { file = file.Value, id = videos[0] });
        await ExecuteAsync(site, "UPDATE users SET avatar = @avatar WHERE id = @Id", new { avatar = avatar.Value, person.Id });
        client.Token = person.AccessToken;
        await client.PatchAsync("users/update-account", new { username = $"{person.Username}-2" });
        client.Token = (await Person.SignInAsync(client, $"{person.Username}-2", person.Password)).AccessToken;

        var answer = await client.GetAsync("users/export");

        Assert.Equal((200, "application/zip", "no-store"), (answer.Status, answer.Header("Content-Type"), answer.Header("Cache-Control")));
        Assert.Matches($"^attachment; filename=\"?videotube-{person.Username}-2-\\d{{4}}-\\d\\d-\\d\\d\\.zip\"?", answer.Header("Content-Disposition"));
        using var zip = new ZipArchive(new MemoryStream(answer.Bytes));
        var account = Json(zip, "account.json");
        Assert.Equal((person.Id, person.Email), ((string?)account["_id"], (string?)account["email"]));
        Assert.Equal(["First", "Draft"], Json(zip, "videos.json").AsArray().Select(video => (string?)video!["title"]));
        Assert.Equal($"media/{file}", (string?)Json(zip, "videos.json")[0]!["file"]);
        Assert.Equal(2, Json(zip, "sessions.json").AsArray().Count);
        Assert.Equal(person.Username, (string?)Json(zip, "old-usernames.json")[0]!["username"]);
        Assert.Equal(bytes, Bytes(zip, $"media/{file}"));
        Assert.Equal(bytes.Length, zip.GetEntry($"media/{file}")!.CompressedLength); // as it is
        Assert.Equal([1, 2, 3], Bytes(zip, $"media/{avatar}"));
        Assert.Equal([$"media/{avatar}", $"media/{file}"], zip.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("media/")).Order());
        var texts = string.Concat(zip.Entries.Where(entry => entry.Name.EndsWith(".json")).Select(entry => Json(zip, entry.FullName).ToJsonString()));
        Assert.DoesNotContain(other.Username, texts);
        await using var read = await site.Get<Database>().ReadAsync(None);
        Assert.DoesNotContain(await read.GetAsync<string>("SELECT password_hash FROM users WHERE id = @Id", new { person.Id }), texts);
        foreach (var hash in await read.ListAsync<string>("SELECT refresh_hash FROM sessions WHERE user_id = @Id", new { person.Id }))
            Assert.DoesNotContain(hash, texts);
    }

    [Theory, OnBothEngines]
    public async Task What_they_said_liked_followed_and_were_told_is_in_it(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var person = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        var (own, others) = (await site.AddAsync(person, new Listed("Own")), await site.AddAsync(other, new Listed("Another's")));
        await ExportedLife.LiveAsync(site, person.Id, other.Id, own, others);
        await site.Get<IMediaStore>().PutAsync(MediaKey.Parse(ExportedLife.CaptionFile(own)), new MemoryStream("WEBVTT"u8.ToArray()), None);

        using var zip = new ZipArchive(new MemoryStream((await person.Client.GetAsync("users/export")).Bytes));

        Assert.Equal(["Said"], All(zip, "comments", "content"));
        Assert.Equal([$"{others}"], All(zip, "comments", "video"));
        Assert.Equal(["Posted"], All(zip, "posts", "content"));
        Assert.Equal([$"{others}"], All(zip, "liked-videos", "subject"));
        Assert.Equal(Json(zip, "comments.json")[0]!["_id"]!.ToString(), Assert.Single(All(zip, "liked-comments", "subject")));
        Assert.Equal(Json(zip, "posts.json")[0]!["_id"]!.ToString(), Assert.Single(All(zip, "liked-posts", "subject")));
        Assert.Equal([other.Username], All(zip, "subscriptions", "username"));
        Assert.Equal(["Mix"], All(zip, "playlists", "name"));
        Assert.Equal([$"{own}", $"{others}"], All(zip, "playlist-videos", "video").Order());
        Assert.Equal(["12.5"], All(zip, "history", "position"));
        Assert.Equal(["subscriber"], All(zip, "notifications", "kind"));
        Assert.Equal([other.Username], All(zip, "memberships", "username"));
        Assert.Equal([other.Username], All(zip, "members", "username"));
        Assert.Equal(["For friends"], All(zip, "membership-codes", "note"));
        Assert.Equal(["spam"], All(zip, "reports", "reason"));
        Assert.Equal(["3", "19999", "20000"], All(zip, "channel-days", "views").Take(1).Concat(All(zip, "channel-days", "day").Take(2)));
        Assert.Equal(["de"], All(zip, "captions", "language"));
        Assert.Equal("WEBVTT"u8, Bytes(zip, All(zip, "captions", "file").Single()));
        var texts = string.Concat(zip.Entries.Where(entry => entry.Name.EndsWith(".json")).Select(entry => Json(zip, entry.FullName).ToJsonString()));
        Assert.DoesNotContain("hash-of-a-code", texts);
        Assert.DoesNotContain("hook-secret", texts);
        Assert.DoesNotContain("Noted by keepers", texts);
        Assert.DoesNotContain("Of another", texts);
    }

    [Theory, OnBothEngines]
    public async Task Many_rows_with_two_keys_come_each_once(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var person = await site.SignUpAsync();
        var videos = await site.AddAsync(person, [.. Enumerable.Range(0, 600).Select(i => new Listed($"Video {i}"))]);
        await site.Get<Database>().WriteAsync(session => ExportedLife.FillPlaylistsAsync(session, site.Get<TimeProvider>(), person.Id, videos), None);

        using var zip = new ZipArchive(new MemoryStream((await person.Client.GetAsync("users/export")).Bytes));

        var keys = Json(zip, "playlist-videos.json").AsArray().Select(row => $"{row!["playlist"]} {row["video"]}").ToList();
        Assert.Equal((1200, 1200), (keys.Count, keys.Distinct().Count()));
        Assert.Equal(1200, Json(zip, "captions.json").AsArray().Select(row => $"{row!["video"]} {row["language"]}").Distinct().Count());
        Assert.Equal(600, Json(zip, "channel-days.json").AsArray().Select(row => (long)row!["day"]!).Where(day => day >= 30_000).Distinct().Count());
    }

    [Theory, OnBothEngines]
    public async Task Many_rows_come_page_by_page_each_once(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var person = await site.SignUpAsync();
        var ids = await site.AddAsync(person, [.. Enumerable.Range(0, 1001).Select(i => new Listed($"Video {i}"))]);

        var answer = await person.Client.GetAsync("users/export");

        using var zip = new ZipArchive(new MemoryStream(answer.Bytes));
        Assert.Equal(ids.Select(id => id.ToString()), Json(zip, "videos.json").AsArray().Select(video => (string)video!["_id"]!));
        Assert.Contains("videos_owner", await QueryPlan.ReadAsync(site, VideoExport.Sql, [("user", person.Id.ToString()), ("after", ""), ("limit", 500)]));
    }

    [Theory, OnBothEngines]
    public async Task Every_table_with_rows_of_a_person_takes_part_or_says_why_not(Engine engine)
    {
        var site = await SharedSites.On(engine);
        await using var read = await site.Get<Database>().ReadAsync(None);
        var tables = (await UserColumns.ListAsync(read, site.Get<Database>().Dialect)).Select(column => column.Table).Distinct();
        var covered = site.App.Services.GetServices<IExported>().SelectMany(part => part.Tables).ToList();

        Assert.Empty(tables.Except(covered).Except(NotData));
    }

    [Fact]
    public async Task A_copy_is_for_its_owner_and_not_without_end()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var visitor = site.NewClient();
        using var person = await site.SignUpAsync();

        Assert.Equal(401, (await visitor.GetAsync("users/export")).Status);
        var head = await person.Client.SendAsync(HttpMethod.Head, "users/export", null);
        Assert.Equal((200, "application/zip", 0), (head.Status, head.Header("Content-Type"), head.Bytes.Length));
        for (var i = 0; i < 5; i++)
            Assert.Equal(200, (await person.Client.GetAsync("users/export")).Status);
        var refused = await person.Client.GetAsync("users/export");
        Assert.Equal((429, "export.too_many"), (refused.Status, refused.Code));
        Assert.NotNull(refused.Header("Retry-After"));
    }

    [Fact]
    public async Task A_copy_that_could_not_be_finished_does_not_look_whole()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, customize: builder => builder.Services.AddSingleton<IExported, Broken>());
        using var person = await site.SignUpAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => person.Client.GetAsync("users/export"));
    }

    private static IEnumerable<string> All(ZipArchive zip, string file, string field) =>
        Json(zip, $"{file}.json").AsArray().Select(row => row![field]!.ToString());

    private static JsonNode Json(ZipArchive zip, string name) => JsonNode.Parse(Bytes(zip, name))!;

    private static byte[] Bytes(ZipArchive zip, string name)
    {
        using var file = zip.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static Task ExecuteAsync(TestSite site, string sql, object values) => site.Get<Database>().ExecuteAsync(sql, values, None);

    private sealed class Broken : IExported
    {
        public string Name => "broken";

        public IReadOnlyList<string> Tables => [];

        public async IAsyncEnumerable<object> ListAsync(Id user, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
        {
            await Task.Yield();
            yield return user.ToString();
            throw new InvalidOperationException("The rows end here.");
        }
    }
}
