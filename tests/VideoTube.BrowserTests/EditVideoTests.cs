using Microsoft.Playwright;
using VideoTube.BrowserTests.Browsing;
using VideoTube.Tests.Testing;

namespace VideoTube.BrowserTests;

/// <summary>The page about one of one's videos.</summary>
public sealed class EditVideoTests(Chromium chromium, StockedSite stocked)
{
    [Theory]
    [InlineData("desk-light", true)]
    [InlineData("phone-dark", true)]
    [InlineData("desk-dark", false)]
    [InlineData("phone-light", false)]
    public async Task Everything_about_a_video_is_changed_on_its_page_with_scripts_and_without(string look, bool scripts)
    {
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        using var client = await StockedSite.SignInAsync(stock.Site, member);
        var id = await StockedSite.UploadAsync(client, await Clips.H264(8), "As it was sent", "");
        await StockedSite.UntilReadyAsync(client, id);
        Assert.Equal(200, (await client.PatchAsync($"videos/{id}", new { isPublished = false })).Status);
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address, Look.Of(look), scripts);
        visit.ExpectsRefusals = true;
        var page = visit.Page;
        await visit.SignInAsync(member);
        await page.GotoAsync("/studio");
        await page.GetByRole(AriaRole.Link, new() { Name = "As it was sent" }).ClickAsync();
        await page.WaitForURLAsync($"**/studio/videos/{id}");

        await DescribeAsync(page);
        await ChooseThePictureAsync(visit);
        await AddChaptersAsync(page);
        await CaptionAsync(page);
        await visit.PictureAsync($"edit-done-{look}");
        await WholeAsync(visit, $"edit-whole-{look}");

        var video = (await client.GetAsync($"videos/{id}")).Data;
        Assert.Equal(("A walk through the snow", "unlisted", true, true), ((string)video["title"]!, (string)video["visibility"]!, (bool)video["isPublished"]!, (bool)video["downloadable"]!));
        Assert.Equal(["snow", "winter-walk"], video["tags"]!.AsArray().Select(tag => (string)tag!));
        Assert.Equal(["0 Setting out", "4.5 Home again"], video["chapters"]!.AsArray().Select(chapter => $"{chapter!["start"]} {chapter["title"]}"));
        Assert.Equal("de", (string?)Assert.Single(video["captions"]!.AsArray())!["language"]);
        Assert.DoesNotContain((await client.GetAsync($"videos/{id}/posters")).Data.AsArray(), poster => (bool)poster!["isChosen"]!);

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete the captions in Deutsch" }).ClickAsync();
        await page.Locator(".captions-list").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete this video…" }).ClickAsync();
        await visit.PictureAsync($"edit-delete-{look}");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete this video…" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await page.GetByText("The video is deleted.").WaitForAsync();
        Assert.Equal(410, (await client.GetAsync($"videos/{id}")).Status);
    }

    [Fact]
    public async Task What_another_window_changed_is_told_and_nothing_typed_is_lost()
    {
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        using var client = await StockedSite.SignInAsync(stock.Site, member);
        var id = await StockedSite.UploadAsync(client, await Clips.Silent(), "First", "");
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        visit.ExpectsRefusals = true;
        var page = visit.Page;
        await visit.SignInAsync(member);
        await page.GotoAsync($"/studio/videos/{id}");
        Assert.Equal(200, (await client.PatchAsync($"videos/{id}", new { title = "Changed elsewhere" })).Status);

        await page.GetByLabel("Title").FillAsync("Typed here");
        await page.Locator("#save-details").ClickAsync();
        await page.GetByRole(AriaRole.Alert).GetByText("changed somewhere else meanwhile").WaitForAsync();
        Assert.True(await visit.AskAsync<bool>("document.activeElement.getAttribute('role') === 'alert'"));
        await visit.PictureAsync("edit-conflict");
        Assert.Equal("Typed here", await page.GetByLabel("Title").InputValueAsync());
        await page.Locator("#save-details").ClickAsync();
        await page.GetByText("Saved.").WaitForAsync();
        Assert.Equal("save-details", await visit.AskAsync<string>("document.activeElement.id"));

        Assert.Equal("Typed here", (string?)(await client.GetAsync($"videos/{id}")).Data["title"]);
        await page.GetByLabel("Title").FillAsync(" ");
        await page.Locator("#save-details").ClickAsync();
        await page.Locator("#title-fault").WaitForAsync();
        Assert.Equal("true", await page.GetByLabel("Title").GetAttributeAsync("aria-invalid"));
        await visit.PictureAsync("edit-refused");
    }

    private static async Task DescribeAsync(IPage page)
    {
        var form = page.Locator("#details");
        await form.GetByLabel("Title").FillAsync("A walk through the snow");
        await form.GetByLabel("Description").FillAsync("Two hours outside.\nNobody else was there.");
        await form.GetByLabel("Tags").FillAsync("snow, Winter walk");
        await form.GetByLabel("Who can watch").SelectOptionAsync("unlisted");
        await form.GetByRole(AriaRole.Checkbox, new() { Name = "Published" }).CheckAsync();
        await form.GetByLabel("Others may download the file").CheckAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await form.GetByText("Saved.").WaitForAsync();
        await page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "A walk through the snow" }).WaitForAsync();
    }

    private static async Task ChooseThePictureAsync(Visit visit)
    {
        var form = visit.Page.Locator("#poster");
        await form.GetByRole(AriaRole.Button, new() { Name = "Picture 2 from the video" }).ClickAsync();
        await form.Locator("[aria-pressed=true][value='2']").WaitForAsync();
        await form.GetByLabel("A picture of your own").SetInputFilesAsync(
            await Clips.Make("own.png", "-f lavfi -i color=teal:size=640x360 -frames:v 1"));
        await form.GetByRole(AriaRole.Button, new() { Name = "Use this picture" }).ClickAsync();
        await form.GetByAltText("Your own picture").WaitForAsync();
    }

    private static async Task AddChaptersAsync(IPage page)
    {
        var form = page.Locator("#chapters");
        await form.GetByLabel("One on each line").FillAsync("0:00 Setting out\nsoon: Home again");
        await form.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await form.Locator("#chapter-lines-fault").GetByText("Line 2 must be a time and a title").WaitForAsync();
        await form.GetByLabel("One on each line").FillAsync("0:00 Setting out\n0:04.5 Home again");
        await form.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await form.GetByText("Saved.").WaitForAsync();
    }

    private static async Task CaptionAsync(IPage page)
    {
        var form = page.Locator("#captions");
        await form.GetByLabel("Language").SelectOptionAsync("de");
        await form.GetByLabel("File").SetInputFilesAsync(new FilePayload
        {
            Name = "schnee.srt", MimeType = "application/x-subrip", Buffer = "1\n00:00:00,000 --> 00:00:04,000\nSchnee.\n"u8.ToArray(),
        });
        await form.GetByRole(AriaRole.Button, new() { Name = "Add captions" }).ClickAsync();
        await form.Locator(".captions-list").GetByText("Deutsch").WaitForAsync();
    }

    private static async Task WholeAsync(Visit visit, string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
            await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }
}
