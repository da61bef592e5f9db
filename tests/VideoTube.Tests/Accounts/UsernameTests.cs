using Microsoft.Extensions.DependencyInjection;
using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Accounts;

public sealed class UsernameTests
{
    [Theory, OnBothEngines]
    public async Task Code_301_an_old_name_leads_on_to_the_new_one_in_the_API_and_on_the_page(Engine engine)
    {
        using var client = (await SharedSites.On(engine)).NewClient();
        var person = await Person.JoinAsync(client);
        var (second, third) = (Person.NewName(), Person.NewName());

        var renamed = await RenameAsync(client, person, $" {second.ToUpperInvariant()} ");
        await RenameAsync(client, person, third);
        client.Token = null;
        var api = await client.GetAsync($"users/c/{person.Username.ToUpperInvariant()}");
        var page = await client.GetAsync($"/@{second}?tab=x", ("Accept", "text/html"));

        Assert.Equal((200, second), (renamed.Status, (string?)renamed.Data["username"]));
        Assert.Equal((301, $"/api/v1/users/c/{third}", "no-store"), (api.Status, api.Header("Location"), api.Header("Cache-Control")));
        Assert.Equal((301, $"/@{third}?tab=x"), (page.Status, page.Header("Location")));
        Assert.Equal(person.Id, (string?)(await client.GetAsync($"users/c/{third}")).Data["_id"]);
    }

    [Theory, OnBothEngines]
    public async Task An_old_name_is_kept_for_its_owner_for_30_days(Engine engine)
    {
        var clock = new TestClock();
        await using var site = await TestSite.StartAsync(engine, new() { ["REFRESH_TOKEN_EXPIRY"] = "90d", ["ACCESS_TOKEN_EXPIRY"] = "90d" }, clock.Use);
        using var client = site.NewClient();
        var (person, other) = (await Person.JoinAsync(client), await Person.JoinAsync(client));
        await RenameAsync(client, person, Person.NewName());

        Assert.Equal((409, "user.username_taken"), await RenameAsync(client, other, person.Username) is var taken ? (taken.Status, taken.Code) : default);
        Assert.Equal((409, "user.username_taken"), await RegisterAsync(client, person.Username) is var refused ? (refused.Status, refused.Code) : default);
        Assert.Equal(200, (await RenameAsync(client, person, person.Username)).Status);
        await RenameAsync(client, person, Person.NewName());
        clock.Advance(TimeSpan.FromDays(30) + TimeSpan.FromMinutes(1));
        Assert.Equal(404, (await client.GetAsync($"users/c/{person.Username}")).Status);
        Assert.Equal(200, (await RenameAsync(client, other, person.Username)).Status);

        Assert.Equal(other.Id, (string?)(await client.GetAsync($"users/c/{person.Username}")).Data["_id"]);
        foreach (var sweep in site.App.Services.GetServices<ISweep>())
            await sweep.RunAsync(CancellationToken.None);
        await using var read = await site.Get<Database>().ReadAsync(CancellationToken.None);
        Assert.Equal([other.Username], await read.ListAsync<string>("SELECT username FROM old_usernames"));
    }

    [Theory, OnBothEngines]
    public async Task Names_are_not_hoarded(Engine engine)
    {
        using var client = (await SharedSites.On(engine)).NewClient();
        var person = await Person.JoinAsync(client);
        for (var i = 0; i < OldUsernames.MaxPerUser; i++)
            Assert.Equal(200, (await RenameAsync(client, person, Person.NewName())).Status);

        var refused = await RenameAsync(client, person, Person.NewName(), "Another Name");

        Assert.Equal((429, "user.renamed_often"), (refused.Status, refused.Code));
        Assert.InRange(int.Parse(refused.Header("Retry-After")!), 29 * 86400, 30 * 86400);
        Assert.NotEqual("Another Name", (string?)(await client.GetAsync("users/current-user")).Data["fullname"]);
        Assert.Equal(200, (await RenameAsync(client, person, person.Username)).Status); // back to one of one's own
    }

    [Theory, OnBothEngines]
    public async Task Of_many_who_want_one_name_at_once_one_gets_it(Engine engine)
    {
        using var client = (await SharedSites.On(engine)).NewClient();
        var people = new List<Person>();
        for (var i = 0; i < 4; i++)
            people.Add(await Person.JoinAsync(client));
        client.Token = null;
        var name = Person.NewName();

        var answers = await Task.WhenAll(people.Select(person =>
            client.PatchAsync("users/update-account", new { username = name }, ("Authorization", $"Bearer {person.AccessToken}"))));

        Assert.Equal([200, 409, 409, 409], answers.Select(answer => answer.Status).Order());
    }

    [Theory, OnBothEngines]
    public async Task A_new_name_is_in_the_tokens_from_the_next_renewal_on(Engine engine)
    {
        using var client = (await SharedSites.On(engine)).NewClient();
        var person = await Person.JoinAsync(client);
        var name = Person.NewName();
        await RenameAsync(client, person, name);

        var renewed = await client.PostAsync("users/refresh-token", new { refreshToken = person.RefreshToken });

        var claims = ((string)renewed.Data["accessToken"]!).Split('.')[1];
        Assert.Contains($"\"username\":\"{name}\"", System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(claims)));
        Assert.Equal(401, (await client.PostAsync("users/login", new { username = person.Username, password = person.Password })).Status);
        await Person.SignInAsync(client, name, person.Password);
    }

    [Theory]
    [InlineData("""{"username":" "}""", 400)]
    [InlineData("""{"username":"a/b"}""", 422)]
    [InlineData("""{"username":"admin"}""", 422)]
    public async Task A_name_that_is_none_is_refused(string json, int status)
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();
        client.Token = (await Person.JoinAsync(client)).AccessToken;

        var answer = await client.PatchAsync("users/update-account", json);

        Assert.Equal((status, "username"), (answer.Status, (string?)answer.Json["errors"]![0]!["field"]));
    }

    private static Task<Answer> RenameAsync(Client client, Person person, string name, string? fullname = null)
    {
        client.Token = person.AccessToken;
        return client.PatchAsync("users/update-account", new { username = name, fullname });
    }

    private static Task<Answer> RegisterAsync(Client client, string name) =>
        client.PostAsync("users/register", new { fullname = "X", email = $"new-{name}@example.org", username = name, password = "long enough" });
}
