using Microsoft.Playwright;
using VideoTube.BrowserTests.Browsing;
using VideoTube.Tests.Testing;

namespace VideoTube.BrowserTests;

public sealed class WatchTests(Chromium chromium, StockedSite stocked)
{
    private const string Media = "document.querySelector('[slot=media]')";

    [Fact]
    public async Task A_video_plays_can_be_sought_and_changes_its_quality()
    {
        var stock = await stocked.GetAsync();
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        var page = visit.Page;

        await page.GotoAsync($"/watch/{stock.Bunny}");
        await visit.UntilAsync($"{Media}?.readyState >= 2");
        await page.Locator(".big-play").ClickAsync();
        await visit.UntilAsync($"{Media}.currentTime > 3");
        Assert.Equal("hls-video", await visit.AskAsync<string>($"{Media}.localName"));
        await page.Locator(".stage").HoverAsync();
        await visit.PictureAsync("watch-playing");

        await visit.AskAsync<bool>($"{Media}.currentTime = 20, true");
        await visit.UntilAsync($"{Media}.currentTime > 20.5 && !{Media}.seeking");

        // A new quality shows with the next segments: both need to come before the end.
        await visit.AskAsync<bool>($"{Media}.currentTime = 1, true");
        await visit.UntilAsync($"{Media}.currentTime < 10 && !{Media}.seeking");
        foreach (var height in (int[])[240, 480])
        {
            await page.Locator("media-settings-menu-button").ClickAsync();
            await page.GetByRole(AriaRole.Menuitem, new() { Name = "Quality" }).ClickAsync();
            await page.GetByRole(AriaRole.Menuitemradio, new() { Name = $"{height}p" }).ClickAsync();
            await visit.UntilAsync($"{Media}.videoHeight === {height}");
            await page.Keyboard.PressAsync("Escape");
        }

        Assert.False(await visit.AskAsync<bool>($"{Media}.paused"));
    }

    [Fact]
    public async Task A_WebM_plays()
    {
        var stock = await stocked.GetAsync();
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);

        await visit.Page.GotoAsync($"/watch/{stock.Echo}?t=5");
        await visit.UntilAsync($"{Media}?.readyState >= 2");
        await visit.Page.Keyboard.PressAsync("k");
        await visit.UntilAsync($"{Media}.currentTime > 7");

