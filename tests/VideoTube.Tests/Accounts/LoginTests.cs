using VideoTube.Accounts.Passwords;
using VideoTube.Data;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Accounts;

public sealed class LoginTests
{
    [Theory, OnBothEngines]
    public async Task Email_or_username_and_the_password_sign_in(Engine engine)
    {
        using var client = (await SharedSites.On(engine)).NewClient();
        var person = await Person.JoinAsync(client);

        var byEmail = await client.PostAsync("users/login", new { email = person.Email.ToUpperInvariant(), password = person.Password });
        var byUsername = await client.PostAsync("users/login", new { username = $" {person.Username} ", password = person.Password });

        Assert.Equal((200, "Login successful"), (byEmail.Status, byEmail.Message));
        Assert.Equal(200, byUsername.Status);
        Assert.Equal((string?)byEmail.Data["accessToken"], (string?)byEmail.Json["token"]);
        Assert.Equal(person.Id, (string?)byEmail.Data["user"]!["_id"]);
        client.Token = (string?)byEmail.Json["token"];
        Assert.Equal(person.Username, (string?)(await client.GetAsync("users/current-user")).Data["username"]);
    }

    [Theory, OnBothEngines]
    public async Task Unknown_users_and_wrong_passwords_look_the_same(Engine engine)
    {
        using var client = (await SharedSites.On(engine)).NewClient();
        var person = await Person.JoinAsync(client);

        var wrong = await client.PostAsync("users/login", new { email = person.Email, password = "not this one" });
        var unknown = await client.PostAsync("users/login", new { email = $"{Person.NewName()}@example.org", password = "not this one" });
        var wrongByName = await client.PostAsync("users/login", new { username = person.Username, password = "not this one" });
        var unknownByName = await client.PostAsync("users/login", new { username = Person.NewName(), password = "not this one" });

        Assert.Equal((401, "Invalid email or password", "login.wrong"), (wrong.Status, wrong.Message, wrong.Code));
        Assert.Equal((401, "Invalid credentials", "login.wrong"), (wrongByName.Status, wrongByName.Message, wrongByName.Code));
        Assert.Equal(WithoutTrace(wrong), WithoutTrace(unknown));
        Assert.Equal(WithoutTrace(wrongByName), WithoutTrace(unknownByName));
        Assert.Null(wrong.Cookie("accessToken"));
    }

    [Theory]
    [InlineData("""{}""", "Email and password are required")]
    [InlineData("""{"email":"a@example.org"}""", "Email and password are required")]
    [InlineData("""{"password":"long enough"}""", "Email and password are required")]
    [InlineData("""{"username":"somebody"}""", "Username and password are required")]
    public async Task What_is_missing_is_told_in_the_known_words(string json, string message)
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();

        var answer = await client.PostAsync("users/login", json);

