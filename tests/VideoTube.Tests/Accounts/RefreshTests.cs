using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using VideoTube.Accounts;
using VideoTube.Accounts.Sessions;
using VideoTube.Data;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Accounts;

public sealed class RefreshTests
{
    [Theory, OnBothEngines]
    public async Task Refreshing_gives_new_tokens_in_body_and_cookies(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);

        var answer = await client.PostAsync("users/refresh-token", new { refreshToken = person.RefreshToken });
        var byCookie = await client.PostAsync(
            "users/refresh-token", null, ("Cookie", $"refreshToken={TokenOf(answer)}"), ("Origin", site.Address.GetLeftPart(UriPartial.Authority)));

        Assert.Equal(200, answer.Status);
        Assert.NotEqual(person.RefreshToken, TokenOf(answer));
        Assert.StartsWith($"refreshToken={TokenOf(answer)};", answer.Cookie("refreshToken"));
        Assert.StartsWith($"accessToken={(string?)answer.Data["accessToken"]};", answer.Cookie("accessToken"));
        Assert.Equal(200, byCookie.Status);
        client.Token = (string?)byCookie.Data["accessToken"];
        Assert.Equal(200, (await client.GetAsync("users/current-user")).Status);
    }

    [Theory, OnBothEngines]
    public async Task Reusing_an_old_token_ends_the_session(Engine engine)
    {
        await using var stay = await Stay.BeginAsync(engine);
        var (clock, client, person) = (stay.Clock, stay.Client, stay.Person);
        var next = await client.PostAsync("users/refresh-token", new { refreshToken = person.RefreshToken });
        clock.Advance(TimeSpan.FromSeconds(21));

        var reused = await client.PostAsync("users/refresh-token", new { refreshToken = person.RefreshToken });

        Assert.Equal((401, "Refresh token is expired or used"), (reused.Status, reused.Message));
        Assert.Equal(401, (await client.PostAsync("users/refresh-token", new { refreshToken = TokenOf(next) })).Status);
        client.Token = (string?)next.Data["accessToken"];
        Assert.Equal(401, (await client.GetAsync("users/current-user")).Status);
    }

    [Theory, OnBothEngines]
    public async Task Tabs_that_refresh_at_once_all_stay_signed_in(Engine engine)
    {
        await using var stay = await Stay.BeginAsync(engine);
        var (clock, client, person) = (stay.Clock, stay.Client, stay.Person);

        var tabs = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => client.PostAsync("users/refresh-token", new { refreshToken = person.RefreshToken })));
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.All(tabs, tab => Assert.Equal(200, tab.Status));
        Assert.Single(tabs.Select(TokenOf).Distinct());
        Assert.Equal(200, (await client.PostAsync("users/refresh-token", new { refreshToken = TokenOf(tabs[3]) })).Status);
    }

    [Theory, OnBothEngines]
    public async Task A_refresh_token_is_good_for_its_lifetime_since_the_last_renewal(Engine engine)
    {
        await using var stay = await Stay.BeginAsync(engine, new() { ["REFRESH_TOKEN_EXPIRY"] = "10d" });
        var (clock, client, person) = (stay.Clock, stay.Client, stay.Person);
        clock.Advance(TimeSpan.FromDays(9));
        var renewed = await client.PostAsync("users/refresh-token", new { refreshToken = person.RefreshToken });
        clock.Advance(TimeSpan.FromDays(9));
        var again = await client.PostAsync("users/refresh-token", new { refreshToken = TokenOf(renewed) });
        clock.Advance(TimeSpan.FromDays(11));
        var late = await client.PostAsync("users/refresh-token", new { refreshToken = TokenOf(again) });

        Assert.Equal((200, 200, 401), (renewed.Status, again.Status, late.Status));
    }

    [Theory, OnBothEngines]
    public async Task A_token_of_the_other_kind_is_refused(Engine engine)
    {
        using var client = (await SharedSites.On(engine)).NewClient();
        var person = await Person.JoinAsync(client);

        Assert.Equal(401, (await client.PostAsync("users/refresh-token", new { refreshToken = person.AccessToken })).Status);
        Assert.Equal(401, (await client.PostAsync("users/refresh-token")).Status);
        client.Token = person.RefreshToken;
        Assert.Equal(401, (await client.GetAsync("users/current-user")).Status);
    }

    [Theory, OnBothEngines]
    public async Task No_token_is_kept_as_it_is(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);

        await using var read = await site.Get<Database>().ReadAsync(CancellationToken.None);
        var kept = await read.ListAsync<string>("SELECT refresh_hash FROM sessions WHERE user_id = @Id", new { person.Id });

        Assert.Contains(RefreshTokens.HashOf(person.RefreshToken), kept);
        Assert.DoesNotContain(person.RefreshToken, kept);
    }

    [Theory, OnBothEngines]
    public async Task A_page_renews_the_session_of_a_browser_whose_access_cookie_ran_out(Engine engine)
    {
        var clock = new TestClock();
        await using var site = await TestSite.StartAsync(engine, new() { ["ACCESS_TOKEN_EXPIRY"] = "10m" }, clock.Use, app => app.MapGet("/who", Who));
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);
        clock.Advance(TimeSpan.FromMinutes(11));
        var cookies = ("Cookie", $"accessToken={person.AccessToken}; refreshToken={person.RefreshToken}");

        var script = await client.GetAsync("/who", cookies);
        var page = await client.GetAsync("/who", cookies, ("Accept", "text/html"));
        var wrong = await client.GetAsync("/who", ("Cookie", "refreshToken=nonsense"), ("Accept", "text/html"));

        Assert.Equal("nobody", script.Text);
        Assert.Equal(person.Username, page.Text);
        Assert.NotNull(page.Cookie("accessToken"));
        Assert.NotNull(page.Cookie("refreshToken"));
        Assert.Equal("nobody", wrong.Text);
        Assert.Contains("max-age=0", SessionTests.AttributesOf(wrong.Cookie("refreshToken")));
    }

    private static string Who(HttpContext http) => CurrentUser.From(http.User)?.Username ?? "nobody";

    private static string TokenOf(Answer answer) => (string)answer.Data["refreshToken"]!;

    /// <summary>Somebody signed in on a site of their own, whose clock the test moves.</summary>
    private sealed record Stay(TestClock Clock, TestSite Site, Client Client, Person Person) : IAsyncDisposable
    {
        public static async Task<Stay> BeginAsync(Engine engine, Dictionary<string, string>? settings = null)
        {
            var clock = new TestClock();
            var site = await TestSite.StartAsync(engine, settings, clock.Use);
            var client = site.NewClient();
            return new Stay(clock, site, client, await Person.JoinAsync(client));
        }

        public ValueTask DisposeAsync()
        {
            Client.Dispose();
            return Site.DisposeAsync();
        }
    }
}