        Assert.True(await visit.AskAsync<int>($"{Media}.videoWidth") > 0);
    }

    [Fact]
    public async Task The_seek_bar_shows_the_picture_and_the_chapter_there_and_captions_can_be_switched_on()
    {
        var stock = await stocked.GetAsync();
        using var owner = await StockedSite.SignInAsync(stock.Site, stock.Owner);
        var id = await StockedSite.UploadAsync(owner, await Clips.H264(30), "In two parts", "");
        await owner.PatchAsync($"videos/{id}", new { chapters = new object[] { new { start = 0, title = "The beginning" }, new { start = 15, title = "The end" } } });
        using var captions = new StringContent("WEBVTT\n\n00:00.000 --> 00:30.000\nNobody says a word.\n", System.Text.Encoding.UTF8, "text/vtt");
        Assert.Equal(201, (await owner.SendAsync(HttpMethod.Put, $"videos/{id}/captions/en", captions)).Status);
        while ((await StockedSite.UntilReadyAsync(owner, id))["storyboard"] is null)
            await Task.Delay(300, TestContext.Current.CancellationToken);
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        var page = visit.Page;

        await page.GotoAsync($"/watch/{id}");
        await visit.UntilAsync($"{Media}?.readyState >= 2");
        await page.Locator(".stage").HoverAsync();
        await visit.UntilAsync("document.querySelector('media-time-range').mediaChaptersCues?.length === 2");
        var bar = (await page.Locator("media-time-range").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(bar.X + bar.Width * 0.75f, bar.Y + bar.Height / 2);
        await visit.UntilAsync("document.querySelector('media-preview-thumbnail').getAttribute('mediapreviewimage')?.includes('/storyboard/')");
        await visit.UntilAsync("document.querySelector('media-preview-chapter-display').getAttribute('mediapreviewchapter') === 'The end'");
        await visit.UntilAsync("document.querySelector('media-preview-thumbnail').checkVisibility({ checkVisibilityCSS: true, checkOpacity: true })");
        await visit.PictureAsync("watch-preview");

        await page.Locator("media-captions-button").ClickAsync();
        await page.Locator(".big-play").ClickAsync();
        await visit.UntilAsync($"[...{Media}.textTracks].some(track => track.kind === 'captions' && track.mode === 'showing' && track.activeCues?.length === 1)");
        await visit.PictureAsync("watch-captions");
    }

    [Fact]
    public async Task Keys_play_pause_jump_mute_and_change_speed_but_not_while_one_types()
    {
        var stock = await stocked.GetAsync();
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        var (page, keys) = (visit.Page, visit.Page.Keyboard);
        await page.GotoAsync($"/watch/{stock.Bunny}");
        await visit.UntilAsync($"{Media}?.readyState >= 2");

        await keys.PressAsync("k");
        await visit.UntilAsync($"!{Media}.paused && {Media}.currentTime > 0");
        await keys.PressAsync(" ");
        await visit.UntilAsync($"{Media}.paused");
        await keys.PressAsync("5");
        await visit.UntilAsync($"Math.abs({Media}.currentTime - {Media}.duration / 2) < 0.2");
        await keys.PressAsync("j");
        await visit.UntilAsync($"Math.abs({Media}.currentTime - ({Media}.duration / 2 - 10)) < 0.2");
        await keys.PressAsync("ArrowRight");
        await visit.UntilAsync($"Math.abs({Media}.currentTime - ({Media}.duration / 2 - 5)) < 0.2");
        await keys.PressAsync("m");
        await visit.UntilAsync($"{Media}.muted");
        await keys.PressAsync("Shift+>");
        await visit.UntilAsync($"{Media}.playbackRate === 1.25");
        await keys.PressAsync("t");
        await visit.UntilAsync("document.documentElement.classList.contains('theatre')");

        await page.GetByLabel("Search videos").FillAsync("");
        await page.GetByLabel("Search videos").PressSequentiallyAsync("mk t");
        Assert.True(await visit.AskAsync<bool>($"{Media}.muted && {Media}.paused"));
        Assert.Equal("mk t", await page.GetByLabel("Search videos").InputValueAsync());

        await page.ReloadAsync();
        await visit.UntilAsync($"{Media}?.readyState >= 1 && {Media}.muted && {Media}.playbackRate === 1.25");
    }

    [Fact]
    public async Task Watching_is_reported_as_time_that_was_really_watched()
    {
        var stock = await stocked.GetAsync();
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        var page = visit.Page;
        await page.GotoAsync($"/watch/{stock.Bunny}?t=2");
        await visit.UntilAsync($"{Media}?.readyState >= 2");

        var told = page.WaitForRequestAsync(request => request.Url.EndsWith("/views", StringComparison.Ordinal), new() { Timeout = 30_000 });
        await page.Keyboard.PressAsync("k");
        var report = (await told).PostDataJSON()!.Value;
        Assert.InRange(report.GetProperty("watched").GetDouble(), 9, 12);
        Assert.InRange(report.GetProperty("position").GetDouble(), 10, 16);
        Assert.Equal(204, (await (await told).ResponseAsync())!.Status);
    }

    [Fact]
    public async Task The_owner_hides_and_shows_the_video_and_gets_to_the_studio_to_change_it()
    {
        var stock = await stocked.GetAsync();
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        var page = visit.Page;
        await visit.SignInAsync(stock.Owner);
        await page.GotoAsync($"/watch/{stock.Echo}");

        await page.GetByRole(AriaRole.Button, new() { Name = "Unpublish" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Unpublish" }).WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit", Exact = true }).ClickAsync();
        await page.WaitForURLAsync($"**/studio/videos/{stock.Echo}");
    }

    [Fact]
    public async Task The_file_is_offered_to_its_owner_and_where_they_allow_it_to_all()
    {
        var stock = await stocked.GetAsync();
        using var owner = await StockedSite.SignInAsync(stock.Site, stock.Owner);
        await using var own = await Visit.BeginAsync(chromium, stock.Site.Address);
        await using var guest = await Visit.BeginAsync(chromium, stock.Site.Address, Look.Of("phone-light"));
        await own.SignInAsync(stock.Owner);
        await own.Page.GotoAsync($"/watch/{stock.Echo}");
        await guest.Page.GotoAsync($"/watch/{stock.Echo}");
        var name = new PageGetByRoleOptions { Name = "Download" };
        Assert.Equal((1, 0), (await own.Page.GetByRole(AriaRole.Link, name).CountAsync(), await guest.Page.GetByRole(AriaRole.Link, name).CountAsync()));

        Assert.Equal(200, (await owner.PatchAsync($"videos/{stock.Echo}", new { downloadable = true })).Status);
        await guest.Page.ReloadAsync();
        var file = await guest.Page.RunAndWaitForDownloadAsync(() => guest.Page.GetByRole(AriaRole.Link, name).ClickAsync());
        await guest.PictureAsync("watch-download-phone");

        Assert.Equal(await File.ReadAllBytesAsync(RealClips.Echo), await File.ReadAllBytesAsync(await file.PathAsync()));
        Assert.EndsWith(".webm", file.SuggestedFilename, StringComparison.Ordinal);
    }
}