        Assert.Equal((400, message), (answer.Status, answer.Message));
    }

    // Made by bcryptjs for Node: "correct horse battery".
    [Theory]
    [InlineData("$2b$08$lv7se7cBDQXzU/nqjo9pfuZSB1VLVHIhvxw7I7voWPJ4KsiVDn6Ru")]
    [InlineData("$2a$11$9yBRWgrRf/ETq.1ZcrDvguokZWlCHkfCNJPeTuunMc2hrTvUba6vq")]
    public async Task Hashes_made_by_Node_sign_in_and_are_brought_to_our_cost(string hash)
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);
        await site.Get<Database>().ExecuteAsync("UPDATE users SET password_hash = @hash WHERE id = @Id", new { hash, person.Id }, CancellationToken.None);

        var answer = await client.PostAsync("users/login", new { username = person.Username, password = "correct horse battery" });

        Assert.Equal(200, answer.Status);
        await using var read = await site.Get<Database>().ReadAsync(CancellationToken.None);
        Assert.Equal(10, Bcrypt.CostOf(await read.GetAsync<string>("SELECT password_hash FROM users WHERE id = @Id", new { person.Id })));
        Assert.Equal(200, (await client.PostAsync("users/login", new { username = person.Username, password = "correct horse battery" })).Status);
    }

    [Theory, OnBothEngines]
    public async Task Guessing_at_one_account_is_slowed_down_and_nobody_else_is(Engine engine)
    {
        var clock = new TestClock();
        await using var site = await TestSite.StartAsync(engine, new() { ["LOGIN_ATTEMPTS"] = "3" }, clock.Use);
        using var client = site.NewClient();
        var (victim, other) = (await Person.JoinAsync(client), await Person.JoinAsync(client));
        for (var i = 0; i < 3; i++)
            Assert.Equal(401, (await client.PostAsync("users/login", new { email = victim.Email, password = $"guess {i} of it" })).Status);

        var refused = await client.PostAsync("users/login", new { username = victim.Username, password = victim.Password });

        Assert.Equal((429, "login.too_many"), (refused.Status, refused.Code));
        Assert.InRange(int.Parse(refused.Header("Retry-After")!), 1, 300);
        Assert.Equal(200, (await client.PostAsync("users/login", new { email = other.Email, password = other.Password })).Status);
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(200, (await client.PostAsync("users/login", new { email = victim.Email, password = victim.Password })).Status);
    }

    [Fact]
    public async Task A_stranger_who_guesses_does_not_lock_the_owner_out_and_many_strangers_are_slowed_down()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["LOGIN_ATTEMPTS"] = "2" });
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);
        Task<Answer> SignIn(string password, string address) =>
            client.PostAsync("users/login", new { email = person.Email, password }, ("X-Forwarded-For", address));

        for (var i = 0; i < 2; i++)
            Assert.Equal(401, (await SignIn("a guess of it", "203.0.113.1")).Status);
        Assert.Equal(429, (await SignIn(person.Password, "203.0.113.1")).Status);
        Assert.Equal(200, (await SignIn(person.Password, "198.51.100.1")).Status);

        // Ten times as many guesses from everywhere together.
        for (var i = 2; i < 20; i++)
            Assert.Equal(401, (await SignIn("a guess of it", $"203.0.113.{i}")).Status);
        Assert.Equal(429, (await SignIn("a guess of it", "203.0.113.20")).Status);
    }

    [Fact]
    public async Task Guessing_from_one_address_is_slowed_down_across_accounts()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["LOGIN_ATTEMPTS_PER_ADDRESS"] = "3" });
        using var client = site.NewClient();
        for (var i = 0; i < 3; i++)
            Assert.Equal(401, (await client.PostAsync("users/login", new { username = Person.NewName(), password = "the same guess" })).Status);

        var refused = await client.PostAsync("users/login", new { username = Person.NewName(), password = "the same guess" });
        using var forged = site.NewClient();
        var elsewhere = await forged.PostAsync("users/login", new { username = Person.NewName(), password = "the same guess" }, ("X-Forwarded-For", "203.0.113.9"));

        Assert.Equal(429, refused.Status);
        Assert.Equal(401, elsewhere.Status); // the loopback is a trusted proxy: it speaks for its clients
    }

    [Fact]
    public async Task Signing_in_rightly_never_counts_against_anyone()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["LOGIN_ATTEMPTS"] = "1", ["LOGIN_ATTEMPTS_PER_ADDRESS"] = "1" });
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);

        for (var i = 0; i < 4; i++)
            await Person.SignInAsync(client, person.Username, person.Password);
    }

    [Fact]
    public async Task Reads_are_answered_while_sign_ins_queue()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["LOGIN_ATTEMPTS"] = "100" });
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);
        var hasher = site.Get<PasswordHasher>();
        using var gate = new ManualResetEventSlim();
        var busy = Enumerable.Range(0, PasswordHasher.Threads).Select(_ => hasher.RunAsync(() => gate.Wait(TimeSpan.FromMinutes(1)), CancellationToken.None)).ToList();
        var logins = Enumerable.Range(0, 20).Select(_ => client.PostAsync("users/login", new { username = person.Username, password = person.Password })).ToList();

        for (var i = 0; i < 20; i++)
            Assert.Equal(200, (await client.GetAsync($"users/c/{person.Username}")).Status);

        Assert.All(logins, login => Assert.False(login.IsCompleted));
        gate.Set();
        Assert.All(await Task.WhenAll(busy), Assert.True);
        Assert.All(await Task.WhenAll(logins), login => Assert.Equal(200, login.Status));
    }

    [Fact]
    public async Task A_flood_of_sign_ins_is_shed()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite);
        using var client = site.NewClient();
        var hasher = site.Get<PasswordHasher>();
        using var gate = new ManualResetEventSlim();
        using var started = new CountdownEvent(PasswordHasher.Threads);
        var busy = Enumerable.Range(0, PasswordHasher.Threads).Select(_ => hasher.RunAsync(() => started.Signal() | gate.Wait(TimeSpan.FromMinutes(1)), CancellationToken.None)).ToList();
        Assert.True(started.Wait(TimeSpan.FromMinutes(1)));
        var waiting = Enumerable.Range(0, PasswordHasher.MaxWaiting).Select(_ => hasher.RunAsync(() => true, CancellationToken.None)).ToList();

        var shed = await client.PostAsync("users/login", new { username = "somebody", password = "does not matter" });

        gate.Set();
        await Task.WhenAll([.. busy, .. waiting]);
        Assert.Equal((503, "Service is temporarily unavailable"), (shed.Status, shed.Message));
        Assert.NotNull(shed.Header("Retry-After"));
    }

    private static string WithoutTrace(Answer answer)
    {
        var json = answer.Json.AsObject();
        json.Remove("traceId");
        return json.ToJsonString();
    }
}
