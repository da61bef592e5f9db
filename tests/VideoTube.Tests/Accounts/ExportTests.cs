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
    ];

    /// <summary>Tables that lie ready for features that are not here yet; each leaves this list with its feature.</summary>
    private static readonly string[] WithTheirFeature =
    [
        "comments", "posts", "video_likes", "comment_likes", "post_likes", "subscriptions", "playlists", "watch_history", "notifications",
        "channel_days", "memberships", "membership_codes", "membership_hooks", "membership_events", "reports",
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
    public async Task Many_rows_come_page_by_page_each_once(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var person = await site.SignUpAsync();
        var ids = await site.AddAsync(person, [.. Enumerable.Range(0, 1001).Select(i => new Listed($"Video {i}"))]);

        var answer = await person.Client.GetAsync("users/export");

        using var zip = new ZipArchive(new MemoryStream(answer.Bytes));
        Assert.Equal(ids.Select(id => id.ToString()), Json(zip, "videos.json").AsArray().Select(video => (string)video!["_id"]!));
        Assert.Contains("videos_owner", await Plan.OfAsync(site, VideoExport.Sql, ("user", person.Id.ToString()), ("after", ""), ("limit", 500)));
    }

    [Theory, OnBothEngines]
    public async Task Every_table_with_rows_of_a_person_takes_part_or_says_why_not(Engine engine)
    {
        var site = await SharedSites.On(engine);
        await using var read = await site.Get<Database>().ReadAsync(None);
        var tables = (await UserColumns.ListAsync(read, site.Get<Database>().Dialect)).Select(column => column.Table).Distinct();
        var covered = site.App.Services.GetServices<IExported>().SelectMany(part => part.Tables).ToList();

        Assert.Empty(tables.Except(covered).Except(NotData).Except(WithTheirFeature));
        Assert.Empty(covered.Intersect(WithTheirFeature)); // those that take part are struck from the list
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
