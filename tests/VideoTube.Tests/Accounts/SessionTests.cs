using VideoTube.Accounts.Sessions;
using VideoTube.Data;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Accounts;

public sealed class SessionTests
{
    [Theory, OnBothEngines]
    public async Task Cookies_sign_in_and_no_script_can_read_them(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);

        var login = await client.PostAsync("users/login", new { username = person.Username, password = person.Password });
        var read = await client.GetAsync("users/current-user", ("Cookie", $"accessToken={(string)login.Data["accessToken"]!}"));

        Assert.Equal(["max-age=86400", "path=/", "samesite=lax", "httponly"], AttributesOf(login.Cookie("accessToken")));
        Assert.Equal(["max-age=864000", "path=/", "samesite=lax", "httponly"], AttributesOf(login.Cookie("refreshToken")));
        Assert.Equal(200, read.Status);
    }

    [Fact]
    public async Task Cookies_are_secure_under_https()
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();
        var person = await Person.JoinAsync(client);

        var login = await client.PostAsync("users/login", new { username = person.Username, password = person.Password }, ("X-Forwarded-Proto", "https"));

        Assert.Contains("secure", AttributesOf(login.Cookie("accessToken")));
        Assert.Contains("secure", AttributesOf(login.Cookie("refreshToken")));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.e30.")]
    public async Task A_token_that_is_none_signs_nobody_in(string token)
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();

        var answer = await client.GetAsync("users/current-user", ("Authorization", $"Bearer {token}"));

        Assert.Equal((401, "Invalid credentials"), (answer.Status, answer.Message));
        Assert.Equal("Bearer", answer.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task Where_sign_in_is_needed_a_visitor_is_told_so()
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();

        foreach (var answer in new[]
                 {
                     await client.PostAsync("users/logout"), await client.GetAsync("users/current-user"), await client.GetAsync("users/sessions"),
                     await client.PostAsync("users/change-password", new { oldPassword = "a", newPassword = "b" }),
                     await client.PatchAsync("users/update-account", new { fullname = "X" }), await client.PatchAsync("users/avatar"),
                     await client.PatchAsync("users/cover-image"), await client.DeleteAsync($"users/sessions/{new string('a', 24)}"),
                 })
            Assert.Equal((401, "auth.required"), (answer.Status, answer.Code));
    }

    [Theory, OnBothEngines]
    public async Task A_good_token_is_good_until_it_expires(Engine engine)
    {
        var clock = new TestClock();
        await using var site = await TestSite.StartAsync(engine, new() { ["ACCESS_TOKEN_EXPIRY"] = "10m" }, clock.Use);
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);
        client.Token = person.AccessToken;
        clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(200, (await client.GetAsync("users/current-user")).Status);

        clock.Advance(TimeSpan.FromMinutes(2));
        var closed = await client.GetAsync("users/current-user");
        var open = await client.GetAsync($"users/c/{person.Username}");

        Assert.Equal((401, "auth.expired_token", "Invalid credentials"), (closed.Status, closed.Code, closed.Message));
        Assert.Equal(200, open.Status);
        Assert.False(open.Data.AsObject().ContainsKey("email"));
    }

    [Theory, OnBothEngines]
    public async Task Logging_out_ends_the_session_and_its_tokens_at_once(Engine engine)
    {
        using var client = (await SharedSites.On(engine)).NewClient();
        var person = await Person.JoinAsync(client);
        client.Token = person.AccessToken;
        Assert.Equal(200, (await client.GetAsync("users/current-user")).Status);

        var logout = await client.PostAsync("users/logout");

        Assert.Equal(200, logout.Status);
        Assert.Contains("max-age=0", AttributesOf(logout.Cookie("accessToken")));
        Assert.Contains("max-age=0", AttributesOf(logout.Cookie("refreshToken")));
        Assert.Equal((401, "auth.session_ended"), ((await client.GetAsync("users/current-user")) is var after ? (after.Status, after.Code) : default));
        Assert.Equal(401, (await client.PostAsync("users/refresh-token", new { refreshToken = person.RefreshToken })).Status);
    }

    [Theory, OnBothEngines]
    public async Task A_session_ended_elsewhere_stops_working_within_seconds(Engine engine)
    {
        var clock = new TestClock();
        await using var site = await TestSite.StartAsync(engine, customize: clock.Use);
        using var client = site.NewClient();
        client.Token = (await Person.JoinAsync(client)).AccessToken;
        Assert.Equal(200, (await client.GetAsync("users/current-user")).Status);

        await site.Get<Database>().ExecuteAsync("DELETE FROM sessions", null, CancellationToken.None);
        clock.Advance(LivingSessions.Fresh);

        Assert.Equal(401, (await client.GetAsync("users/current-user")).Status);
    }

    [Theory, OnBothEngines]
    public async Task A_write_from_another_site_with_our_cookie_is_refused(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);
        var cookie = ("Cookie", $"accessToken={person.AccessToken}; refreshToken={person.RefreshToken}");
        var own = ("Origin", site.Address.GetLeftPart(UriPartial.Authority));

        var foreign = await client.PatchAsync("users/update-account", new { fullname = "Hacked" }, cookie, ("Origin", "https://evil.example"));
        var silent = await client.PatchAsync("users/update-account", new { fullname = "Hacked" }, cookie);
        var opaque = await client.PatchAsync("users/update-account", new { fullname = "Hacked" }, cookie, ("Origin", "null"));
        var renewal = await client.PostAsync("users/refresh-token", null, cookie, ("Origin", "https://evil.example"));
        var ours = await client.PatchAsync("users/update-account", new { fullname = "Changed" }, cookie, own);
        var bearer = await client.PatchAsync("users/update-account", new { fullname = "By token" }, ("Authorization", $"Bearer {person.AccessToken}"), ("Origin", "https://evil.example"));

        foreach (var refused in new[] { foreign, silent, opaque, renewal })
            Assert.Equal((403, "auth.cross_site"), (refused.Status, refused.Code));
        Assert.Equal((200, "Changed"), (ours.Status, (string?)ours.Data["fullname"]));
        Assert.Equal((200, "By token"), (bearer.Status, (string?)bearer.Data["fullname"]));
    }

    [Fact]
    public async Task Another_site_cannot_sign_a_browser_in()
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();
        var person = await Person.JoinAsync(client);

        var login = await client.PostAsync("users/login", new { username = person.Username, password = person.Password }, ("Origin", "https://evil.example"));

        Assert.Equal(200, login.Status);
        Assert.Null(login.Cookie("accessToken"));
        Assert.Null(login.Cookie("refreshToken"));
    }

    [Theory, OnBothEngines]
    public async Task Sessions_are_listed_by_device_and_can_be_ended(Engine engine)
    {
        using var client = (await SharedSites.On(engine)).NewClient();
        var person = await Person.JoinAsync(client);
        var phone = await client.PostAsync("users/login", new { username = person.Username, password = person.Password }, ("User-Agent", "Phone/1.0"));
        client.Token = person.AccessToken;

        var sessions = (await client.GetAsync("users/sessions")).Data.AsArray();
        var other = sessions.Single(session => (string?)session!["device"] == "Phone/1.0")!;
        var ended = await client.DeleteAsync($"users/sessions/{(string)other["_id"]!}");

        Assert.Equal(2, sessions.Count);
        Assert.False((bool)other["isCurrent"]!);
        Assert.Single(sessions, session => (bool)session!["isCurrent"]!);
        Assert.Equal("127.0.0.1", (string?)other["address"]);
        Assert.Equal(200, ended.Status);
        Assert.Single((await client.GetAsync("users/sessions")).Data.AsArray());
        Assert.Equal(401, (await client.GetAsync("users/current-user", ("Cookie", $"accessToken={(string)phone.Data["accessToken"]!}"), ("Authorization", ""))).Status);
    }

    [Theory, OnBothEngines]
    public async Task Only_ones_own_sessions_can_be_ended(Engine engine)
    {
        using var client = (await SharedSites.On(engine)).NewClient();
        var (mine, theirs) = (await Person.JoinAsync(client), await Person.JoinAsync(client));
        client.Token = theirs.AccessToken;
        var id = (string)(await client.GetAsync("users/sessions")).Data[0]!["_id"]!;
        client.Token = mine.AccessToken;

        Assert.Equal((404, "session.not_found"), (await client.DeleteAsync($"users/sessions/{id}")) is var answer ? (answer.Status, answer.Code) : default);
        Assert.Equal(400, (await client.DeleteAsync("users/sessions/nonsense")).Status);
        client.Token = theirs.AccessToken;
        Assert.Equal(200, (await client.GetAsync("users/current-user")).Status);
    }

    [Theory, OnBothEngines]
    public async Task One_person_keeps_at_most_fifty_sessions(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);
        var sessions = site.Get<SessionStore>();
        for (var i = 0; i <= SessionStore.MaxPerUser; i++)
            await sessions.AddAsync(Id.New(TimeProvider.System), Id.Parse(person.Id), $"hash {i}", new Device("test", "::1"), DateTimeOffset.UtcNow.AddDays(1), CancellationToken.None);

        var kept = await sessions.ListAsync(Id.Parse(person.Id), Id.New(TimeProvider.System), CancellationToken.None);

        Assert.Equal(SessionStore.MaxPerUser, kept.Count);
    }

    [Theory, OnBothEngines]
    public async Task Sessions_that_ran_out_are_swept(Engine engine)
    {
        var clock = new TestClock();
        await using var site = await TestSite.StartAsync(engine, customize: clock.Use);
        using var client = site.NewClient();
        await Person.JoinAsync(client);
        Assert.Equal(0, await ((ISweep)site.Get<SessionStore>()).RunAsync(CancellationToken.None));

        clock.Advance(TimeSpan.FromDays(11));

        Assert.Equal(1, await ((ISweep)site.Get<SessionStore>()).RunAsync(CancellationToken.None));
    }

    internal static IEnumerable<string> AttributesOf(string? cookie) => cookie!.Split("; ")[1..].Select(attribute => attribute.ToLowerInvariant());
}
