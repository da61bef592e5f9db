using Microsoft.Playwright;
using VideoTube.BrowserTests.Browsing;

namespace VideoTube.BrowserTests;

public sealed class AccountPagesTests(Chromium chromium, StockedSite stocked)
{
    [Fact]
    public async Task Someone_new_signs_up_in_the_form_and_comes_back_where_they_wanted_to_go()
    {
        var stock = await stocked.GetAsync();
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        var page = visit.Page;

        await page.GotoAsync("/upload");
        await page.WaitForURLAsync("/login?next=%2Fupload");
        await page.GetByRole(AriaRole.Link, new() { Name = "Make an account" }).ClickAsync();
        var name = $"new{Guid.NewGuid().ToString("N")[..10]}";
        await page.GetByLabel("Your name").FillAsync("Grace Park");
        await page.GetByLabel("Username").FillAsync(name);
        await page.GetByLabel("Email").FillAsync($"{name}@example.org");
        await page.GetByLabel("Password").FillAsync("three quiet rivers");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();

        await page.WaitForURLAsync("/upload");
        await page.GetByLabel("Your account").ClickAsync();
        Assert.Contains("Grace Park", await page.Locator(".menu-list").InnerTextAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.WaitForURLAsync("/");
        Assert.True(await page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).First.IsVisibleAsync());
    }

    [Fact]
    public async Task A_page_that_outlived_its_access_token_goes_on_without_a_new_sign_in()
    {
        var stock = await stocked.GetAsync();
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        visit.ExpectsRefusals = true;
        var page = visit.Page;
        await page.GotoAsync("/register");
        var name = $"new{Guid.NewGuid().ToString("N")[..10]}";
        await page.GetByLabel("Your name").FillAsync("Late Reader");
        await page.GetByLabel("Username").FillAsync(name);
        await page.GetByLabel("Email").FillAsync($"{name}@example.org");
        await page.GetByLabel("Password").FillAsync("three quiet rivers");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();
        await page.WaitForURLAsync("/");
        await page.GotoAsync("/upload");
        await page.Context.ClearCookiesAsync(new() { Name = "accessToken" });

        await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "no video.mp4", MimeType = "video/mp4", Buffer = "words"u8.ToArray() });

        await page.GetByText("Not taken").WaitForAsync(); // judged by what it holds, not by who sent it
        Assert.Contains((await page.Context.CookiesAsync()), cookie => cookie.Name == "accessToken");
    }

    [Fact]
    public async Task A_taken_name_is_told_beside_its_field_and_what_was_typed_stays_except_the_password()
    {
        var stock = await stocked.GetAsync();
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        visit.ExpectsRefusals = true;
        var page = visit.Page;

        await page.GotoAsync("/register");
        await page.GetByLabel("Your name").FillAsync("Ada <Again>");
        await page.GetByLabel("Username").FillAsync(stock.Owner.Username);
        await page.GetByLabel("Email").FillAsync("ada.again@example.org");
        await page.GetByLabel("Password").FillAsync("three quiet rivers");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();

        await page.GetByRole(AriaRole.Alert).WaitForAsync();
        Assert.Equal("true", await page.GetByLabel("Username").GetAttributeAsync("aria-invalid"));
        Assert.Contains("taken", await page.Locator("#username-fault").InnerTextAsync());
        Assert.Equal("Ada <Again>", await page.GetByLabel("Your name").InputValueAsync());
        Assert.Equal("", await page.GetByLabel("Password").InputValueAsync());
        await visit.PictureAsync("register-refused");
    }

    [Fact]
    public async Task A_wrong_password_is_refused_in_words_and_the_name_stays()
    {
        var stock = await stocked.GetAsync();
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        visit.ExpectsRefusals = true;
        var page = visit.Page;

        await page.GotoAsync("/login");
        await page.GetByLabel("Email or username").FillAsync(stock.Owner.Username);
        await page.GetByLabel("Password").FillAsync("not the right one");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();

        Assert.Contains("do not belong together", await page.GetByRole(AriaRole.Alert).InnerTextAsync());
        Assert.Equal(stock.Owner.Username, await page.GetByLabel("Email or username").InputValueAsync());
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    public async Task After_signing_in_nobody_is_led_to_another_site(string next)
    {
        var stock = await stocked.GetAsync();
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        var page = visit.Page;

        await page.GotoAsync($"/login?next={Uri.EscapeDataString(next)}");
        await page.GetByLabel("Email or username").FillAsync(stock.Owner.Username);
        await page.GetByLabel("Password").FillAsync(stock.Owner.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.GetByLabel("Your account").WaitForAsync();

        Assert.Equal(new Uri(stock.Site.Address, "/").ToString(), page.Url);
    }
}
