using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Accounts;

public sealed class AccountTests
{
    [Theory, OnBothEngines]
    public async Task Changing_the_password_ends_the_other_sessions_and_keeps_this_one(Engine engine)
    {
        using var client = (await SharedSites.On(engine)).NewClient();
        var person = await Person.JoinAsync(client);
        var elsewhere = await Person.SignInAsync(client, person.Username, person.Password);
        client.Token = elsewhere.AccessToken;
        Assert.Equal(200, (await client.GetAsync("users/current-user")).Status);
        client.Token = person.AccessToken;

        var changed = await client.PostAsync("users/change-password", new { oldPassword = person.Password, newPassword = "another one of mine" });

        Assert.Equal(200, changed.Status);
        Assert.Equal(200, (await client.GetAsync("users/current-user")).Status);
        client.Token = elsewhere.AccessToken;
        Assert.Equal(401, (await client.GetAsync("users/current-user")).Status);
        client.Token = null;
        Assert.Equal(401, (await client.PostAsync("users/refresh-token", new { refreshToken = elsewhere.RefreshToken })).Status);
        Assert.Equal(401, (await client.PostAsync("users/login", new { username = person.Username, password = person.Password })).Status);
        Assert.Equal(200, (await client.PostAsync("users/login", new { username = person.Username, password = "another one of mine" })).Status);
    }

    [Theory, OnBothEngines]
    public async Task A_password_changes_only_with_the_old_one_and_to_a_good_one(Engine engine)
    {
        using var client = (await SharedSites.On(engine)).NewClient();
        var person = await Person.JoinAsync(client);
        client.Token = person.AccessToken;

        var wrong = await client.PostAsync("users/change-password", new { oldPassword = "not it at all", newPassword = "another one of mine" });
        var weak = await client.PostAsync("users/change-password", new { oldPassword = person.Password, newPassword = "password" });
        var missing = await client.PostAsync("users/change-password", new { oldPassword = person.Password });

        Assert.Equal((400, "password.wrong"), (wrong.Status, wrong.Code));
        Assert.Equal((422, "newPassword"), (weak.Status, (string?)weak.Json["errors"]![0]!["field"]));
        Assert.Equal((400, "newPassword"), (missing.Status, (string?)missing.Json["errors"]![0]!["field"]));
        await Person.SignInAsync(client, person.Username, person.Password);
    }

    [Theory, OnBothEngines]
    public async Task Name_and_email_change_together_or_alone(Engine engine)
    {
        using var client = (await SharedSites.On(engine)).NewClient();
        var person = await Person.JoinAsync(client);
        client.Token = person.AccessToken;

        var name = await client.PatchAsync("users/update-account", new { fullName = " New Name " });
        var email = await client.PatchAsync("users/update-account", new { email = $"NEW-{person.Email}", password = person.Password });

        Assert.Equal(("New Name", person.Email), ((string?)name.Data["fullname"], (string?)name.Data["email"]));
        Assert.Equal(("New Name", $"new-{person.Email}"), ((string?)email.Data["fullname"], (string?)email.Data["email"]));
        Assert.Equal($"new-{person.Email}", (string?)(await client.GetAsync("users/current-user")).Data["email"]);
    }

    [Theory, OnBothEngines]
    public async Task An_account_is_not_changed_to_something_wrong(Engine engine)
    {
        using var client = (await SharedSites.On(engine)).NewClient();
        var (person, other) = (await Person.JoinAsync(client), await Person.JoinAsync(client));
        client.Token = person.AccessToken;

        Assert.Equal(400, (await client.PatchAsync("users/update-account", new { })).Status);
        Assert.Equal(400, (await client.PatchAsync("users/update-account", new { fullname = " " })).Status);
        Assert.Equal(422, (await client.PatchAsync("users/update-account", new { email = "nowhere" })).Status);
        Assert.Equal((409, "user.email_taken"), (await client.PatchAsync("users/update-account", new { fullname = "X", email = other.Email, password = person.Password })) is var taken ? (taken.Status, taken.Code) : default);
        Assert.NotEqual("X", (string?)(await client.GetAsync("users/current-user")).Data["fullname"]);
    }

    [Theory, OnBothEngines]
    public async Task Another_email_address_needs_the_password(Engine engine)
    {
        using var client = (await SharedSites.On(engine)).NewClient();
        var person = await Person.JoinAsync(client);
        client.Token = person.AccessToken;
        var email = $"new-{person.Email}";

        var missing = await client.PatchAsync("users/update-account", new { fullname = "Not said", email });
        var empty = await client.PatchAsync("users/update-account", new { fullname = "Not said", email, password = "" });
        var wrong = await client.PatchAsync("users/update-account", new { fullname = "Not said", email, password = "not it at all" });
        var same = await client.PatchAsync("users/update-account", new { fullname = "Said", email = person.Email.ToUpperInvariant() });

        Assert.Equal((422, "password"), (missing.Status, (string?)missing.Json["errors"]![0]!["field"]));
        Assert.Equal((422, "password"), (empty.Status, (string?)empty.Json["errors"]![0]!["field"]));
        Assert.Equal((400, "password.wrong"), (wrong.Status, wrong.Code));
        Assert.Equal((200, "Said", person.Email), (same.Status, (string?)same.Data["fullname"], (string?)same.Data["email"]));
        Assert.Equal(email, (string?)(await client.PatchAsync("users/update-account", new { email, password = person.Password })).Data["email"]);
    }
}
