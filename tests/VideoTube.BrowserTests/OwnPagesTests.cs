using Microsoft.Playwright;
using VideoTube.BrowserTests.Browsing;

namespace VideoTube.BrowserTests;

/// <summary>What belongs to whoever is signed in, reached from the menu on every screen.</summary>
public sealed class OwnPagesTests(Chromium chromium, StockedSite stocked)
{
    [Theory]
    [InlineData("desk-light")]
    [InlineData("phone-dark")]
    public async Task Somebody_opens_their_settings_from_the_menu_and_saves_another_name(string look)
    {
        var stock = await stocked.GetAsync();
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address, Look.Of(look));
        var page = visit.Page;
        await visit.SignInAsync(await StockedSite.JoinAsync(stock.Site));

        await page.Locator(".menu > summary").ClickAsync();
        await visit.PictureAsync($"menu-{look}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Settings" }).ClickAsync();
        await page.GetByLabel("Your name").FillAsync("Ada of Donaudampfschifffahrtsgesellschaft");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Saved.").WaitForAsync();

        Assert.Equal("Ada of Donaudampfschifffahrtsgesellschaft", await page.GetByLabel("Your name").InputValueAsync());
        await page.Locator(".menu > summary").ClickAsync();
        Assert.Contains("Donaudampfschifffahrtsgesellschaft", await page.Locator(".menu-list").InnerTextAsync());
        await visit.PictureAsync($"menu-long-{look}");
    }

    [Fact]
    public async Task The_bell_counts_what_is_new_until_it_was_seen()
    {
        var stock = await stocked.GetAsync();
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        var page = visit.Page;
        var member = await StockedSite.JoinAsync(stock.Site);
        using var owner = await StockedSite.SignInAsync(stock.Site, stock.Owner);
        await visit.SignInAsync(member);
        Assert.Equal(0, await page.Locator(".bell .badge").CountAsync());

        var channel = (string)(await owner.GetAsync($"users/c/{member.Username}")).Data["_id"]!;
        Assert.Equal(200, (await owner.PostAsync($"subscriptions/c/{channel}")).Status);
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Notifications, 1 new" }).ClickAsync();
        await page.GetByText("Ada Martin subscribed to your channel").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark all as seen" }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Notifications", Exact = true }).WaitForAsync();
    }
}
