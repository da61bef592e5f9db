using VideoTube.Data;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Commands;

public sealed class UserCommandTests
{
    [Theory, OnBothEngines]
    public async Task An_account_is_made_with_a_password_from_the_standard_input(Engine engine)
    {
        var site = await SharedSites.On(engine);
        var name = Person.NewName();

        var ran = (await RunWithAsync(site, "open-sesame-42\n", "users", "create", name, "--email", $" {name}@Example.org", "--fullname", "Somebody New", "--json")).Done();

        Assert.Equal((name, $"{name}@example.org"), ((string)ran.Objects[0]["username"]!, (string)ran.Objects[0]["email"]!));
        Assert.DoesNotContain("sesame", ran.Output + ran.Error);
        await Person.SignInAsync(site.NewClient(), name, "open-sesame-42");
        Assert.Equal(["user.create"], await AuditAsync(site, (string)ran.Objects[0]["_id"]!));
    }

    [Theory]
    [InlineData("12345678\n", "one of the first that are guessed")]
    [InlineData("", "which is empty")]
    public async Task A_bad_password_is_refused_in_words(string input, string words)
    {
        var site = await SharedSites.On(Engine.Sqlite);
        var name = Person.NewName();

        var ran = await RunWithAsync(site, input, "users", "create", name, "--email", $"{name}@example.org", "--fullname", "Somebody");

        Assert.Equal(1, ran.Code);
        Assert.Contains(words, ran.Error);
        Assert.Equal(1, (await RunAsync(site, "users", "show", name)).Code);
    }

    [Theory, OnBothEngines]
    public async Task People_are_listed_searched_and_shown(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var client = site.NewClient();
        var people = new List<Person>();
        for (var i = 0; i < 3; i++)
            people.Add(await Person.JoinAsync(client));

        Assert.Equal(people.Select(person => person.Username).Reverse(), (await RunAsync(site, "users", "list", "--json")).Done().Objects.Select(one => (string)one["username"]!));
        Assert.Equal(4, (await RunAsync(site, "users", "list")).Done().Lines.Length);
        Assert.Equal(people[1].Id, (string)Assert.Single((await RunAsync(site, "users", "list", "--search", people[1].Email, "--json")).Done().Objects)["_id"]!);
        Assert.Contains(people[2].Email, (await RunAsync(site, "users", "show", people[2].Email.ToUpperInvariant())).Done().Output);
        var missing = await RunAsync(site, "users", "show", "nobody-at-all");
        Assert.Equal((1, "There is no user nobody-at-all."), (missing.Code, missing.Error.Trim()));
    }

    [Theory, OnBothEngines]
    public async Task A_new_password_signs_its_owner_out_everywhere(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);

        (await RunWithAsync(site, "another-secret-7\n", "users", "password", person.Username)).Done();

        Assert.Equal(401, (await client.PostAsync("users/login", new { username = person.Username, password = person.Password })).Status);
        Assert.Equal(401, (await client.PostAsync("users/refresh-token", new { refreshToken = person.RefreshToken })).Status);
        await Person.SignInAsync(client, person.Username, "another-secret-7");
        Assert.Equal(["user.password"], await AuditAsync(site, person.Id));
    }

    [Theory, OnBothEngines]
    public async Task Somebody_is_banned_and_let_in_again(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var member = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var video = await site.AddAsync(member, new Listed("Seen"));

        (await RunAsync(site, "users", "ban", member.Username, "--reason", "Spam, again")).Done();
        Assert.NotEqual(200, (await visitor.GetAsync($"videos/{video}")).Status);
        Assert.Equal("Spam, again", (string)(await RunAsync(site, "users", "show", member.Username, "--json")).Done().Objects[0]["banReason"]!);
        (await RunAsync(site, "users", "unban", member.Username, "--reason", "Said sorry")).Done();

        Assert.Equal(200, (await visitor.GetAsync($"videos/{video}")).Status);
        Assert.Equal(1, (await RunAsync(site, "users", "unban", member.Username)).Code);
        Assert.Equal(2, (await RunAsync(site, "users", "ban", member.Username)).Code); // without a reason
        Assert.Equal(["user.ban", "user.unban"], await AuditAsync(site, $"{member.Id}"));
    }

    [Theory, OnBothEngines]
    public async Task Roles_are_granted_and_revoked_but_not_the_last_admin_s(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var client = site.NewClient();
        var (first, second) = (await Person.JoinAsync(client), await Person.JoinAsync(client));

        (await RunAsync(site, "grant", first.Username)).Done();
        (await RunAsync(site, "grant", second.Email, "moderator")).Done();

        Assert.Equal(("admin", "moderator"), (await RoleAsync(first), await RoleAsync(second)));
        var last = await RunAsync(site, "revoke", first.Username);
        Assert.Equal(1, last.Code);
        Assert.Contains("A site needs an admin", last.Error);
        var lastDeleted = await RunAsync(site, "users", "delete", first.Username, "--yes");
        Assert.Equal(1, lastDeleted.Code);
        Assert.Contains("A site needs an admin", lastDeleted.Error);
        Assert.Equal(2, (await RunAsync(site, "grant", first.Username, "king")).Code);
        (await RunAsync(site, "grant", second.Username, "admin")).Done();
        (await RunAsync(site, "revoke", first.Username)).Done();
        Assert.Equal("user", await RoleAsync(first));

        async Task<string> RoleAsync(Person person) => (string)(await RunAsync(site, "users", "show", person.Username, "--json")).Done().Objects[0]["role"]!;
    }

    [Theory, OnBothEngines]
    public async Task An_account_is_deleted_once_that_is_confirmed(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var member = await site.SignUpAsync();
        var video = await site.AddAsync(member, new Listed("Gone soon"));

        Assert.Equal(1, (await RunWithAsync(site, "n\n", "users", "delete", member.Username)).Code);
        Assert.Equal(200, (await site.NewClient().GetAsync($"videos/{video}")).Status);
        (await RunAsync(site, "users", "delete", member.Username, "--yes")).Done();

        Assert.Equal(410, (await site.NewClient().GetAsync($"videos/{video}")).Status);
        Assert.Equal(1, (await RunAsync(site, "users", "show", member.Username)).Code);
        Assert.Equal(["user.delete"], await AuditAsync(site, $"{member.Id}"));
    }

    [Theory, OnBothEngines]
    public async Task An_address_is_taken_for_confirmed(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var member = await site.SignUpAsync();

        (await RunAsync(site, "users", "verify", member.Username)).Done();
        (await RunAsync(site, "users", "verify", member.Username)).Done(); // nothing more to do or to note

        Assert.True((bool)(await member.Client.GetAsync("users/current-user")).Data["emailVerified"]!);
        Assert.Equal(["user.verify"], await AuditAsync(site, $"{member.Id}"));
    }

    private static Task<Ran> RunAsync(TestSite site, params string[] arguments) => ChildProgram.RunAsync(site.Environment, ["admin", .. arguments]);

    private static Task<Ran> RunWithAsync(TestSite site, string input, params string[] arguments) =>
        ChildProgram.RunWithAsync(site.Environment, input, ["admin", .. arguments]);

    /// <summary>What the command line did to somebody, the first thing first.</summary>
    private static async Task<IReadOnlyList<string>> AuditAsync(TestSite site, string person)
    {
        await using var read = await site.Get<Database>().ReadAsync(CancellationToken.None);
        return await read.ListAsync<string>(
            "SELECT action FROM audit_log WHERE subject_id = @person AND actor_id IS NULL AND actor = 'command line' ORDER BY id", new { person });
    }
}
