using Microsoft.Extensions.DependencyInjection;
using VideoTube.Data;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Accounts;

public sealed class ByMailTests
{
    private const string VerifySubject = "Confirm your e-mail address", ResetSubject = "Choose a new password";

    [Theory, OnBothEngines]
    public async Task A_new_address_is_confirmed_by_the_mail_to_it_once(Engine engine)
    {
        await using var stay = await Stay.BeginAsync(engine);
        var (office, client, person) = (stay.Office, stay.Client, stay.Person);
        var mail = await office.NextAsync(person.Email, VerifySubject);
        Assert.Contains($"https://videos.example.org/verify-email?token={mail.Token}\n", mail.Body);
        Assert.False(await IsVerifiedAsync(client));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => client.PostAsync("users/verify-email", new { token = mail.Token })));

        Assert.Equal([200, 410, 410, 410], answers.Select(answer => answer.Status).Order());
        Assert.Equal("token.used_or_expired", answers.First(answer => answer.Status == 410).Code);
        Assert.True(await IsVerifiedAsync(client));
    }

    [Theory, OnBothEngines]
    public async Task A_changed_address_is_to_be_confirmed_anew_and_tokens_of_the_old_one_die(Engine engine)
    {
        await using var stay = await Stay.BeginAsync(engine);
        var (office, client, person) = (stay.Office, stay.Client, stay.Person);
        var first = await office.NextAsync(person.Email, VerifySubject);
        await client.PostAsync("users/forgot-password", new { email = person.Email });
        var reset = await office.NextAsync(person.Email, ResetSubject);

        var same = await client.PatchAsync("users/update-account", new { email = person.Email.ToUpperInvariant() });
        var changed = await client.PatchAsync("users/update-account", new { email = $"new-{person.Email}", password = person.Password });
        var second = await office.NextAsync($"new-{person.Email}", VerifySubject);

        Assert.Equal((200, 200), (same.Status, changed.Status));
        Assert.Equal(410, (await client.PostAsync("users/verify-email", new { token = first.Token })).Status);
        Assert.Equal(410, (await client.PostAsync("users/reset-password", new { token = reset.Token, password = "another one of mine" })).Status);
        Assert.Equal(200, (await client.PostAsync("users/verify-email", new { token = second.Token })).Status);
        Assert.True(await IsVerifiedAsync(client));
        Assert.Equal("False", (await client.PatchAsync("users/update-account", new { email = person.Email, password = person.Password })).Data["emailVerified"]!.ToString(), ignoreCase: true);
    }

    [Theory, OnBothEngines]
    public async Task The_address_that_an_account_had_is_told_that_it_has_another(Engine engine)
    {
        await using var stay = await Stay.BeginAsync(engine);
        var (office, client, person) = (stay.Office, stay.Client, stay.Person);

        await office.NextAsync(person.Email, VerifySubject);

        await client.PatchAsync("users/update-account", new { email = $"new-{person.Email}", password = person.Password });

        var told = await office.NextAsync(person.Email, "Your e-mail address was changed");
        Assert.Contains("the account at videos.example.org that had this e-mail address\nhas another one now", told.Body);
        Assert.DoesNotContain($"new-{person.Email}", told.Raw);
    }

    [Theory, OnBothEngines]
    public async Task The_mail_that_asks_for_it_is_sent_again_a_few_times(Engine engine)
    {
        await using var stay = await Stay.BeginAsync(engine);
        var (office, client, person) = (stay.Office, stay.Client, stay.Person);
        var first = await office.NextAsync(person.Email, VerifySubject);

        Assert.Equal(200, (await client.PostAsync("users/verify-email/send")).Status);
        var second = await office.NextAsync(person.Email, VerifySubject);
        Assert.Equal(410, (await client.PostAsync("users/verify-email", new { token = first.Token })).Status);
        for (var i = 0; i < 2; i++)
            Assert.Equal(200, (await client.PostAsync("users/verify-email/send")).Status);
        var refused = await client.PostAsync("users/verify-email/send");

        Assert.Equal((429, "mail.too_many"), (refused.Status, refused.Code));
        Assert.InRange(int.Parse(refused.Header("Retry-After")!), 1, 3600);
        Assert.NotEqual(first.Token, second.Token);
        client.Token = null;
        Assert.Equal(401, (await client.PostAsync("users/verify-email/send")).Status);
    }

    [Theory, OnBothEngines]
    public async Task A_forgotten_password_is_set_anew_once_and_ends_all_sessions(Engine engine)
    {
        await using var stay = await Stay.BeginAsync(engine);
        var (office, client, person) = (stay.Office, stay.Client, stay.Person);
        Assert.Equal(200, (await client.PostAsync("users/forgot-password", new { email = $" {person.Email.ToUpperInvariant()} " })).Status);
        var mail = await office.NextAsync(person.Email, ResetSubject);
        Assert.Contains($"https://videos.example.org/reset-password?token={mail.Token}\n", mail.Body);

        var weak = await client.PostAsync("users/reset-password", new { token = mail.Token, password = person.Username });
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(i =>
            client.PostAsync("users/reset-password", new { token = mail.Token, password = $"another one of mine {i}" })));

        Assert.Equal((422, "password"), (weak.Status, (string?)weak.Json["errors"]![0]!["field"]));
        Assert.Equal([200, 410, 410], answers.Select(answer => answer.Status).Order());
        Assert.Equal(401, (await client.GetAsync("users/current-user")).Status);
        client.Token = null;
        Assert.Equal(401, (await client.PostAsync("users/refresh-token", new { refreshToken = person.RefreshToken })).Status);
        Assert.Equal(401, (await client.PostAsync("users/login", new { email = person.Email, password = person.Password })).Status);
        var winner = Array.FindIndex(answers, answer => answer.Status == 200);
        var again = await Person.SignInAsync(client, person.Username, $"another one of mine {winner}");
        client.Token = again.AccessToken;
        Assert.True(await IsVerifiedAsync(client)); // whoever brought the token reads the mail
    }

    [Theory, OnBothEngines]
    public async Task Nobody_learns_whether_an_address_has_an_account(Engine engine)
    {
        await using var stay = await Stay.BeginAsync(engine);
        var (office, client, person) = (stay.Office, stay.Client, stay.Person);
        client.Token = null;

        var known = await client.PostAsync("users/forgot-password", new { email = person.Email });
        var unknown = await client.PostAsync("users/forgot-password", new { email = $"no-{person.Email}" });

        Assert.Equal((200, 200), (known.Status, unknown.Status));
        Assert.Equal(known.Text, unknown.Text);
        await office.NextAsync(person.Email, ResetSubject);
        for (var i = 0; i < 2; i++)
            Assert.Equal(200, (await client.PostAsync("users/forgot-password", new { email = $"no-{person.Email}" })).Status);
        var refused = await client.PostAsync("users/forgot-password", new { email = $"no-{person.Email}" });
        Assert.Equal((429, "mail.too_many"), (refused.Status, refused.Code));
        Assert.NotNull(refused.Header("Retry-After"));
        Assert.Equal(200, (await client.PostAsync("users/forgot-password", new { email = person.Email })).Status);
        Assert.Equal(person.Email, (await office.NextAsync()).To); // and nothing went to nobody
    }

    [Fact]
    public async Task One_client_does_not_ask_for_everybody()
    {
        await using var stay = await Stay.BeginAsync(Engine.Sqlite);
        for (var i = 0; i < 20; i++)
            Assert.Equal(200, (await stay.Client.PostAsync("users/forgot-password", new { email = $"{i}-{stay.Person.Email}" })).Status);

        Assert.Equal(429, (await stay.Client.PostAsync("users/forgot-password", new { email = stay.Person.Email })).Status);
        Assert.Equal(200, (await stay.Client.PostAsync("users/forgot-password", new { email = stay.Person.Email }, ("X-Forwarded-For", "203.0.113.1"))).Status);
    }

    [Theory, OnBothEngines]
    public async Task A_token_is_good_for_an_hour_and_then_swept(Engine engine)
    {
        await using var stay = await Stay.BeginAsync(engine);
        var (office, client, person) = (stay.Office, stay.Client, stay.Person);
        await client.PostAsync("users/forgot-password", new { email = person.Email });
        var mail = await office.NextAsync(person.Email, ResetSubject);
        await using var read = await stay.Site.Get<Database>().ReadAsync(CancellationToken.None);
        Assert.Equal(2, await read.GetAsync<long>("SELECT COUNT(*) FROM mailed_tokens"));
        Assert.DoesNotContain(mail.Token, await read.ListAsync<string>("SELECT hash FROM mailed_tokens"));

        stay.Clock.Advance(TimeSpan.FromMinutes(61));

        var late = await client.PostAsync("users/reset-password", new { token = mail.Token, password = "another one of mine" });
        Assert.Equal((410, "token.used_or_expired"), (late.Status, late.Code));
        foreach (var sweep in stay.Site.App.Services.GetServices<ISweep>())
            await sweep.RunAsync(CancellationToken.None);
        Assert.Equal(0, await read.GetAsync<long>("SELECT COUNT(*) FROM mailed_tokens"));
    }

    [Theory]
    [InlineData("users/reset-password", """{"password":"another one of mine"}""", 400, "token")]
    [InlineData("users/reset-password", """{"token":"short","password":"another one of mine"}""", 422, "token")]
    [InlineData("users/verify-email", """{}""", 400, "token")]
    [InlineData("users/verify-email", """{"token":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/+"}""", 422, "token")]
    [InlineData("users/verify-email", """{"token":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""", 410, null)]
    [InlineData("users/forgot-password", """{}""", 400, "email")]
    [InlineData("users/forgot-password", """{"email":"nobody"}""", 422, "email")]
    public async Task What_no_mail_of_ours_said_is_refused(string path, string json, int status, string? field)
    {
        await using var stay = await Stay.BeginAsync(Engine.Sqlite);

        var answer = await stay.Client.PostAsync(path, json);

        Assert.Equal(status, answer.Status);
        Assert.Equal(field, (string?)answer.Json["errors"]!.AsArray().FirstOrDefault()?["field"]);
    }

    [Fact]
    public async Task A_token_for_one_thing_is_good_for_no_other()
    {
        await using var stay = await Stay.BeginAsync(Engine.Sqlite);
        var mail = await stay.Office.NextAsync(stay.Person.Email, VerifySubject);

        Assert.Equal(410, (await stay.Client.PostAsync("users/reset-password", new { token = mail.Token, password = "another one of mine" })).Status);
        Assert.Equal(200, (await stay.Client.PostAsync("users/verify-email", new { token = mail.Token })).Status);
    }

    [Fact]
    public async Task Without_a_mail_server_these_say_whom_to_ask()
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();
        var person = await Person.JoinAsync(client);
        client.Token = person.AccessToken;

        foreach (var answer in new[]
                 {
                     await client.PostAsync("users/forgot-password", new { email = person.Email }), await client.PostAsync("users/verify-email/send"),
                     await client.PostAsync("users/verify-email", new { token = new string('A', 43) }),
                     await client.PostAsync("users/reset-password", new { token = new string('A', 43), password = "another one of mine" }),
                 })
            Assert.Equal((404, "mail.off"), (answer.Status, answer.Code));
        var page = await client.GetAsync("/forgot-password", ("Accept", "text/html"));
        Assert.Equal(404, page.Status);
        Assert.Contains("Ask its owner", page.Text);
        Assert.DoesNotContain("Forgot password?", (await client.GetAsync("/login", ("Accept", "text/html"))).Text);
        Assert.False(await IsVerifiedAsync(client));
    }

    [Fact]
    public async Task The_pages_lead_from_the_sign_in_to_a_new_password()
    {
        await using var stay = await Stay.BeginAsync(Engine.Sqlite);
        var (office, client, person) = (stay.Office, stay.Client, stay.Person);
        client.Token = null;
        Assert.Contains("href=\"/forgot-password\"", (await client.GetAsync("/login", ("Accept", "text/html"))).Text);
        Assert.Equal(200, (await client.GetAsync("/forgot-password", ("Accept", "text/html"))).Status);

        var wrong = await stay.SubmitAsync("/forgot-password", ("email", "nobody"));
        var asked = await stay.SubmitAsync("/forgot-password", ("email", person.Email));
        var mail = await office.NextAsync(person.Email, ResetSubject);
        var page = await client.GetAsync($"/reset-password?token={mail.Token}", ("Accept", "text/html"));
        var weak = await stay.SubmitAsync("/reset-password", ("token", mail.Token), ("password", "short"));
        var set = await stay.SubmitAsync("/reset-password", ("token", mail.Token), ("password", "another one of mine"));
        var again = await stay.SubmitAsync("/reset-password", ("token", mail.Token), ("password", "another one of mine"));

        Assert.Equal((422, 303, "/forgot-password?sent=1"), (wrong.Status, asked.Status, asked.Header("Location")));
        Assert.Contains("Look into your mail", (await client.GetAsync("/forgot-password?sent=1", ("Accept", "text/html"))).Text);
        Assert.Equal("no-referrer", page.Header("Referrer-Policy"));
        Assert.Contains($"value=\"{mail.Token}\"", page.Text);
        Assert.Equal(422, weak.Status);
        Assert.Contains($"value=\"{mail.Token}\"", weak.Text);
        Assert.Equal((303, "/login?reset=1", 410), (set.Status, set.Header("Location"), again.Status));
        Assert.Contains("Your new password is set", (await client.GetAsync("/login?reset=1", ("Accept", "text/html"))).Text);
        await Person.SignInAsync(client, person.Username, "another one of mine");
    }

    [Fact]
    public async Task The_page_of_the_link_confirms_an_address_when_it_is_asked_to()
    {
        await using var stay = await Stay.BeginAsync(Engine.Sqlite);
        var mail = await stay.Office.NextAsync(stay.Person.Email, VerifySubject);

        var page = await stay.Client.GetAsync($"/verify-email?token={mail.Token}", ("Accept", "text/html"));
        Assert.Equal(200, page.Status);
        Assert.False(await IsVerifiedAsync(stay.Client));
        var done = await stay.SubmitAsync("/verify-email", ("token", mail.Token));
        var again = await stay.SubmitAsync("/verify-email", ("token", mail.Token));

        Assert.Equal((303, "/verify-email?done=1", 410), (done.Status, done.Header("Location"), again.Status));
        Assert.Contains("Your email address is confirmed", (await stay.Client.GetAsync("/verify-email?done=1", ("Accept", "text/html"))).Text);
        Assert.True(await IsVerifiedAsync(stay.Client));
    }

    private static async Task<bool> IsVerifiedAsync(Client client) => (bool)(await client.GetAsync("users/current-user")).Data["emailVerified"]!;

    /// <summary>Somebody signed in on a site that sends mail, and the server that takes it.</summary>
    private sealed record Stay(PostOffice Office, TestClock Clock, TestSite Site, Client Client, Person Person) : IAsyncDisposable
    {
        public static async Task<Stay> BeginAsync(Engine engine)
        {
            var (office, clock) = (new PostOffice(), new TestClock());
            var site = await TestSite.StartAsync(engine, office.Settings(), clock.Use);
            var client = site.NewClient();
            var person = await Person.JoinAsync(client);
            client.Token = person.AccessToken;
            return new Stay(office, clock, site, client, person);
        }

        /// <summary>Sends a page's form, as a browser does.</summary>
        public Task<Answer> SubmitAsync(string path, params (string Name, string Value)[] fields) =>
            Client.SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
                ("Origin", Site.Address.GetLeftPart(UriPartial.Authority)), ("Accept", "text/html"));

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await Site.DisposeAsync();
            await Office.DisposeAsync();
        }
    }
}
