using System.Text.Json.Nodes;
using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Tests.Moderation;
using VideoTube.Tests.Playlists;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Requirements;

/// <summary>What other implementations of this API are known to get wrong, as far as no feature's own tests show it.</summary>
public sealed class TrapTests
{
    [Theory, OnBothEngines]
    public async Task Others_read_no_address_no_hash_and_no_token_of_a_person_anywhere(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var walk = await Walk.BeginAsync(site, await site.SignUpAsync());
        using var other = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var hash = await site.ReadAsync<string>("SELECT password_hash FROM users WHERE id = @Id", new { walk.Owner.Id });
        var session = await site.ReadAsync<string>("SELECT refresh_hash FROM sessions WHERE user_id = @Id", new { walk.Owner.Id });

        foreach (var (address, _) in walk.Reads)
        foreach (var client in new[] { other.Client, visitor })
        {
            var answer = await client.GetAsync(address);
            foreach (var secret in new[] { $"{walk.Owner.Username}@example.org", hash, session, walk.Owner.Client.Token! })
                Assert.False(answer.Text.Contains(secret, StringComparison.OrdinalIgnoreCase), address);
        }
    }

    [Fact]
    public async Task No_list_gives_more_than_a_hundred_rows()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var walk = await Walk.BeginAsync(site, await site.SignUpAsync(Roles.Admin));
        var lists = walk.Reads.Where(read => Walk.Takes(read.Operation, "limit")).ToList();

        foreach (var (address, _) in lists)
        {
            var answer = await walk.Owner.Client.GetAsync($"{address}?limit=1000000");
            Assert.True(answer.Status == 200, $"{address}: {answer.Text}");
            if (answer.Data is JsonObject page)
                Assert.True((int)page["limit"]! == 100, address);
            else
                Assert.InRange(answer.Data.AsArray().Count, 0, 100);
        }

        Assert.True(lists.Count > 20);
    }

    [Fact]
    public async Task No_list_takes_a_page_or_a_limit_that_is_none()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var walk = await Walk.BeginAsync(site, await site.SignUpAsync(Roles.Admin));
        string[] wrong = ["page=abc", "page=0", "page=-1", "page=1.5", "page=9223372036854775807", "limit=abc", "limit=10rows"];

        foreach (var (address, operation) in walk.Reads)
        foreach (var text in wrong.Where(text => Walk.Takes(operation, text.Split('=')[0])))
        {
            var answer = await walk.Owner.Client.GetAsync($"{address}?{text}");
            Assert.True(answer.Status == 422, $"{address}?{text}: {answer.Text}");
            Assert.Equal(text.Split('=')[0], (string?)Assert.Single(answer.Json["errors"]!.AsArray())!["field"]);
        }

        foreach (var (text, limit) in new[] { ("limit=0", 1), ("limit=-5", 1), ("limit=99999999999999999999", 100), ("limit=", 10), ("page=&limit=+7", 7) })
            Assert.Equal(limit, (int)(await walk.Owner.Client.GetAsync($"videos?{text}")).Data["limit"]!);
    }

    [Theory, OnBothEngines]
    public async Task Reading_a_video_is_no_view_of_it(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var video = await site.AddAsync(owner, new Listed("Looked at"));

        for (var i = 0; i < 3; i++)
            await visitor.GetAsync($"videos/{video}");
        await site.FlushViewsAsync();

        Assert.Equal(0, (int)(await visitor.GetAsync($"videos/{video}")).Data["views"]!);
    }

    [Theory, OnBothEngines]
    public async Task A_deleted_video_leaves_no_row_that_belonged_to_it(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        var video = await site.AddAsync(owner, new Listed("Deleted with all that is its") { Tags = ["deleted"] });
        var comment = (string)(await other.Client.PostAsync($"comments/{video}", new { content = "Words" })).Data["_id"]!;
        await owner.Client.PostAsync($"comments/{video}", new { content = "An answer", parent = comment });
        foreach (var like in new[] { $"likes/v/{video}", $"likes/c/{comment}" })
            Assert.Equal(200, (await other.Client.PutAsync(like)).Status);
        var playlist = await other.MakePlaylistAsync("With it", video);
        await other.WatchAsync(video, 40, 40);
        await site.FlushViewsAsync();
        var tables = await TablesWithVideosAsync(site);
        Assert.NotEqual(0, await site.CountAsync($"watch_history WHERE video_id = '{video}'"));

        Assert.Equal(200, (await owner.Client.DeleteAsync($"videos/{video}")).Status);

        Assert.True(tables.Count > 8);
        foreach (var table in tables)
            Assert.True(await site.CountAsync($"{table} WHERE video_id = '{video}'") == 0, table);
        Assert.Equal(0, await site.CountAsync($"comment_likes WHERE comment_id = '{comment}'"));
        Assert.Equal(0, (int)(await other.Client.GetAsync($"playlist/{playlist}")).Data["videosCount"]!);
    }

    [Fact]
    public async Task What_a_client_says_of_its_own_address_does_not_get_it_around_a_limit()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["LOGIN_ATTEMPTS_PER_ADDRESS"] = "2" });
        using var client = site.NewClient();

        // A proxy appends the address it sees; what stands before it is the client's invention.
        var statuses = new List<int>();
        for (var i = 1; i <= 3; i++)
            statuses.Add((await client.PostAsync("users/login", new { username = Person.NewName(), password = "the same guess" }, ("X-Forwarded-For", $"192.0.2.{i}, 203.0.113.7"))).Status);

        Assert.Equal([401, 401, 429], statuses);
    }

    private static async Task<IReadOnlyList<string>> TablesWithVideosAsync(TestSite site)
    {
        var database = site.Get<Database>();
        await using var read = await database.ReadAsync(CancellationToken.None);
        return await read.ListAsync<string>(database.Dialect.Name == "sqlite"
            ? "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'video_id'"
            : "SELECT table_name::text FROM information_schema.columns WHERE table_schema = current_schema() AND column_name = 'video_id'");
    }
}
