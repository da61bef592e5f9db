using Microsoft.Extensions.DependencyInjection;
using VideoTube.Accounts;
using VideoTube.Accounts.Closing;
using VideoTube.Configuration;
using VideoTube.Data;
using VideoTube.Moderation;
using VideoTube.Storage;
using VideoTube.Storage.Local;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;
using VideoTube.Videos;

namespace VideoTube.Tests.Accounts;

public sealed class CloseAccountTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, OnBothEngines]
    public async Task All_that_is_theirs_goes_and_nothing_of_others(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var client = site.NewClient();
        var (other, person) = (await Person.JoinAsync(client), await Person.JoinAsync(client));
        var (owner, neighbour) = (MemberOf(client, person), MemberOf(client, other));
        var videos = await site.AddAsync(owner, [.. Enumerable.Range(0, 60).Select(i => new Listed($"Video {i}") { Tags = ["one"] })]);
        var kept = await site.AddAsync(neighbour, new Listed("Another's"));
        var store = site.Get<IMediaStore>();
        MediaKey[] files = [VideoKeys.Folder(videos[0]) / "original.mp4", VideoKeys.Folder(videos[59]) / "hls" / "run" / "0.m4s", MediaKey.Parse($"users/{person.Id}/avatar-1.jpg")];
        var othersFile = VideoKeys.Folder(kept) / "original.mp4";
        foreach (var file in files.Append(othersFile))
            await store.PutAsync(file, new MemoryStream([1, 2, 3]), None);
        await LiveAsync(site, owner, neighbour, videos[0], kept);
        client.Token = person.AccessToken;
        await client.PatchAsync("users/update-account", new { username = Person.NewName() });

        var gone = await client.DeleteAsync("users/current-user", new { password = person.Password });

        Assert.Equal((204, 0), (gone.Status, gone.Bytes.Length));
        Assert.Contains("max-age=0", SessionTests.AttributesOf(gone.Cookie("accessToken")));
        Assert.Contains("max-age=0", SessionTests.AttributesOf(gone.Cookie("refreshToken")));
        Assert.Equal(401, (await client.GetAsync("users/current-user")).Status);
        client.Token = null;
        Assert.Equal(401, (await client.PostAsync("users/refresh-token", new { refreshToken = person.RefreshToken })).Status);
        Assert.Equal(401, (await client.PostAsync("users/login", new { email = person.Email, password = person.Password })).Status);
        Assert.Equal(404, (await client.GetAsync($"users/c/{person.Username}")).Status);
        await site.Get<RemoveClosedAccounts>().RunAsync(None); // after the worker, which is at it
        Assert.NotEqual(200, (await client.GetAsync($"videos/{videos[0]}")).Status);
        foreach (var file in files)
            Assert.Null(await store.FindAsync(file, None));
        Assert.NotNull(await store.FindAsync(othersFile, None));
        await AssertForgottenAsync(site, person.Id);
        await using var read = await site.Get<Database>().ReadAsync(None);
        Assert.Equal([kept], await read.ListAsync<Id>("SELECT id FROM videos"));
        Assert.Equal(0, await read.GetAsync<long>("SELECT COUNT(*) FROM jobs WHERE subject <> @kept", new { kept }));
        Assert.Equal((0, 0), (await read.GetAsync<long>("SELECT likes FROM videos"), await read.GetAsync<long>("SELECT comments FROM videos")));
        Assert.Equal(61, await read.GetAsync<long>("SELECT COUNT(*) FROM media_leftovers")); // a last look is taken in an hour
        var again = await client.PostAsync("users/register", new { fullname = "X", email = person.Email, username = person.Username, password = person.Password });
        Assert.Equal(201, again.Status);
    }

    [Theory, OnBothEngines]
    public async Task Only_the_password_closes_an_account(Engine engine)
    {
        using var client = (await SharedSites.On(engine)).NewClient();
        var person = await Person.JoinAsync(client);

        Assert.Equal(401, (await client.DeleteAsync("users/current-user", new { password = person.Password })).Status);
        client.Token = person.AccessToken;
        Assert.Equal((400, "password"), await client.DeleteAsync("users/current-user") is var missing ? (missing.Status, (string?)missing.Json["errors"]![0]!["field"]) : default);
        Assert.Equal((400, "password.wrong"), await client.DeleteAsync("users/current-user", new { password = "not it at all" }) is var wrong ? (wrong.Status, wrong.Code) : default);

        Assert.Equal(200, (await client.GetAsync("users/current-user")).Status);
    }

    [Theory, OnBothEngines]
    public async Task The_request_waits_for_none_of_the_removing(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, customize: builder => builder.Services.AddSingleton<IMediaStore>(
            provider => new StuckMediaStore(new LocalMediaStore(provider.GetRequiredService<Settings>().MediaFolder, TimeProvider.System))));
        using var client = site.NewClient();
        await Person.JoinAsync(client); // who keeps the site
        var person = await Person.JoinAsync(client);
        await site.AddAsync(MemberOf(client, person), [.. Enumerable.Range(0, 120).Select(i => new Listed($"Video {i}"))]);
        client.Token = person.AccessToken;

        var stuck = (StuckMediaStore)site.Get<IMediaStore>();

        var gone = await client.DeleteAsync("users/current-user", new { password = person.Password });

        Assert.Equal(204, gone.Status);
        await stuck.Asked; // the worker has removed the rows and is at the files, which never end
        await AssertForgottenAsync(site, person.Id);
        await using var read = await site.Get<Database>().ReadAsync(None);
        Assert.Equal(121, await read.GetAsync<long>("SELECT COUNT(*) FROM media_leftovers")); // noted, for whoever goes on
        stuck.Release();
    }

    [Theory, OnBothEngines]
    public async Task Whoever_alone_keeps_the_site_cannot_leave_it(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var client = site.NewClient();
        var (first, second) = (await Person.JoinAsync(client), await Person.JoinAsync(client));
        client.Token = first.AccessToken;

        var alone = await client.DeleteAsync("users/current-user", new { password = first.Password });
        Assert.Equal((409, "user.last_admin"), (alone.Status, alone.Code));
        Assert.Equal(200, (await client.GetAsync("users/current-user")).Status);
        await site.Get<GrantRole>().RunAsync(Actor.CommandLine, Id.Parse(second.Id), Roles.Admin, "", None);

        Assert.Equal(204, (await client.DeleteAsync("users/current-user", new { password = first.Password })).Status);
        client.Token = second.AccessToken;
        Assert.Equal((409, "user.last_admin"), await client.DeleteAsync("users/current-user", new { password = second.Password }) is var last ? (last.Status, last.Code) : default);
    }

    [Fact]
    public async Task Guessing_at_it_is_limited_like_signing_in()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["LOGIN_ATTEMPTS"] = "2" });
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);
        client.Token = person.AccessToken;
        for (var i = 0; i < 2; i++)
            Assert.Equal(400, (await client.DeleteAsync("users/current-user", new { password = $"guess {i} of it" })).Status);

        Assert.Equal((429, "login.too_many"), await client.DeleteAsync("users/current-user", new { password = person.Password }) is var refused ? (refused.Status, refused.Code) : default);
    }

    [Theory, OnBothEngines]
    public async Task What_a_crash_interrupted_is_gone_on_with(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var client = site.NewClient();
        await Person.JoinAsync(client); // who keeps the site
        var person = await Person.JoinAsync(client);
        var videos = await site.AddAsync(MemberOf(client, person), [new Listed("One"), new Listed("Two")]);
        var file = VideoKeys.Folder(videos[1]) / "original.mp4";
        await site.Get<IMediaStore>().PutAsync(file, new MemoryStream([1]), None);
        var known = await site.Get<AccountStore>().FindPasswordAsync(Id.Parse(person.Id), None);
        Assert.Null(await site.Get<ClosedAccountStore>().CloseAsync(known!, None));
        Assert.Equal(401, (await client.PostAsync("users/login", new { email = person.Email, password = person.Password })).Status);
        Assert.Equal(404, (await client.GetAsync($"users/c/{person.Username}")).Status);
        Assert.Equal(404, (await client.GetAsync($"users/c/CLOSED {person.Id}")).Status);

        Assert.Equal(1, await site.Get<RemoveClosedAccounts>().RunAsync(None));

        await AssertForgottenAsync(site, person.Id);
        Assert.Null(await site.Get<IMediaStore>().FindAsync(file, None));
    }

    /// <summary>Every step is a turn of the writer; none may keep others for long, however large the account.</summary>
    [Theory, OnBothEngines]
    public async Task A_large_account_goes_in_small_steps(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);
        await site.AddAsync(MemberOf(client, person), [.. Enumerable.Range(0, 300).Select(i => new Listed($"Video {i}"))]);
        var (closed, delete, user) = (site.Get<ClosedAccountStore>(), site.Get<DeleteVideo>(), Id.Parse(person.Id));

        var steps = new List<int>();
        while (await closed.RemoveVideosAsync(user, delete, None) is > 0 and var removed)
            steps.Add(removed);

        Assert.Equal([50, 50, 50, 50, 50, 50], steps);
    }

    private static Member MemberOf(Client client, Person person) => new(client, Id.Parse(person.Id), person.Username);

    /// <summary>They did all that one does: to their own video, and to another's.</summary>
    private static async Task LiveAsync(TestSite site, Member person, Member other, Id own, Id others)
    {
        var time = site.Get<TimeProvider>();
        await site.Get<Database>().WriteAsync(async session =>
        {
            foreach (var (who, video) in new[] { (person.Id, own), (person.Id, others), (other.Id, own) })
            {
                var of = new { id = Id.New(time), second = Id.New(time), who, video, now = time.GetUtcNow() };
                await session.ExecuteAsync("INSERT INTO comments (id, video_id, author_id, content, created_at, updated_at) VALUES (@id, @video, @who, 'x', @now, @now)", of);
                await session.ExecuteAsync("INSERT INTO comment_likes (comment_id, user_id, created_at) VALUES (@id, @who, @now)", of);
                await session.ExecuteAsync("INSERT INTO video_likes (id, user_id, video_id, created_at) VALUES (@id, @who, @video, @now)", of);
                await session.ExecuteAsync("INSERT INTO watch_history (user_id, video_id, position, watched_at) VALUES (@who, @video, 1, @now)", of);
                await session.ExecuteAsync("INSERT INTO playlists (id, owner_id, name, created_at, updated_at) VALUES (@id, @who, 'x', @now, @now)", of);
                await session.ExecuteAsync("INSERT INTO posts (id, owner_id, content, created_at, updated_at) VALUES (@id, @who, 'x', @now, @now)", of);
                await session.ExecuteAsync("INSERT INTO jobs (id, kind, subject, state, run_at, created_at, updated_at) VALUES (@id, 'encode', @video, 'done', 0, 0, 0)", of);
            }

            var both = new { id = Id.New(time), second = Id.New(time), a = person.Id, b = other.Id };
            await session.ExecuteAsync("INSERT INTO subscriptions (id, subscriber_id, channel_id, created_at) VALUES (@id, @a, @b, 0), (@second, @b, @a, 0)", both);
            await session.ExecuteAsync("INSERT INTO notifications (id, user_id, kind, actor_id, created_at) VALUES (@id, @a, 'subscriber', @b, 0), (@second, @b, 'subscriber', @a, 0)", both);
            await session.ExecuteAsync("INSERT INTO memberships (channel_id, user_id, source, created_at) VALUES (@a, @b, 'hand', 0), (@b, @a, 'hand', 0)", both);
        }, None);
    }

    /// <summary>No table refers to them any more.</summary>
    private static async Task AssertForgottenAsync(TestSite site, string user)
    {
        await using var read = await site.Get<Database>().ReadAsync(None);
        var columns = await UserColumns.ListAsync(read, site.Get<Database>().Dialect);
        Assert.True(columns.Count > 15);
        foreach (var (table, column) in columns.Append(new UserColumn("users", "id")))
            Assert.True(await read.GetAsync<long>($"SELECT COUNT(*) FROM {table} WHERE {column} = @user", new { user }) == 0, $"{table}.{column}");
    }
}
