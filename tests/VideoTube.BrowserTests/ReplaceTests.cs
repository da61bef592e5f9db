using Microsoft.Playwright;
using VideoTube.BrowserTests.Browsing;
using VideoTube.Tests.Testing;

namespace VideoTube.BrowserTests;

/// <summary>Another file for a video, and a part of it, on the video's page.</summary>
public sealed class ReplaceTests(Chromium chromium, StockedSite stocked)
{
    private const string Media = "document.querySelector('[slot=media]')";

    [Theory]
    [InlineData("desk-light")]
    [InlineData("phone-dark")]
    public async Task A_new_file_is_sent_in_pieces_followed_and_then_plays_in_place(string look)
    {
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        using var client = await StockedSite.SignInAsync(stock.Site, member);
        var id = await StockedSite.UploadAsync(client, await Clips.H264(6), "To be better", "");
        await StockedSite.UntilReadyAsync(client, id);
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address, Look.Of(look));
        var page = visit.Page;
        await visit.SignInAsync(member);
        await page.GotoAsync($"/studio/videos/{id}");
        await visit.UntilAsync($"Math.round({Media}?.duration) === 6");
        var sent = new List<string>();
        page.Request += (_, request) => sent.Add($"{request.Method} {new Uri(request.Url).AbsolutePath}");

