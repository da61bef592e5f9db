using Microsoft.Playwright;
using VideoTube.BrowserTests.Browsing;

namespace VideoTube.BrowserTests;

/// <summary>Liking, subscribing and talking under a video, as people do it with their hands.</summary>
public sealed class DiscussionTests(Chromium chromium, StockedSite stocked)
{
    [Theory]
    [InlineData("desk-light")]
    [InlineData("phone-dark")]
    public async Task Somebody_likes_subscribes_comments_and_answers_without_leaving_the_page(string look)
    {
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address, Look.Of(look));
        var page = visit.Page;
        await visit.SignInAsync(member);
        await page.GotoAsync($"/watch/{stock.Bunny}");
        await visit.AskAsync<bool>("window.stays = true");

        await page.Locator(".watch-acts .like button").ClickAsync();
        await visit.UntilAsync("document.querySelector('.watch-acts .like button').getAttribute('aria-pressed') === 'true'");
        await page.GetByRole(AriaRole.Button, new() { Name = "Subscribe", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Subscribed" }).WaitForAsync();

        var words = $"What patience, {member.Username}.\n<b>Not bold</b>";
        await page.GetByLabel("Write a comment").FillAsync(words);
        await page.GetByRole(AriaRole.Button, new() { Name = "Comment", Exact = true }).ClickAsync();
        var comment = page.Locator(".comment", new() { HasText = member.Username });
        await comment.WaitForAsync();
        Assert.Equal(words, await comment.Locator(".comment-text").First.InnerTextAsync());
        Assert.Equal("", await page.GetByLabel("Write a comment").InputValueAsync());

        await comment.Locator(".like button").First.ClickAsync();
        await comment.Locator(".like button[aria-pressed=true]").First.WaitForAsync();
        await comment.GetByRole(AriaRole.Link, new() { Name = "Answer", Exact = true }).ClickAsync();
        await comment.GetByLabel("Answer Ada Martin").FillAsync("The butterfly would agree.");
        await comment.GetByRole(AriaRole.Button, new() { Name = "Answer", Exact = true }).ClickAsync();
        await comment.Locator(".replies .comment", new() { HasText = "The butterfly would agree." }).WaitForAsync();
        Assert.True(await visit.AskAsync<bool>("window.stays"));
        await page.Locator("#comments").ScrollIntoViewIfNeededAsync();
        await visit.PictureAsync($"discussion-{look}");
        await page.EvaluateAsync("window.scrollTo(0, 0)");
        await visit.PictureAsync($"discussion-top-{look}");

        await comment.Locator(".delete-comment summary").First.ClickAsync();
        await comment.GetByRole(AriaRole.Button, new() { Name = "Delete for good" }).First.ClickAsync();
        await comment.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.True(await visit.AskAsync<bool>("window.stays"));

        await page.GotoAsync($"/@{stock.Owner.Username}");
        await visit.PictureAsync($"discussion-channel-{look}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Subscribed" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Subscribe", Exact = true }).WaitForAsync();
    }

    [Fact]
    public async Task A_visitor_is_led_to_the_sign_in_and_back()
    {
        var stock = await stocked.GetAsync();
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        await visit.Page.GotoAsync($"/watch/{stock.Bunny}");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Subscribe", Exact = true }).ClickAsync();
        await visit.Page.WaitForURLAsync($"/login?next=/watch/{stock.Bunny}");
    }
}
