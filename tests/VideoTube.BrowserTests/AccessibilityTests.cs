using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using VideoTube.BrowserTests.Browsing;

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

    private static IEnumerable<(string Name, string Path)> Pages(Stock stock) =>
    [
        ("home", "/"), ("search", "/search?q=rabbit"), ("search-nothing", "/search?q=zzzz"), ("search-empty", "/search"), ("login", "/login"),
        ("register", "/register"), ("watch", $"/watch/{stock.Bunny}"), ("channel", $"/@{stock.Owner.Username}"), ("missing", "/there-is-nothing"),
        ("api", "/api"), ("api-open", "/api#videos_add"),
    ];

    private static IEnumerable<(string Name, string Path)> OwnPages(Stock stock) =>
    [
        ("own-home", "/"), ("own-watch", $"/watch/{stock.Bunny}"), ("own-channel", $"/@{stock.Owner.Username}"), ("upload", "/upload"),
    ];

    private static async Task JudgeAsync(Visit visit, string look, string name, string path)
    {
        await visit.Page.GotoAsync(path);
        if (path.StartsWith("/watch", StringComparison.Ordinal))
            await visit.UntilAsync("document.querySelector('[slot=media]')?.readyState >= 1");
        await visit.PictureAsync($"{name}-{look}");
        var found = await visit.Page.RunAxe();
        Assert.True(found.Violations.Length == 0, $"{name}, {look}: {string.Join(Environment.NewLine, found.Violations.Select(Words))}");
        Assert.True(await visit.AskAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, $"{name}, {look}: scrolls sideways");
    }

    private static string Words(AxeResultItem fault) =>
        $"{fault.Id}: {fault.Help} ({string.Join("; ", fault.Nodes.Take(3).Select(node => node.Html))})";
}
