using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Moderation;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Moderation;

public sealed class RoleTests
{
    [Theory, OnBothEngines]
    public async Task The_first_of_an_empty_site_keeps_it_and_nobody_after(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var first = await site.SignUpAsync();
        using var second = await site.SignUpAsync();

        Assert.Equal("admin", (string?)(await first.Client.GetAsync("users/current-user")).Data["role"]);
        Assert.Equal("user", (string?)(await second.Client.GetAsync("users/current-user")).Data["role"]);
    }

    [Theory, OnBothEngines]
    public async Task Of_many_who_register_at_once_one_is_the_first(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);

        var people = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => site.SignUpAsync()));

        Assert.Equal(1, await site.ReadAsync<long>("SELECT COUNT(*) FROM users WHERE role = 'admin'", new { }));
        foreach (var person in people)
            person.Dispose();
    }

    [Theory, OnBothEngines]
    public async Task A_role_holds_for_the_next_request(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var admin = await site.SignUpAsync(Roles.Admin);
        using var person = await site.SignUpAsync();

        Assert.Equal((403, "Access forbidden"), Of(await person.Client.GetAsync("moderation/reports")));
        var granted = await admin.Client.PutAsync($"moderation/users/{person.Id}/role", new { role = "moderator", reason = "Helps" });
        Assert.Equal((200, "moderator"), (granted.Status, (string?)granted.Data["role"]));
        Assert.Equal(200, (await person.Client.GetAsync("moderation/reports")).Status);
        Assert.Equal("moderator", (string?)(await person.Client.GetAsync("users/current-user")).Data["role"]);
        Assert.Equal((403, "Access forbidden"), Of(await person.Client.GetAsync("moderation/users")));

        Assert.Equal(200, (await admin.Client.PutAsync($"moderation/users/{person.Id}/role", new { role = "user" })).Status);
        Assert.Equal(403, (await person.Client.GetAsync("moderation/reports")).Status);
    }

    [Theory, OnBothEngines]
    public async Task Only_admins_give_roles_and_only_known_ones(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var admin = await site.SignUpAsync(Roles.Admin);
        using var moderator = await site.SignUpAsync(Roles.Moderator);
        using var visitor = site.NewClient();
        var path = $"moderation/users/{moderator.Id}/role";

        Assert.Equal(401, (await visitor.PutAsync(path, new { role = "admin" })).Status);
        Assert.Equal(403, (await moderator.Client.PutAsync(path, new { role = "admin" })).Status);
        Assert.Equal(400, (await admin.Client.PutAsync(path, new { })).Status);
        Assert.Equal(422, (await admin.Client.PutAsync(path, new { role = "king" })).Status);
        Assert.Equal(400, (await admin.Client.PutAsync("moderation/users/nonsense/role", new { role = "user" })).Status);
        Assert.Equal(404, (await admin.Client.PutAsync("moderation/users/000000000000000000000000/role", new { role = "user" })).Status);
        Assert.Equal("moderator", (string?)(await moderator.Client.GetAsync("users/current-user")).Data["role"]);
    }

    [Theory, OnBothEngines]
    public async Task The_last_admin_stays_one(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var admin = await site.SignUpAsync();
        using var other = await site.SignUpAsync(Roles.Admin);

        Assert.Equal(200, (await admin.Client.PutAsync($"moderation/users/{other.Id}/role", new { role = "user" })).Status);
        var last = await admin.Client.PutAsync($"moderation/users/{admin.Id}/role", new { role = "user" });

        Assert.Equal((409, "role.last_admin"), (last.Status, last.Code));
        Assert.Equal("role.last_admin", (await site.Get<BanUser>().RunAsync(Actor.CommandLine, admin.Id, "x", null, CancellationToken.None)).Error?.Code);
        Assert.Equal(200, (await admin.Client.GetAsync("moderation/users")).Status);
    }

    [Theory, OnBothEngines]
    public async Task Two_admins_who_demote_each_other_at_once_leave_one(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var one = await site.SignUpAsync();
        using var two = await site.SignUpAsync(Roles.Admin);

        var answers = await Task.WhenAll(
            one.Client.PutAsync($"moderation/users/{two.Id}/role", new { role = "user" }),
            two.Client.PutAsync($"moderation/users/{one.Id}/role", new { role = "user" }));

        Assert.Equal([200, 403], answers.Select(answer => answer.Status).Order());
        Assert.Equal(1, await site.ReadAsync<long>("SELECT COUNT(*) FROM users WHERE role = 'admin'", new { }));
    }

    [Theory, OnBothEngines]
    public async Task Admins_find_people_by_name_address_role_and_ban(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var admin = await site.SignUpAsync(Roles.Admin);
        using var moderator = await site.SignUpAsync(Roles.Moderator);
        using var banned = await site.SignUpAsync();
        await site.Get<BanUser>().RunAsync(Actor.CommandLine, banned.Id, "Spam", null, CancellationToken.None);

        async Task<string[]> Find(string query) =>
            [.. (await admin.Client.GetAsync($"moderation/users?{query}")).Data["docs"]!.AsArray().Select(person => (string)person!["username"]!)];

        Assert.Equal(moderator.Username, Assert.Single(await Find($"query={moderator.Username[..^1]}")));
        Assert.Equal(moderator.Username, Assert.Single(await Find($"query={moderator.Username}@example.org")));
        Assert.Empty(await Find("query=%25%25"));
        Assert.Contains(moderator.Username, await Find("role=moderator&limit=100"));
        Assert.DoesNotContain(banned.Username, await Find("role=moderator&limit=100"));
        Assert.Contains(banned.Username, await Find("banned=true&limit=100"));
        Assert.DoesNotContain(banned.Username, await Find("banned=false&limit=100"));
        Assert.Equal(422, (await admin.Client.GetAsync("moderation/users?role=king")).Status);
        Assert.Equal(422, (await admin.Client.GetAsync("moderation/users?banned=perhaps")).Status);

        var first = await admin.Client.GetAsync("moderation/users?limit=1");
        var next = await admin.Client.GetAsync($"moderation/users?limit=1&cursor={(string)first.Data["nextCursor"]!}");
        Assert.NotEqual((string)first.Data["docs"]![0]!["_id"]!, (string)next.Data["docs"]![0]!["_id"]!);
        Assert.True((int)first.Data["totalDocs"]! >= 3);
    }

    private static (int, string?) Of(Answer answer) => (answer.Status, answer.Message);
}
