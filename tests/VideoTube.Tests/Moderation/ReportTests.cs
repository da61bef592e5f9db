using VideoTube.Accounts;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Moderation;

public sealed class ReportTests
{
    private const string Nothing = "000000000000000000000000";

    [Theory, OnBothEngines]
    public async Task A_report_reaches_the_keepers_with_what_it_is_about(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var moderator = await site.SignUpAsync(Roles.Moderator);
        using var owner = await site.SignUpAsync();
        using var one = await site.SignUpAsync();
        using var two = await site.SignUpAsync();
        var video = await site.AddAsync(owner, new Listed("Reported"));

        var made = await one.Client.PostAsync("reports", new { kind = "video", id = video.ToString(), reason = "copyright", details = "  Mine  " });
        Assert.Equal((201, "open", "Mine"), (made.Status, (string?)made.Data["state"], (string?)made.Data["details"]));
        var again = await one.Client.PostAsync("reports", new { kind = "video", id = video.ToString(), reason = "spam" });
        Assert.Equal((409, "report.open"), (again.Status, again.Code));
        Assert.Equal(201, (await two.Client.PostAsync("reports", new { kind = "video", id = video.ToString(), reason = "spam" })).Status);

        var list = await moderator.Client.GetAsync("moderation/reports?limit=100");
        var mine = list.Data["docs"]!.AsArray().Single(report => (string)report!["_id"]! == (string)made.Data["_id"]!)!;
        Assert.Equal(("Reported", 2L, owner.Username, one.Username, "copyright"), (
            (string?)mine["subject"]!["title"], (long)mine["subject"]!["openReports"]!, (string?)mine["subject"]!["owner"]!["username"],
            (string?)mine["reporter"]!["username"], (string?)mine["reason"]));
        var newest = await moderator.Client.GetAsync("moderation/reports?limit=1");
        var next = await moderator.Client.GetAsync($"moderation/reports?limit=1&cursor={(string)newest.Data["nextCursor"]!}");
        Assert.NotEqual((string)newest.Data["docs"]![0]!["_id"]!, (string)next.Data["docs"]![0]!["_id"]!);
    }

    [Theory, OnBothEngines]
    public async Task An_answered_report_is_closed_and_may_be_made_anew(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var moderator = await site.SignUpAsync(Roles.Moderator);
        using var person = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var about = new { kind = "channel", id = other.Id.ToString(), reason = "abuse" };
        var path = $"moderation/reports/{(await person.Client.PostAsync("reports", about)).Data["_id"]}";
        var dismissed = new { state = "dismissed", resolution = "Nothing wrong" };

        Assert.Equal(401, (await visitor.PatchAsync(path, dismissed)).Status);
        Assert.Equal(403, (await person.Client.PatchAsync(path, dismissed)).Status);
        Assert.Equal(400, (await moderator.Client.PatchAsync(path, new { state = "dismissed" })).Status);
        Assert.Equal(422, (await moderator.Client.PatchAsync(path, new { state = "open", resolution = "x" })).Status);
        Assert.Equal(400, (await moderator.Client.PatchAsync("moderation/reports/nonsense", dismissed)).Status);
        Assert.Equal(404, (await moderator.Client.PatchAsync($"moderation/reports/{Nothing}", dismissed)).Status);

        var answer = await moderator.Client.PatchAsync(path, dismissed);
        Assert.Equal((200, "dismissed", "Nothing wrong"), (answer.Status, (string?)answer.Data["state"], (string?)answer.Data["resolution"]));
        Assert.Equal(409, (await moderator.Client.PatchAsync(path, dismissed)).Status);
        Assert.Equal(201, (await person.Client.PostAsync("reports", about)).Status);
        Assert.Contains((await moderator.Client.GetAsync("moderation/reports?state=dismissed&limit=100")).Data["docs"]!.AsArray(), report => path.EndsWith((string)report!["_id"]!, StringComparison.Ordinal));
    }

    [Theory, OnBothEngines]
    public async Task Taking_down_and_banning_uphold_the_open_reports(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var moderator = await site.SignUpAsync(Roles.Moderator);
        using var person = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        var post = await site.PostAsync(other);
        await person.Client.PostAsync("reports", new { kind = "post", id = post.ToString(), reason = "spam" });
        await person.Client.PostAsync("reports", new { kind = "channel", id = other.Id.ToString(), reason = "spam" });

        await moderator.Client.PutAsync($"moderation/takedowns/post/{post}", new { reason = "Spam" });
        await moderator.Client.PutAsync($"moderation/bans/{other.Id}", new { reason = "Spam" });

        Assert.Equal(2, await site.ReadAsync<long>("SELECT COUNT(*) FROM reports WHERE reporter_id = @Id AND state = 'upheld' AND resolution = 'Spam'", new { person.Id }));
    }

    [Theory, OnBothEngines]
    public async Task What_one_cannot_see_one_cannot_report(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var moderator = await site.SignUpAsync(Roles.Moderator);
        using var person = await site.SignUpAsync();
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var draft = await site.AddAsync(owner, new Listed("Draft") { Published = false });
        var comment = await site.CommentAsync(owner, draft);
        var hidden = await site.PostAsync(owner);
        await moderator.Client.PutAsync($"moderation/takedowns/post/{hidden}", new { reason = "Spam" });

        async Task<int> Report(string? kind, string? id, string? reason = "other") =>
            (await person.Client.PostAsync("reports", new { kind, id, reason })).Status;

        Assert.Equal(401, (await visitor.PostAsync("reports", new { kind = "video", id = $"{draft}", reason = "spam" })).Status);
        Assert.Equal(404, await Report("video", $"{draft}"));
        Assert.Equal(404, await Report("comment", $"{comment}"));
        Assert.Equal(404, await Report("post", $"{hidden}"));
        Assert.Equal(404, await Report("channel", Nothing));
        Assert.Equal(400, await Report("channel", "nonsense"));
        Assert.Equal(400, await Report(null, Nothing));
        Assert.Equal(422, await Report("playlist", Nothing));
        Assert.Equal(422, await Report("channel", $"{owner.Id}", "dislike"));
        Assert.Equal(201, await Report("channel", $"{owner.Id}"));
        Assert.Equal(401, (await visitor.GetAsync("moderation/reports")).Status);
        Assert.Equal(403, (await person.Client.GetAsync("moderation/reports")).Status);
        Assert.Equal(422, (await moderator.Client.GetAsync("moderation/reports?state=lost")).Status);
    }

    [Fact]
    public async Task Reporting_has_its_limit()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var person = await site.SignUpAsync();
        Answer last;
        var count = 0;
        do
            last = await person.Client.PostAsync("reports", new { kind = "video", id = Nothing, reason = "spam" });
        while (last.Status == 404 && ++count < 100);

        Assert.Equal((429, 30), (last.Status, count));
        Assert.NotNull(last.Header("Retry-After"));
    }
}
