using VideoTube.Accounts;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Moderation;

public sealed class AuditTests
{
    [Theory, OnBothEngines]
    public async Task Every_act_says_who_did_what_and_why(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var admin = await site.SignUpAsync(Roles.Admin);
        using var person = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var video = await site.AddAsync(person, new Listed("Theirs"));
        var report = (await admin.Client.PostAsync("reports", new { kind = "video", id = $"{video}", reason = "spam" })).Data["_id"];
        await admin.Client.PatchAsync($"moderation/reports/{report}", new { state = "upheld", resolution = "True" });
        await admin.Client.PutAsync($"moderation/takedowns/video/{video}", new { reason = "Rules" });
        await admin.Client.PutAsync($"moderation/takedowns/video/{video}", new { reason = "Order", byLaw = true });
        await admin.Client.DeleteAsync($"moderation/takedowns/video/{video}", new { reason = "Mistake" });
        await admin.Client.PutAsync($"moderation/bans/{person.Id}", new { reason = "Spam" });
        await admin.Client.DeleteAsync($"moderation/bans/{person.Id}");
        await admin.Client.PutAsync($"moderation/users/{person.Id}/role", new { role = "moderator", reason = "Sorry" });
        await admin.Client.PutAsync($"moderation/bans/{admin.Id}", new { reason = "A failed act leaves no line" });

        var lines = (await admin.Client.GetAsync($"moderation/audit?actor={admin.Id}&limit=100")).Data["docs"]!.AsArray();

        Assert.Equal(
            ["user.role|user → moderator: Sorry", "user.unban|", "user.ban|Spam", "video.restore|Mistake", "video.block_by_law|Order", "video.take_down|Rules", "report.uphold|True"],
            lines.Select(line => $"{line!["action"]}|{line["reason"]}"));
        Assert.All(lines, line => Assert.Equal(admin.Username, (string?)line!["actor"]));
        Assert.Equal(3, (int)(await admin.Client.GetAsync($"moderation/audit?subject={video}")).Data["totalDocs"]!);
        Assert.Equal(1, (int)(await admin.Client.GetAsync($"moderation/audit?subject={video}&action=video.restore")).Data["totalDocs"]!);
        var next = await admin.Client.GetAsync($"moderation/audit?actor={admin.Id}&limit=1&cursor={(string)(await admin.Client.GetAsync($"moderation/audit?actor={admin.Id}&limit=2")).Data["nextCursor"]!}");
        Assert.Equal("user.ban", (string?)next.Data["docs"]![0]!["action"]);
        Assert.Equal(401, (await visitor.GetAsync("moderation/audit")).Status);
        Assert.Equal(400, (await admin.Client.GetAsync("moderation/audit?actor=nonsense")).Status);
        Assert.Equal(422, (await admin.Client.GetAsync("moderation/audit?cursor=nonsense")).Status);
    }

    [Theory, OnBothEngines]
    public async Task Who_took_another_name_is_noted_by_it_though_their_token_says_the_old_one(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var moderator = await site.SignUpAsync(Roles.Moderator);
        using var person = await site.SignUpAsync();
        var video = await site.AddAsync(person, new Listed("Theirs"));
        var name = Person.NewName();
        Assert.Equal(200, (await moderator.Client.PatchAsync("users/update-account", new { username = name })).Status);

        Assert.Equal(200, (await moderator.Client.PutAsync($"moderation/takedowns/video/{video}", new { reason = "Rules" })).Status);

        var line = (await moderator.Client.GetAsync($"moderation/audit?subject={video}")).Data["docs"]![0]!;
        Assert.Equal((name, $"{moderator.Id}"), ((string?)line["actor"], (string?)line["actorId"]));
    }
}
