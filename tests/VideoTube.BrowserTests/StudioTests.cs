using Microsoft.Playwright;
using VideoTube.BrowserTests.Browsing;
using VideoTube.Data;
using VideoTube.Tests.Testing;

namespace VideoTube.BrowserTests;

/// <summary>The page about one's channel.</summary>
public sealed class StudioTests(Chromium chromium, StockedSite stocked)
{
    [Theory]
    [InlineData("desk-light")]
    [InlineData("desk-dark")]
    [InlineData("phone-light")]
    [InlineData("phone-dark")]
    public async Task Numbers_are_drawn_told_of_each_day_and_exchanged_in_place(string look)
    {
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        await GainAsync(stock.Site, member);
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address, Look.Of(look));
        var page = visit.Page;
        await visit.SignInAsync(member);
        await page.Locator(".menu > summary").ClickAsync();
        await page.Locator(".menu-list").GetByRole(AriaRole.Link, new() { Name = "Studio" }).ClickAsync();
        await page.WaitForURLAsync("/studio");

        var day = page.Locator(".day").Nth(14);
        await day.Locator(".reach").HoverAsync();
        await visit.UntilAsync("getComputedStyle(document.querySelectorAll('.day .told')[14]).opacity === '1'");
        Assert.Matches(@"\d+ \w+: \d+ views", await day.Locator(".tip text").First.TextContentAsync());
        await visit.PictureAsync($"studio-chart-{look}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Watch time" }).ClickAsync();
        await page.GetByRole(AriaRole.Img, new() { Name = "Watch time by day" }).WaitForAsync();
        await page.GetByText("As a table").ClickAsync();
        Assert.Equal(28, await page.GetByRole(AriaRole.Table).Locator("tbody tr").CountAsync());
        await visit.PictureAsync($"studio-table-{look}");
        Assert.True(await visit.AskAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
    }

    [Fact]
    public async Task A_video_that_is_prepared_is_followed_until_it_is_ready_and_one_that_failed_says_why()
    {
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        using var client = await StockedSite.SignInAsync(stock.Site, member);
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        var page = visit.Page;
        await visit.SignInAsync(member);
        var failed = await StockedSite.UploadAsync(client, await Clips.Silent(), "Did not work", "");
        await StockedSite.UntilReadyAsync(client, failed);
        await stock.Site.Get<Database>().ExecuteAsync(
            "UPDATE videos SET status = 'failed', failure = 'The file ends in the middle of a picture.' WHERE id = @failed", new { failed }, CancellationToken.None);
        var id = await StockedSite.UploadAsync(client, await Clips.Avi(30), "From an old camera", "");

        await page.GotoAsync("/studio");
        var row = page.Locator($"#video-{id}");
        await row.Locator(".meter").WaitForAsync();
        await visit.UntilAsync($"document.querySelector('#video-{id} .progress b')?.textContent.startsWith('Preparing')");
        await visit.PictureAsync("studio-preparing");
        await row.Locator(".meter").WaitForAsync(new() { State = WaitForSelectorState.Detached, Timeout = 120_000 });

        await row.Locator(".poster img").WaitForAsync();
        await page.Locator(".own-videos").ScrollIntoViewIfNeededAsync();
        await visit.PictureAsync("studio-rows-desk");
        await page.SetViewportSizeAsync(390, 844);
        await page.Locator(".studio-row").Last.ScrollIntoViewIfNeededAsync();
        await visit.PictureAsync("studio-rows-phone");
        await page.SetViewportSizeAsync(1440, 900);
        Assert.Contains("The file ends in the middle of a picture.", await page.Locator($"#video-{failed}").InnerTextAsync());
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Find among your videos" }).FillAsync("camera");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await page.WaitForURLAsync("**/studio?query=camera");
        Assert.Equal(1, await page.Locator(".studio-row").CountAsync());

        await page.GotoAsync($"/studio/videos/{failed}");
        await visit.PictureAsync("edit-failed");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again", Exact = true }).First.ClickAsync();
        await page.GetByText("It is being prepared once more.").WaitForAsync();
        await visit.UntilAsync("document.querySelector('#status .meter') === null && document.querySelector('#status .chip') !== null", seconds: 120);
        await visit.PictureAsync("edit-tried-again");
    }

    /// <summary>Eight weeks that look like a channel's.</summary>
    private static async Task GainAsync(TestSite site, Member member)
    {
        var today = site.Get<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds() / 86_400_000;
        using var client = await StockedSite.SignInAsync(site, member);
        var channel = (string)(await client.GetAsync("users/current-user")).Data["_id"]!;
        for (var ago = 0; ago < 56; ago++)
        {
            var views = 40 + (55 - ago) * 3 + (ago * 37 % 23) * (ago % 7 < 2 ? 6 : 2);
            await site.Get<Database>().ExecuteAsync(
                "INSERT INTO channel_days (channel_id, day, views, watched, subscribers) VALUES (@channel, @day, @views, @watched, @subscribers)",
                new { channel, day = today - ago, views, watched = views * 97.5, subscribers = ago % 5 }, CancellationToken.None);
        }
    }
}