        await page.GetByLabel("New file", new() { Exact = true }).SetInputFilesAsync(await Clips.Avi(20));
        await page.GetByRole(AriaRole.Button, new() { Name = "Replace the file" }).ClickAsync();
        await page.Locator("#status").GetByText("Preparing the new file").WaitForAsync();
        await page.GetByText("Until it is ready, the video plays as it is.").ScrollIntoViewIfNeededAsync();
        await visit.PictureAsync($"replace-preparing-{look}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Replace the file" }).WaitForAsync(new() { Timeout = 120_000 });

        await visit.UntilAsync($"Math.round({Media}?.duration) === 20");
        Assert.Contains("POST /api/v1/uploads", sent);
        Assert.DoesNotContain($"POST /studio/videos/{id}/file", sent);
        Assert.StartsWith("0:20", await page.GetByLabel("To", new() { Exact = true }).InputValueAsync());
        Assert.Equal(20, Math.Round((double)(await client.GetAsync($"videos/{id}")).Data["duration"]!));
        Assert.Equal("0", await visit.AskAsync<string>("`${Object.keys(localStorage).filter(key => key.startsWith('tus::')).length}`"));
    }

    [Fact]
    public async Task What_is_no_video_is_said_where_it_was_chosen()
    {
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        using var client = await StockedSite.SignInAsync(stock.Site, member);
        var id = await StockedSite.UploadAsync(client, await Clips.Silent(), "Stays", "");
        await StockedSite.UntilReadyAsync(client, id);
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        visit.ExpectsRefusals = true;
        var page = visit.Page;
        await visit.SignInAsync(member);
        await page.GotoAsync($"/studio/videos/{id}");

        await page.GetByLabel("New file", new() { Exact = true }).SetInputFilesAsync(new FilePayload { Name = "notes.mp4", MimeType = "video/mp4", Buffer = "Nothing to see here."u8.ToArray() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Replace the file" }).ClickAsync();

        await page.Locator("#file").GetByRole(AriaRole.Alert).GetByText("not a video").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Replace the file" }).WaitForAsync();
        await visit.PictureAsync("replace-refused");
    }

    [Theory]
    [InlineData("desk-dark", true)]
    [InlineData("phone-light", false)]
    public async Task A_part_is_chosen_with_the_player_cancelled_chosen_again_and_takes_the_place(string look, bool scripts)
    {
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        using var client = await StockedSite.SignInAsync(stock.Site, member);
        // One key frame at its beginning: every cut has to be encoded.
        var id = await StockedSite.UploadAsync(client, await Clips.Make("one-key.mp4",
            $"{Clips.Picture(24, "640x360")} -c:v libx264 -preset veryfast -pix_fmt yuv420p -g 10000 -b:v 300k -movflags +faststart"), "Too long", "");
        await StockedSite.UntilReadyAsync(client, id);
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address, Look.Of(look), scripts);
        var page = visit.Page;
        await visit.SignInAsync(member);
        await page.GotoAsync($"/studio/videos/{id}");
        await ChooseAsync(visit, scripts);
        await visit.PictureAsync($"trim-chosen-{look}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Trim" }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel it" }).ClickAsync();
        await page.GetByText("The video stays as it is.").WaitForAsync();
        Assert.Null((await client.GetAsync($"videos/{id}")).Data["replacement"]);
        await ChooseAsync(visit, scripts);
        await page.GetByRole(AriaRole.Button, new() { Name = "Trim" }).ClickAsync();
        await page.Locator("#status").GetByText("Trimming").First.WaitForAsync();
        await visit.PictureAsync($"trimming-{look}");
        while ((await client.GetAsync($"videos/{id}")).Data["replacement"] is not null)
            await Task.Delay(300, TestContext.Current.CancellationToken);

        Assert.Equal(15, Math.Round((double)(await client.GetAsync($"videos/{id}")).Data["duration"]!));
        if (scripts)
            await visit.UntilAsync($"Math.round({Media}?.duration) === 15");
        else
            await page.ReloadAsync();
        await page.GetByText("The video ends at 0:15").WaitForAsync();
    }

    [Fact]
    public async Task A_file_on_its_way_in_another_window_is_followed_in_the_studio_and_becomes_a_video_there()
    {
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        await using var sender = await Visit.BeginAsync(chromium, stock.Site.Address);
        sender.ExpectsRefusals = true; // of what it had loaded to watch on the way, when that is the video's own by then
        await sender.SignInAsync(member);
        await sender.Page.GotoAsync("/upload");
        await UploadTests.SlowDownAsync(sender.Page, bytesASecond: new FileInfo(RealClips.Bunny).Length / 15);
        await sender.Page.Locator(".drop input[type=file]").SetInputFilesAsync(RealClips.Bunny);
        await sender.UntilAsync("Number(document.querySelector('.sending .meter').getAttribute('aria-valuenow')) >= 5");
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        var page = visit.Page;
        await visit.SignInAsync(member);

        await page.GotoAsync("/studio");
        var row = page.Locator(".studio-row");
        await row.GetByText("big_buck_bunny_480p").WaitForAsync();
        var first = await visit.AskAsync<int>("Number(document.querySelector('.studio-row .meter').getAttribute('aria-valuenow'))");
        await visit.UntilAsync($"Number(document.querySelector('.studio-row .meter').getAttribute('aria-valuenow')) > {first}");
        await visit.PictureAsync("studio-sending");
        await UploadTests.SlowDownAsync(sender.Page, bytesASecond: -1);
        await row.GetByRole(AriaRole.Link, new() { Name = "big_buck_bunny_480p" }).WaitForAsync(new() { Timeout = 60_000 });

        Assert.Equal(1, await row.CountAsync());
        await sender.UntilAsync("document.querySelector('.preparing b').textContent === 'Ready'", seconds: 120);
        await row.Locator(".meter").WaitForAsync(new() { State = WaitForSelectorState.Detached, Timeout = 60_000 });
        await sender.Page.Locator(".upload-card").GetByRole(AriaRole.Link, new() { Name = "Edit more" }).ClickAsync();
        await sender.Page.WaitForURLAsync("**/studio/videos/*");
    }

    private static async Task ChooseAsync(Visit visit, bool scripts)
    {
        var page = visit.Page;
        if (scripts)
        {
            await visit.UntilAsync($"{Media}?.readyState >= 1");
            await visit.AskAsync<bool>($"{Media}.currentTime = 5, true");
            await visit.UntilAsync($"!{Media}.seeking && {Media}.currentTime === 5");
            await page.GetByRole(AriaRole.Button, new() { Name = "Start where the player is" }).ClickAsync();
            Assert.Equal("0:05", await page.GetByLabel("From", new() { Exact = true }).InputValueAsync());
        }
        else
        {
            Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "where the player is" }).CountAsync());
            await page.GetByLabel("From", new() { Exact = true }).FillAsync("0:05");
        }

        await page.GetByLabel("To", new() { Exact = true }).FillAsync("0:20");
    }
}
