using VideoTube.Accounts;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Moderation;

/// <summary>The pages of reporting, keeping and becoming a member, as forms without scripts.</summary>
public sealed class KeeperPageTests
{
    [Theory, OnBothEngines]
    public async Task A_locked_video_shows_its_door_and_a_code_opens_it(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var path = $"/watch/{await site.AddAsync(owner, new Listed("For few") { Visibility = "members" })}";
        var code = (string)(await owner.Client.PostAsync("memberships/codes", new { uses = 1 })).Data["code"]!;

        var shut = await Open(visitor, path);
        Assert.Equal(402, shut.Status);
        Assert.Contains("For few", shut.Text);
        Assert.Contains($"/login?next={Uri.EscapeDataString(path)}", shut.Text);
        Assert.Contains($"action=\"{path}/redeem\"", (await Open(person.Client, path)).Text);
        Assert.Contains("For members", (await Open(visitor, $"/@{owner.Username}")).Text);

        var wrong = await Post(site, person.Client, $"{path}/redeem", ("code", "AAAA-AAAA-AAAA-AAAA"));
        Assert.Equal(404, wrong.Status);
        Assert.Contains("id=\"code-fault\"", wrong.Text);
        var right = await Post(site, person.Client, $"{path}/redeem", ("code", code));
        Assert.Equal((303, path), (right.Status, right.Header("Location")));
        Assert.Equal(200, (await Open(person.Client, path)).Status);
        Assert.Equal(401, (await Post(site, visitor, $"{path}/redeem", ("code", code))).Status);
    }

    [Theory, OnBothEngines]
    public async Task A_report_is_sent_by_form_and_answered_by_form(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var moderator = await site.SignUpAsync(Roles.Moderator);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var id = await site.AddAsync(owner, new Listed("Doubtful"));
        var path = $"/report/video/{id}";

        Assert.Contains(path, (await Open(person.Client, $"/watch/{id}")).Text);
        Assert.DoesNotContain(path, (await Open(visitor, $"/watch/{id}")).Text);
        Assert.Equal(302, (await Open(visitor, path)).Status);
        Assert.Equal(200, (await Open(person.Client, path)).Status);
        Assert.Equal(422, (await Post(site, person.Client, path, ("reason", "dislike"))).Status);
        Assert.Equal(404, (await Post(site, person.Client, "/report/video/000000000000000000000000", ("reason", "spam"))).Status);
        Assert.Equal(303, (await Post(site, person.Client, path, ("reason", "spam"), ("details", "At 0:10"))).Status);
        Assert.Equal(409, (await Post(site, person.Client, path, ("reason", "spam"))).Status);
        Assert.Contains("Thank you", (await Open(person.Client, $"{path}?sent=1")).Text);

        var list = await Open(moderator.Client, "/moderation");
        Assert.Contains("At 0:10", list.Text);
        var report = (await moderator.Client.GetAsync("moderation/reports?limit=100")).Data["docs"]!.AsArray()
            .Single(one => (string)one!["subject"]!["_id"]! == id.ToString())!["_id"];
        Assert.Equal(403, (await Post(site, person.Client, $"/moderation/reports/{report}", ("act", "uphold"), ("reason", "Spam"))).Status);
        Assert.Equal(422, (await Post(site, moderator.Client, $"/moderation/reports/{report}", ("act", "uphold"), ("reason", " "))).Status);
        Assert.Equal(303, (await Post(site, moderator.Client, $"/moderation/reports/{report}", ("act", "uphold"), ("reason", "Spam"))).Status);
        Assert.Equal(410, (await Open(visitor, $"/watch/{id}")).Status);
        Assert.Contains("They said: Spam", (await Open(owner.Client, $"/watch/{id}")).Text);
        Assert.Contains("Taken down", (await Open(owner.Client, $"/@{owner.Username}")).Text);
        Assert.Equal(303, (await Post(site, moderator.Client, $"/moderation/takedowns/video/{id}?next=/watch/{id}", ("act", "restore"), ("reason", "Mistake"))).Status);
        Assert.Equal(200, (await Open(visitor, $"/watch/{id}")).Status);
    }

    [Theory, OnBothEngines]
    public async Task The_keepers_pages_are_for_keepers(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var admin = await site.SignUpAsync(Roles.Admin);
        using var moderator = await site.SignUpAsync(Roles.Moderator);
        using var person = await site.SignUpAsync();
        using var visitor = site.NewClient();

        foreach (var path in new[] { "/moderation", "/moderation/people", "/moderation/audit" })
        {
            Assert.Equal(302, (await Open(visitor, path)).Status);
            Assert.Equal(403, (await Open(person.Client, path)).Status);
            Assert.Equal(path == "/moderation/people" ? 403 : 200, (await Open(moderator.Client, path)).Status);
            Assert.Equal(200, (await Open(admin.Client, path)).Status);
        }

        Assert.Contains("href=\"/moderation\"", (await Open(moderator.Client, "/")).Text);
        Assert.DoesNotContain("href=\"/moderation\"", (await Open(person.Client, "/")).Text);
        var judged = $"/moderation/people/{person.Id}";
        Assert.Equal(403, (await Post(site, moderator.Client, judged, ("act", "ban"), ("reason", "Spam"))).Status);
        Assert.Equal(303, (await Post(site, admin.Client, judged, ("act", "ban"), ("reason", "Spam"))).Status);
        Assert.Contains("Lift ban", (await Open(admin.Client, $"/moderation/people?q={person.Username}")).Text);
        Assert.Equal(303, (await Post(site, admin.Client, judged, ("act", "lift"), ("reason", "Sorry"))).Status);
        Assert.Equal(303, (await Post(site, admin.Client, judged, ("act", "moderator"), ("reason", "Helps"))).Status);
        Assert.Equal(422, (await Post(site, admin.Client, judged, ("act", "crown"), ("reason", "x"))).Status);
        Assert.Contains("user → moderator: Helps", (await Open(admin.Client, "/moderation/audit")).Text);
    }

    private static Task<Answer> Open(Client client, string path) => client.GetAsync(path, ("Accept", "text/html"));

    private static async Task<Answer> Post(TestSite site, Client client, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await client.SendAsync(HttpMethod.Post, path, form, ("Origin", site.Address.GetLeftPart(UriPartial.Authority)), ("Accept", "text/html"));
    }
}
