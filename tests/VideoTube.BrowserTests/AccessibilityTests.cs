using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using VideoTube.BrowserTests.Browsing;
using VideoTube.Tests.Testing;

namespace VideoTube.BrowserTests;

public sealed class AccessibilityTests(Chromium chromium, StockedSite stocked)
{
    [Theory]
    [MemberData(nameof(Look.Names), MemberType = typeof(Look))]
    public async Task No_page_has_a_fault_that_axe_finds_or_is_wider_than_its_window(string look)
    {
        var stock = await stocked.GetAsync();
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address, Look.Of(look));
        visit.ExpectsRefusals = true;
        foreach (var (name, path) in Pages(stock))
            await JudgeAsync(visit, look, name, path);
        await visit.SignInAsync(stock.Owner);
        foreach (var (name, path) in OwnPages(stock))
            await JudgeAsync(visit, look, name, path);
    }

    [Fact]
    public async Task Nor_has_the_way_to_a_new_password_on_a_site_that_sends_mail()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new()
        {
            ["SMTP_URL"] = "smtp://127.0.0.1:9", ["MAIL_FROM"] = "Videos <videos@example.org>", ["SITE_URL"] = "https://videos.example.org",
        });
        foreach (var look in new[] { Look.Desk, Look.Of("phone-dark") })
        {
            await using var visit = await Visit.BeginAsync(chromium, site.Address, look);
            foreach (var (name, path) in new[] { ("login-reset", "/login?reset=1"), ("forgot", "/forgot-password"), ("forgot-sent", "/forgot-password?sent=1") })
                await JudgeAsync(visit, look.Name, name, path);
        }
    }

    private static IEnumerable<(string Name, string Path)> Pages(Stock stock) =>
    [
        ("home", "/"), ("search", "/search?q=rabbit"), ("search-nothing", "/search?q=zzzz"), ("search-empty", "/search"), ("login", "/login"),
        ("register", "/register"), ("watch", $"/watch/{stock.Bunny}"), ("channel", $"/@{stock.Owner.Username}"), ("missing", "/there-is-nothing"),
        ("api", "/api"), ("api-open", "/api#videos_add"), ("locked", $"/watch/{stock.Members}"), ("embed", $"/embed/{stock.Bunny}"),
        ("reset", "/reset-password?token=none"),
    ];

    private static IEnumerable<(string Name, string Path)> OwnPages(Stock stock) =>
    [
        ("own-home", "/"), ("own-watch", $"/watch/{stock.Bunny}"), ("own-channel", $"/@{stock.Owner.Username}"), ("upload", "/upload"),
        ("report", $"/report/video/{stock.Bunny}"), ("moderation", "/moderation"), ("moderation-people", "/moderation/people"), ("moderation-audit", "/moderation/audit"),
        ("settings", "/settings?saved=account"), ("history", "/history"), ("liked", "/liked"), ("subscriptions", "/subscriptions"),
        ("notifications", "/notifications"), ("studio", "/studio"), ("studio-search", "/studio?query=zzzz"), ("studio-time", "/studio?show=time"),
        ("edit", $"/studio/videos/{stock.Bunny}"), ("edit-saved", $"/studio/videos/{stock.Bunny}?saved=details"),
    ];

    private static async Task JudgeAsync(Visit visit, string look, string name, string path)
    {
        await visit.Page.GotoAsync(path);
        if (path.StartsWith("/watch", StringComparison.Ordinal) && name != "locked")
            await visit.UntilAsync("document.querySelector('[slot=media]')?.readyState >= 1");
        await visit.PictureAsync($"{name}-{look}");
        Assert.True(await visit.AskAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, $"{name}, {look}: scrolls sideways");
        if (look == "narrow-light")
            return; // what a phone shows, a little narrower: axe has judged it
        var found = await visit.Page.RunAxe();
        Assert.True(found.Violations.Length == 0, $"{name}, {look}: {string.Join(Environment.NewLine, found.Violations.Select(Words))}");
    }

    private static string Words(AxeResultItem fault) =>
        $"{fault.Id}: {fault.Help} ({string.Join("; ", fault.Nodes.Take(3).Select(node => node.Html))})";
}
