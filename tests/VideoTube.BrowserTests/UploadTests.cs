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

    [Fact]
    public async Task A_card_removed_while_its_file_is_checked_leaves_no_draft_behind()
    {
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        var page = visit.Page;
        await visit.SignInAsync(member);
        await page.AddInitScriptAsync(AnswersOf("new Promise(come => window.letCome = come).then(() => heard.call(this, event))"));
        await page.GotoAsync("/upload");
        await page.Locator(".drop input[type=file]").SetInputFilesAsync(RealClips.Bunny);
        await visit.UntilAsync("window.letCome");
        Assert.Equal(1, await CountAsync(visit));

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await page.GetByText("Removing", new() { Exact = true }).WaitForAsync();
        await visit.PictureAsync("upload-removing");
        await page.EvaluateAsync("() => window.letCome()");

        await page.Locator(".upload-card").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Equal(0, await CountAsync(visit));
    }

    [Fact]
    public async Task A_retry_after_a_lost_answer_takes_the_video_that_is_there()
    {
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        visit.ExpectsRefusals = true; // of a question about progress that is under way while the video is deleted
        var page = visit.Page;
        await visit.SignInAsync(member);
        await page.AddInitScriptAsync(AnswersOf("this.onerror(event)"));
        await page.GotoAsync("/upload");
        await page.Locator(".drop input[type=file]").SetInputFilesAsync(RealClips.Bunny);

        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await page.GetByText("Sent", new() { Exact = true }).WaitForAsync();

        Assert.Equal(1, await CountAsync(visit));
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.Locator(".upload-card").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    /// <summary>The site answers in truth; what the page hears of it is up to the test.</summary>
    private static string AnswersOf(string hearing) => $$"""
        const send = XMLHttpRequest.prototype.send;
        XMLHttpRequest.prototype.send = function (body) {
          const heard = this.onload;
          this.onload = event => { {{hearing}} };
          send.call(this, body);
        };
        """;

    private static Task<int> CountAsync(Visit visit) => visit.AskAsync<int>("""
        fetch('/api/v1/users/current-user').then(me => me.json())
          .then(me => fetch(`/api/v1/videos?userId=${me.data._id}`)).then(list => list.json()).then(list => list.data.docs.length)
        """);
}
