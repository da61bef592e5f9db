using Microsoft.Playwright;
using VideoTube.BrowserTests.Browsing;
using VideoTube.Tests.Testing;

namespace VideoTube.BrowserTests;

public sealed class UploadTests(Chromium chromium, StockedSite stocked)
{
    [Fact]
    public async Task A_file_is_sent_described_published_and_watched_and_can_be_deleted()
    {
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        visit.ExpectsRefusals = true; // of a preview that could not keep up with the last bytes
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
        await page.Locator(".upload-card").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    [Fact]
    public async Task A_card_removed_while_its_file_is_checked_leaves_no_draft_behind()
    {
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        var page = visit.Page;
        await visit.SignInAsync(member);
        await page.AddInitScriptAsync(AnswersOf("window.isMade = true"));
        await page.GotoAsync("/upload");
        await page.Locator(".drop input[type=file]").SetInputFilesAsync(await Clips.H264());
        await visit.UntilAsync("window.isMade");
        Assert.Equal(1, await CountAsync(visit));

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();

        await page.Locator(".upload-card").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Equal(0, await CountAsync(visit));
        Assert.Equal("0", await visit.AskAsync<string>("`${Object.keys(localStorage).filter(key => key.startsWith('tus::')).length}`"));
    }

    [Fact]
    public async Task An_answer_that_got_lost_is_asked_for_again_by_itself()
    {
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        visit.ExpectsRefusals = true; // of a question about progress that is under way while the video is deleted
        var page = visit.Page;
        await visit.SignInAsync(member);
        await page.AddInitScriptAsync(AnswersOf("this.onerror(event)"));
        await page.GotoAsync("/upload");
        await page.Locator(".drop input[type=file]").SetInputFilesAsync(await Clips.H264());

        await page.GetByText("Sent", new() { Exact = true }).WaitForAsync();

        Assert.Equal(1, await CountAsync(visit));
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.Locator(".upload-card").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    [Fact]
    public async Task A_paused_file_goes_on_and_after_a_reload_too_from_the_byte_where_it_was()
    {
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        visit.ExpectsRefusals = true; // of a preview that could not keep up with the last bytes
        var page = visit.Page;
        await visit.SignInAsync(member);
        await page.GotoAsync("/upload");
        await SlowDownAsync(page, bytesASecond: new FileInfo(RealClips.Bunny).Length / 20);
        await page.Locator(".drop input[type=file]").SetInputFilesAsync(RealClips.Bunny);
        var card = page.Locator(".upload-card");
        await visit.UntilAsync("Number(document.querySelector('.sending .meter').getAttribute('aria-valuenow')) >= 10");
        await visit.PictureAsync("upload-sending");

        await card.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await card.GetByText("Paused", new() { Exact = true }).WaitForAsync();
        await visit.PictureAsync("upload-paused");
        await card.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await visit.UntilAsync("Number(document.querySelector('.sending .meter').getAttribute('aria-valuenow')) >= 20");
        await card.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await card.GetByText("Paused", new() { Exact = true }).WaitForAsync();

        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync(); // leaving while something is unsent
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Not finished" }).GetByText(Path.GetFileName(RealClips.Bunny)).WaitForAsync();
        await visit.PictureAsync("upload-interrupted");
        await SlowDownAsync(page, bytesASecond: -1);
        var offsets = new List<long>();
        page.Request += (_, request) =>
        {
            if (request.Method == "PATCH" && request.Headers.TryGetValue("upload-offset", out var offset))
                offsets.Add(long.Parse(offset));
        };
        await page.Locator(".drop input[type=file]").SetInputFilesAsync(RealClips.Bunny);
        await page.GetByText("Sent", new() { Exact = true }).WaitForAsync();

        Assert.InRange(Assert.Single(offsets), new FileInfo(RealClips.Bunny).Length / 20, long.MaxValue);
        Assert.Equal(0, await page.Locator(".interrupted li").CountAsync());
        Assert.Equal(1, await CountAsync(visit));
    }

    [Fact]
    public async Task An_interrupted_file_can_be_given_up()
    {
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        var page = visit.Page;
        await visit.SignInAsync(member);
        await page.GotoAsync("/upload");
        await SlowDownAsync(page, bytesASecond: new FileInfo(RealClips.Bunny).Length / 60);
        await page.Locator(".drop input[type=file]").SetInputFilesAsync(RealClips.Bunny);
        await visit.UntilAsync("Object.keys(localStorage).some(key => key.startsWith('tus::'))");
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.ReloadAsync();
        await SlowDownAsync(page, bytesASecond: -1);

        await page.Locator(".interrupted").GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();

        await page.Locator(".interrupted").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        Assert.Equal("0", await visit.AskAsync<string>("`${Object.keys(localStorage).filter(key => key.startsWith('tus::')).length}`"));
    }

    internal static async Task SlowDownAsync(IPage page, long bytesASecond)
    {
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("Network.enable");
        await devtools.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>
        {
            ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = bytesASecond,
        });
    }

    /// <summary>The site answers the first PATCH in truth; what the page hears of it is up to the test.</summary>
    private static string AnswersOf(string hearing) => $$"""
        const { open, send } = XMLHttpRequest.prototype;
        XMLHttpRequest.prototype.open = function (method, ...rest) {
          this.isFirst = method === 'PATCH' && !window.wasPatched;
          window.wasPatched ||= this.isFirst;
          open.call(this, method, ...rest);
        };
        XMLHttpRequest.prototype.send = function (body) {
          if (this.isFirst) this.onload = event => { {{hearing}} };
          send.call(this, body);
        };
        """;

    private static Task<int> CountAsync(Visit visit) => visit.AskAsync<int>("""
        fetch('/api/v1/users/current-user').then(me => me.json())
          .then(me => fetch(`/api/v1/videos?userId=${me.data._id}`)).then(list => list.json()).then(list => list.data.docs.length)
        """);
}
