using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Moderation;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Moderation;

public sealed class BanTests
{
    [Theory, OnBothEngines]
    public async Task A_banned_person_is_out_at_once_and_back_when_it_is_lifted(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var moderator = await site.SignUpAsync(Roles.Moderator);
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);
        client.Token = person.AccessToken;
        Assert.Equal(200, (await client.GetAsync("users/current-user")).Status);

        var ban = await moderator.Client.PutAsync($"moderation/bans/{person.Id}", new { reason = "Spam everywhere" });
        Assert.Equal((200, person.Username, "Spam everywhere"), (ban.Status, (string?)ban.Data["username"], (string?)ban.Data["reason"]));

        Assert.Equal(401, (await client.GetAsync("users/current-user")).Status);
        client.Token = null;
        Assert.Equal(401, (await client.PostAsync("users/refresh-token", new { refreshToken = person.RefreshToken })).Status);
        var login = await client.PostAsync("users/login", new { username = person.Username, password = person.Password });
        Assert.Equal((403, "user.banned", "This account is banned: Spam everywhere"), (login.Status, login.Code, login.Message));
        Assert.Equal(401, (await client.PostAsync("users/login", new { username = person.Username, password = "wrong password" })).Status);
        Assert.Equal(404, (await client.GetAsync($"users/c/{person.Username}")).Status);
        Assert.Equal(404, (await client.GetAsync($"/@{person.Username}")).Status);

