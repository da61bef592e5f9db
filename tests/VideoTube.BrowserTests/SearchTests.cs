using Microsoft.Playwright;
using VideoTube.BrowserTests.Browsing;

namespace VideoTube.BrowserTests;

public sealed class SearchTests(Chromium chromium, StockedSite stocked)
{
    private const string Bunny = "Big Buck Bunny: a short film about patience";

    [Theory]
    [InlineData("desk-light")]
    [InlineData("phone-dark")]
    public async Task Suggestions_come_as_one_types_and_are_taken_by_keyboard_or_pointer(string look)
    {
        var stock = await stocked.GetAsync();
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address, Look.Of(look));
        var page = visit.Page;
        await page.GotoAsync("/");
        var field = page.GetByRole(AriaRole.Combobox, new() { Name = "Search videos" });
        var options = page.GetByRole(AriaRole.Option);

        await field.PressSequentiallyAsync("buc");
        await options.First.WaitForAsync();
        Assert.Equal([Bunny], await options.AllTextContentsAsync());
        Assert.Equal("true", await field.GetAttributeAsync("aria-expanded"));
        await visit.PictureAsync($"suggestions-{look}");

        await field.PressAsync("ArrowDown");
        Assert.Equal((Bunny, "suggestion-0"), (await field.InputValueAsync(), await field.GetAttributeAsync("aria-activedescendant")));
        await field.PressAsync("ArrowDown");
        Assert.Equal(("buc", null), (await field.InputValueAsync(), await field.GetAttributeAsync("aria-activedescendant")));
        await field.PressAsync("ArrowUp");
        await field.PressAsync("Escape");
        Assert.Equal(("buc", "false", 0), (await field.InputValueAsync(), await field.GetAttributeAsync("aria-expanded"), await options.CountAsync()));

        await field.PressAsync("ArrowDown");
        await options.First.WaitForAsync();
        await field.PressAsync("ArrowDown");
        await field.PressAsync("Enter");
        await page.WaitForURLAsync("**/search?q=Big+Buck*");
        Assert.Equal(1, await page.Locator(".card").CountAsync());

        await field.FillAsync("ada m");
        await page.GetByRole(AriaRole.Option, new() { Name = "Ada Martin" }).ClickAsync();
        await page.WaitForURLAsync("**/search?q=Ada+Martin");
    }

    [Theory]
    [InlineData("desk-light")]
    [InlineData("phone-dark")]
    public async Task A_mistyped_search_says_what_it_shows_instead(string look)
    {
        var stock = await stocked.GetAsync();
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address, Look.Of(look));

        await visit.Page.GotoAsync("/search?q=bukc+patiense");

        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Showing results for buck patience" }).WaitForAsync();
        Assert.Equal(1, await visit.Page.GetByText(Bunny).CountAsync());
        await visit.PictureAsync($"search-corrected-{look}");
    }
}
