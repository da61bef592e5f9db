using Microsoft.Playwright;
using VideoTube.BrowserTests.Browsing;

namespace VideoTube.BrowserTests;

public sealed class FrameTests(Chromium chromium, StockedSite stocked)
{
    [Theory]
    [InlineData("desk-light")]
    [InlineData("phone-light")]
    [InlineData("narrow-light")]
    public async Task Light_and_dark_can_be_switched_on_every_screen(string look)
    {
        var stock = await stocked.GetAsync();
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address, Look.Of(look));
        await visit.Page.GotoAsync("/");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        Assert.Equal("dark", await visit.AskAsync<string>("document.documentElement.dataset.theme"));
        await visit.Page.ReloadAsync();

        Assert.Equal("dark", await visit.AskAsync<string>("getComputedStyle(document.documentElement).colorScheme"));
    }

    [Fact]
    public async Task The_side_rail_folds_by_keyboard_and_stays_folded_on_the_next_page()
    {
        var stock = await stocked.GetAsync();
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        var page = visit.Page;
        await page.GotoAsync("/");
        var button = page.Locator(".rail-switch");
        Assert.Equal((208, "true"), (await WidthAsync(visit), await button.GetAttributeAsync("aria-expanded")));

        await button.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal((72, "false"), (await WidthAsync(visit), await button.GetAttributeAsync("aria-expanded")));
        await visit.PictureAsync("rail-narrow");

        await page.GotoAsync("/search");
        Assert.Equal((72, "false"), (await WidthAsync(visit), await button.GetAttributeAsync("aria-expanded")));
        await page.Keyboard.PressAsync("Tab");
        await button.PressAsync("Space");
        Assert.Equal(208, await WidthAsync(visit));
    }

    private static Task<int> WidthAsync(Visit visit) => visit.AskAsync<int>("Math.round(document.querySelector('.rail').getBoundingClientRect().width)");
}