        Assert.Equal(200, (await moderator.Client.DeleteAsync($"moderation/bans/{person.Id}")).Status);
        await Person.SignInAsync(client, person.Username, person.Password);
        Assert.Equal(200, (await client.GetAsync($"users/c/{person.Username}")).Status);
    }

    [Theory, OnBothEngines]
    public async Task All_of_theirs_is_withheld_and_comes_back_but_what_was_taken_down(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var moderator = await site.SignUpAsync(Roles.Moderator);
        using var person = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var (video, taken) = (await site.AddAsync(person, new Listed("Theirs")), await site.AddAsync(person, new Listed("Taken")));
        var elsewhere = await site.AddAsync(other, new Listed("Another's"));
        var post = await site.PostAsync(person);
        var comment = await site.CommentAsync(person, elsewhere);
        var answer = await site.CommentAsync(other, elsewhere, comment);
        var hidden = await site.CommentAsync(person, elsewhere);
        await moderator.Client.PutAsync($"moderation/takedowns/video/{taken}", new { reason = "Rules" });
        await moderator.Client.PutAsync($"moderation/takedowns/comment/{hidden}", new { reason = "Rules" });

        async Task Are(bool withheld, long comments, int status)
        {
            Assert.Equal(withheld, await site.IsWithheldAsync("videos", video));
            Assert.Equal(withheld, await site.IsWithheldAsync("posts", post));
            Assert.Equal(withheld, await site.IsWithheldAsync("comments", comment));
            Assert.Equal(withheld, await site.IsWithheldAsync("comments", answer));
            Assert.True(await site.IsWithheldAsync("videos", taken));
            Assert.True(await site.IsWithheldAsync("comments", hidden));
            Assert.Equal(comments, await site.CommentsOfAsync(elsewhere));
            Assert.Equal(status, (await visitor.GetAsync($"videos/{video}")).Status);
            Assert.Equal(410, (await visitor.GetAsync($"videos/{taken}")).Status);
            Assert.Equal(withheld ? 0 : 1, await site.ReadAsync<long>("SELECT listed_videos FROM users WHERE id = @Id", new { person.Id }));
        }

        await Are(false, 2, 200);
        await moderator.Client.PutAsync($"moderation/bans/{person.Id}", new { reason = "Spam" });
        await Are(true, 0, 404);
        // What was on its way when the ban came.
        Assert.True(await site.IsWithheldAsync("videos", await site.AddAsync(person, new Listed("Late"))));
        Assert.True(await site.IsWithheldAsync("posts", await site.PostAsync(person)));
        Assert.True(await site.IsWithheldAsync("comments", await site.CommentAsync(person, elsewhere)));
        await Are(true, 0, 404);
        // A take-down that ends during the ban does not show the thing.
        await moderator.Client.DeleteAsync($"moderation/takedowns/video/{taken}");
        Assert.True(await site.IsWithheldAsync("videos", taken));
        await moderator.Client.PutAsync($"moderation/takedowns/video/{taken}", new { reason = "Rules" });
        await moderator.Client.DeleteAsync($"moderation/bans/{person.Id}");
        Assert.Equal(3, await site.CommentsOfAsync(elsewhere));
        Assert.False(await site.IsWithheldAsync("comments", answer));
        Assert.True(await site.IsWithheldAsync("videos", taken));
        Assert.True(await site.IsWithheldAsync("comments", hidden));
        Assert.Equal(200, (await visitor.GetAsync($"videos/{video}")).Status);
    }

    [Theory, OnBothEngines]
    public async Task A_ban_ends_when_its_time_has_come(Engine engine)
    {
        var clock = new TestClock();
        await using var site = await TestSite.StartAsync(engine, customize: clock.Use);
        using var admin = await site.SignUpAsync();
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);
        var member = new Member(client, Id.Parse(person.Id), person.Username);
        var video = await site.AddAsync(member, new Listed("Theirs"));
        var until = clock.GetUtcNow().AddDays(2);

        Assert.Equal(200, (await admin.Client.PutAsync($"moderation/bans/{person.Id}", new { reason = "Calm down", until })).Status);
        Assert.Contains("until", (await client.PostAsync("users/login", new { username = person.Username, password = person.Password })).Message);
        clock.Advance(TimeSpan.FromDays(1));
        await site.Get<BanSweepWorker>().SweepAsync(CancellationToken.None);
        Assert.Equal(404, (await client.GetAsync($"videos/{video}")).Status);
        clock.Advance(TimeSpan.FromDays(1));
        await site.Get<BanSweepWorker>().SweepAsync(CancellationToken.None);

        Assert.Equal(200, (await client.GetAsync($"videos/{video}")).Status);
        await Person.SignInAsync(client, person.Username, person.Password);
        using var again = await site.SignUpAsync(Roles.Admin);
        var audit = await again.Client.GetAsync($"moderation/audit?subject={person.Id}&action=user.unban");
        Assert.Equal("expiry", (string?)audit.Data["docs"]![0]!["actor"]);
    }

    [Theory, OnBothEngines]
    public async Task A_ban_that_is_made_longer_while_the_sweep_is_on_its_way_stays(Engine engine)
    {
        var clock = new TestClock();
        await using var site = await TestSite.StartAsync(engine, customize: clock.Use);
        using var admin = await site.SignUpAsync();
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);
        var id = Id.Parse(person.Id);
        var (ban, lift) = (site.Get<BanUser>(), site.Get<LiftBan>());
        await ban.RunAsync(Actor.CommandLine, id, "Calm down", clock.GetUtcNow().AddDays(1), CancellationToken.None);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal([id], await EndedAsync());

        await ban.RunAsync(Actor.CommandLine, id, "Not calm yet", clock.GetUtcNow().AddDays(1), CancellationToken.None);
        await lift.EndAsync(id, CancellationToken.None);

        Assert.Equal(403, (await client.PostAsync("users/login", new { username = person.Username, password = person.Password })).Status);
        Assert.Equal(0, await site.ReadAsync<long>("SELECT COUNT(*) FROM audit_log WHERE action = 'user.unban'", new { }));
        clock.Advance(TimeSpan.FromDays(1));
        await lift.EndAsync(id, CancellationToken.None);
        await Person.SignInAsync(client, person.Username, person.Password);

        async Task<IReadOnlyList<Id>> EndedAsync()
        {
            await using var read = await site.Get<Database>().ReadAsync(CancellationToken.None);
            return await StandingStore.ListEndedBansAsync(read, clock.GetUtcNow());
        }
    }

    [Theory, OnBothEngines]
    public async Task What_a_stopped_ban_left_is_finished_by_the_sweep(Engine engine)
    {
        var clock = new TestClock();
        await using var site = await TestSite.StartAsync(engine, customize: clock.Use);
        using var person = await site.SignUpAsync();
        var videos = await site.AddAsync(person, [.. Enumerable.Range(0, 1200).Select(i => new Listed($"Video {i}"))]);
        // As the process leaves it that ends right after the ban's transaction.
        await site.Get<Database>().ExecuteAsync(
            "UPDATE users SET banned_at = @now, ban_reason = 'x', settle_since = @now WHERE id = @Id", new { person.Id, now = clock.GetUtcNow() }, CancellationToken.None);

        await site.Get<BanSweepWorker>().SweepAsync(CancellationToken.None);
        Assert.Equal(1200, await site.ReadAsync<long>("SELECT COUNT(*) FROM videos WHERE withheld = TRUE", new { }));
        Assert.Equal(0, await site.ReadAsync<long>("SELECT listed_videos FROM users WHERE id = @Id", new { person.Id }));
        Assert.Equal(1, await site.ReadAsync<long>("SELECT COUNT(*) FROM users WHERE settle_since IS NOT NULL", new { }));

        clock.Advance(TimeSpan.FromMinutes(2));
        await site.Get<BanSweepWorker>().SweepAsync(CancellationToken.None);
        Assert.Equal(0, await site.ReadAsync<long>("SELECT COUNT(*) FROM users WHERE settle_since IS NOT NULL", new { }));
        Assert.Null(await site.Get<LiftBan>().RunAsync(Actor.CommandLine, person.Id, "", CancellationToken.None));
        Assert.Equal(1200, await site.ReadAsync<long>("SELECT listed_videos FROM users WHERE id = @Id", new { person.Id }));
        Assert.Equal(200, (await person.Client.GetAsync($"videos/{videos[0]}")).Status);
    }

    [Theory, OnBothEngines]
    public async Task Who_bans_whom(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var admin = await site.SignUpAsync(Roles.Admin);
        using var moderator = await site.SignUpAsync(Roles.Moderator);
        using var person = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var reason = new { reason = "Spam" };

        Assert.Equal(401, (await visitor.PutAsync($"moderation/bans/{person.Id}", reason)).Status);
        Assert.Equal(401, (await visitor.DeleteAsync($"moderation/bans/{person.Id}")).Status);
        Assert.Equal(403, (await person.Client.PutAsync($"moderation/bans/{moderator.Id}", reason)).Status);
        Assert.Equal(403, (await person.Client.DeleteAsync($"moderation/bans/{moderator.Id}")).Status);
        Assert.Equal((403, "ban.out_of_reach"), await Of(moderator, admin));
        Assert.Equal((400, "ban.yourself"), await Of(moderator, moderator));
        Assert.Equal((400, "ban.yourself"), await Of(admin, admin));
        Assert.Equal(400, (await moderator.Client.PutAsync($"moderation/bans/{person.Id}", new { })).Status);
        Assert.Equal(422, (await moderator.Client.PutAsync($"moderation/bans/{person.Id}", new { reason = "x", until = "2020-01-01T00:00:00Z" })).Status);
        Assert.Equal(400, (await moderator.Client.PutAsync("moderation/bans/nonsense", reason)).Status);
        Assert.Equal(404, (await moderator.Client.PutAsync("moderation/bans/000000000000000000000000", reason)).Status);
        Assert.Equal(400, (await moderator.Client.DeleteAsync("moderation/bans/nonsense")).Status);
        Assert.Equal(404, (await moderator.Client.DeleteAsync("moderation/bans/000000000000000000000000")).Status);
        Assert.Equal((404, "ban.not_found"), (await moderator.Client.DeleteAsync($"moderation/bans/{person.Id}")) is var none ? (none.Status, none.Code) : default);
        Assert.Equal((200, null), await Of(admin, moderator));
        Assert.Equal(401, (await moderator.Client.GetAsync("moderation/reports")).Status);

        async Task<(int, string?)> Of(Member who, Member whom)
        {
            var answer = await who.Client.PutAsync($"moderation/bans/{whom.Id}", reason);
            return (answer.Status, answer.Code);
        }
    }

    [Theory, OnBothEngines]
    public async Task Two_who_ban_each_other_at_once_leave_one(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var one = await site.SignUpAsync(Roles.Admin);
        using var two = await site.SignUpAsync(Roles.Admin);

        var answers = await Task.WhenAll(
            one.Client.PutAsync($"moderation/bans/{two.Id}", new { reason = "Out" }),
            two.Client.PutAsync($"moderation/bans/{one.Id}", new { reason = "Out" }));

        // The other is too late: out already, or no longer allowed.
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Single(answers, answer => answer.Status is 401 or 403);
        Assert.Equal(1, await site.ReadAsync<long>("SELECT COUNT(*) FROM users WHERE id IN (@One, @Two) AND banned_at IS NOT NULL", new { One = one.Id, Two = two.Id }));
    }

    [Theory, OnBothEngines]
    public async Task Two_bans_of_one_person_at_once_are_one_ban(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var one = await site.SignUpAsync(Roles.Moderator);
        using var two = await site.SignUpAsync(Roles.Moderator);
        using var person = await site.SignUpAsync();
        var video = await site.AddAsync(person, new Listed("Theirs"));

        var answers = await Task.WhenAll(new[] { one, two }.Select(who => who.Client.PutAsync($"moderation/bans/{person.Id}", new { reason = who.Username })));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Single(answers.Select(answer => (string)answer.Data["createdAt"]!).Distinct());
        Assert.True(await site.IsWithheldAsync("videos", video));
        Assert.Equal(0, await site.ReadAsync<long>("SELECT listed_videos FROM users WHERE id = @Id", new { person.Id }));
    }
}
