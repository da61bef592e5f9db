using Microsoft.Playwright;
using VideoTube.BrowserTests.Browsing;

namespace VideoTube.BrowserTests;

public sealed class ApiPageTests(Chromium chromium, StockedSite stocked)
{
    [Theory]
    [InlineData("desk-light")]
    [InlineData("phone-dark")]
    public async Task A_route_is_found_read_and_tried(string look)
    {
        var stock = await stocked.GetAsync();
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address, Look.Of(look));
        var page = visit.Page;
        await page.GotoAsync("/api");
        await visit.PictureAsync($"api-page-{look}");

        await page.GetByLabel("Find a route").FillAsync("videos found by words");
        await page.Locator(".operation:visible").ClickAsync();
        await page.Locator("#videos_list").GetByRole(AriaRole.Link, new() { Name = "PageOfVideo" }).WaitForAsync();
        await page.Locator("#videos_list-query").FillAsync("rabbit");
        await page.Locator("#videos_list-sortBy").SelectOptionAsync("views");
        await visit.PictureAsync($"api-route-{look}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send GET" }).ClickAsync();

        await Assertions.Expect(page.Locator("#videos_list .line")).ToHaveTextAsync("200 OK · /api/v1/videos?query=rabbit&sortBy=views");
        await Assertions.Expect(page.Locator("#videos_list .came pre")).ToContainTextAsync("\"title\": \"Big Buck Bunny: a short film about patience\"");
        await page.Locator("#videos_list .came").ScrollIntoViewIfNeededAsync();
        await visit.PictureAsync($"api-answer-{look}");
    }

    [Fact]
    public async Task What_is_tried_is_done_as_whoever_is_signed_in()
    {
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        var page = visit.Page;
        await visit.SignInAsync(member);
        await page.GotoAsync("/api#users_update");

        var card = page.Locator("#users_update");
        await card.GetByRole(AriaRole.Textbox, new() { Name = "Body" }).FillAsync("""{"fullname": "Ada of the API"}""");
        await card.GetByRole(AriaRole.Button, new() { Name = "Send PATCH" }).ClickAsync();
        await Assertions.Expect(card.Locator(".came pre")).ToContainTextAsync("\"fullname\": \"Ada of the API\"");

        visit.ExpectsRefusals = true;
        await page.GotoAsync($"/api#videos_delete");
        card = page.Locator("#videos_delete");
        await card.GetByLabel("id").FillAsync(stock.Bunny);
        await card.GetByRole(AriaRole.Button, new() { Name = "Send DELETE" }).ClickAsync();
        await Assertions.Expect(card.Locator(".line")).ToHaveTextAsync($"403 Forbidden · /api/v1/videos/{stock.Bunny}");
        await Assertions.Expect(card.Locator(".came pre")).ToContainTextAsync("video.not_yours");
    }

    [Fact]
    public async Task A_record_is_shown_where_an_answer_names_it()
    {
        var stock = await stocked.GetAsync();
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        await visit.Page.GotoAsync("/api#videos_get");

        await visit.Page.Locator("#videos_get").GetByRole(AriaRole.Link, new() { Name = "Video", Exact = true }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator("#record-Video")).ToContainTextAsync("uploading | processing | ready | failed");
        await Assertions.Expect(visit.Page.Locator("#record-Video table")).ToBeVisibleAsync();
        await visit.PictureAsync("api-record");
    }

    [Fact]
    public async Task Its_script_is_loaded_on_its_page_alone()
    {
        var stock = await stocked.GetAsync();
        using var client = stock.Site.NewClient();

        Assert.Contains("/assets/api-", (await client.GetAsync("/api", ("Accept", "text/html"))).Text);
        foreach (var path in (string[])["/", "/search", $"/watch/{stock.Bunny}"])
            Assert.DoesNotContain("/assets/api-", (await client.GetAsync(path, ("Accept", "text/html"))).Text);
    }
}
