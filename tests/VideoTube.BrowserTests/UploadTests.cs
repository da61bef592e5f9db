using Microsoft.Playwright;
using VideoTube.BrowserTests.Browsing;

namespace VideoTube.BrowserTests;

public sealed class UploadTests(Chromium chromium, StockedSite stocked)
{
    [Fact]
    public async Task A_file_is_sent_described_published_and_watched_and_can_be_deleted()
    {
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        var page = visit.Page;
        await visit.SignInAsync(member);
        await page.GotoAsync("/upload");

        await page.Locator(".drop input[type=file]").SetInputFilesAsync(RealClips.Bunny);
        var card = page.Locator(".upload-card");
        await card.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        Assert.Equal("big_buck_bunny_480p", await card.GetByLabel("Title").InputValueAsync());
        await card.GetByLabel("Title").FillAsync("A rabbit, sent through the page");
        await card.Locator(".chip.lit").First.WaitForAsync(new() { Timeout = 60_000 });
        await visit.PictureAsync("upload-preparing");
        await visit.UntilAsync("document.querySelector('.preparing b').textContent === 'Ready'", seconds: 120);
        await card.Locator(".poster img").WaitForAsync();
        await visit.UntilAsync("document.querySelector('.saved').textContent !== ''");
        await visit.PictureAsync("upload-ready");

        await card.GetByRole(AriaRole.Link, new() { Name = "Open" }).ClickAsync();
        await page.WaitForURLAsync("**/watch/*");
        Assert.Equal("A rabbit, sent through the page", await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Unpublish" }).WaitForAsync();
        await visit.UntilAsync("document.querySelector('[slot=media]')?.currentTime > 1");

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.WaitForURLAsync($"**/@{member.Username}");
        Assert.Contains("Your channel is waiting", await page.Locator("main").InnerTextAsync());
    }

    [Fact]
    public async Task What_is_no_video_is_refused_in_words_on_its_card()
    {
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        visit.ExpectsRefusals = true;
        var page = visit.Page;
        await visit.SignInAsync(member);
        await page.GotoAsync("/upload");

        await page.Locator(".drop input[type=file]").SetInputFilesAsync(
            new FilePayload { Name = "notes.mp4", MimeType = "video/mp4", Buffer = "Nothing to see here."u8.ToArray() });
        await page.Locator(".upload-fault:not([hidden])").WaitForAsync();

        Assert.NotEqual("", (await page.Locator(".upload-fault").InnerTextAsync()).Trim());
        await visit.PictureAsync("upload-refused");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        Assert.Equal(0, await page.Locator(".upload-card").CountAsync());
    }
}
