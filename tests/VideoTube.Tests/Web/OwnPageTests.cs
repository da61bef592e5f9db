using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Web;

/// <summary>The pages about oneself: settings, history, what one likes and follows, notifications. Sent as a browser without scripts does.</summary>
public sealed class OwnPageTests
{
    [Theory]
    [InlineData("/settings")]
    [InlineData("/history")]
    [InlineData("/liked")]
    [InlineData("/subscriptions")]
    [InlineData("/notifications")]
    public async Task A_visitor_is_led_to_the_sign_in_and_somebody_new_is_told_what_will_be_here(string path)
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var visitor = site.NewClient();
        using var person = await site.SignUpAsync();

        var led = await visitor.GetAsync(path, ("Accept", "text/html"));
        var page = await person.Client.GetAsync(path, ("Accept", "text/html"));

        Assert.Equal((302, $"/login?next={Uri.EscapeDataString(path)}"), (led.Status, led.Header("Location")));
        Assert.Equal(200, page.Status);
        Assert.Contains(path == "/settings" ? "Delete your account" : "class=\"empty\"", page.Text);
    }

    [Theory, OnBothEngines]
    public async Task What_one_watched_liked_and_follows_is_listed_and_told(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        var title = $"Found again <{owner.Username}>";
        var video = await site.AddAsync(owner, new Listed(title));
        await SendAsync(site, person, $"/watch/{video}/like", ("liked", "true"));
        await SendAsync(site, person, $"/@{owner.Username}/subscribe", ("subscribed", "true"), ("back", "/"));
        await SendAsync(site, person, $"/watch/{video}/comments", ("content", "Said & done"));
        var shown = title.Replace("<", "&lt;").Replace(">", "&gt;");

        Assert.Contains(shown, await ReadAsync(person, "/liked"));
        Assert.Contains(shown, await ReadAsync(person, "/subscriptions"));
        Assert.Contains($"/@{owner.Username}", await ReadAsync(person, "/subscriptions"));
        var told = await ReadAsync(owner, "/notifications");
        Assert.Contains("Said &amp; done", told);
        Assert.Contains("aria-label=\"Notifications, 2 new\"", told);

        Assert.Equal((303, "/notifications"), Lead(await SendAsync(site, owner, "/notifications/seen")));
        Assert.DoesNotContain(" new\"", await ReadAsync(owner, "/notifications"));
    }

    [Theory, OnBothEngines]
    public async Task History_is_paused_taken_up_again_and_forgotten(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var person = await site.SignUpAsync();

        Assert.Equal((303, "/history"), Lead(await SendAsync(site, person, "/history/pause", ("paused", "true"))));
        Assert.Contains("Paused:", await ReadAsync(person, "/history"));
        Assert.Equal((303, "/history"), Lead(await SendAsync(site, person, "/history/pause", ("paused", "false"))));
        Assert.DoesNotContain("Paused:", await ReadAsync(person, "/history"));
        Assert.Equal((303, "/history"), Lead(await SendAsync(site, person, "/history/clear")));
    }

    [Theory, OnBothEngines]
    public async Task Settings_save_what_is_right_and_say_beside_the_field_what_is_not(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var other = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        var (name, email) = (Person.NewName(), $"{Guid.NewGuid():N}@example.org");

        var unasked = await SendAsync(site, person, "/settings/account", ("fullname", "Kept as typed"), ("email", email), ("username", name), ("account-password", ""));
        Assert.Equal(422, unasked.Status);
        Assert.Contains("id=\"account-password-fault\"", unasked.Text);
        Assert.Contains("href=\"#account-password\"", unasked.Text);
        var taken = await SendAsync(site, person, "/settings/account", ("fullname", "Kept as typed"), ("email", email), ("username", other.Username), ("account-password", PasswordOf(person)));
        Assert.Equal(409, taken.Status);
        Assert.Contains("id=\"username-fault\"", taken.Text);
        Assert.Contains("Kept as typed", taken.Text);
        Assert.Equal((303, "/settings?saved=account#account"), Lead(await SendAsync(site, person, "/settings/account", ("fullname", "Grace Park"), ("email", email), ("username", name), ("account-password", PasswordOf(person)))));
        var page = await ReadAsync(person, "/settings?saved=account");
        Assert.Contains("Saved.", page);
        Assert.Contains("value=\"Grace Park\"", page);
        Assert.Contains($"value=\"{email}\"", page);

        var weak = await SendAsync(site, person, "/settings/password", ("oldPassword", PasswordOf(person)), ("newPassword", "short"));
        Assert.Equal(422, weak.Status);
        Assert.Contains("id=\"newPassword-fault\"", weak.Text);
        Assert.Contains($"value=\"{email}\"", weak.Text);
        Assert.DoesNotContain(PasswordOf(person), weak.Text);
        Assert.Equal((303, "/settings?saved=change-password#change-password"), Lead(await SendAsync(site, person, "/settings/password", ("oldPassword", PasswordOf(person)), ("newPassword", "four quiet rivers"))));

        Assert.Equal(400, (await SendAsync(site, person, "/settings/close", ("password", "not mine"))).Status);
        Assert.Equal((303, "/"), Lead(await SendAsync(site, person, "/settings/close", ("password", "four quiet rivers"))));
        Assert.Equal(404, (await other.Client.GetAsync($"users/c/{name}")).Status);
    }

    [Theory, OnBothEngines]
    public async Task Another_browser_is_signed_out_from_the_list_and_nobody_elses(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var person = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        using var second = site.NewClient();
        second.Token = (string)(await second.PostAsync("users/login", new { username = person.Username, password = PasswordOf(person) })).Data["accessToken"]!;
        var session = (string)(await second.GetAsync("users/sessions")).Data.AsArray().Single(one => (bool)one!["isCurrent"]!)!["_id"]!;

        Assert.Contains("This browser", await ReadAsync(person, "/settings"));
        Assert.Equal(404, (await SendAsync(site, other, $"/settings/sessions/{session}/end")).Status);
        Assert.Equal((303, "/settings?saved=sessions#sessions"), Lead(await SendAsync(site, person, $"/settings/sessions/{session}/end")));
        Assert.Equal(401, (await second.GetAsync("users/current-user")).Status);
    }

    [Fact]
    public async Task A_picture_is_taken_and_a_file_that_is_none_is_refused_on_the_page()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var person = await site.SignUpAsync();

        var refused = await SendFileAsync(site, person, "/settings/avatar", "avatar", "words"u8.ToArray());
        Assert.True(refused.Status is 415 or 422, refused.Text);
        Assert.Contains("role=\"alert\"", refused.Text);
        // The smallest GIF: one pixel.
        var gif = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
        Assert.Equal((303, "/settings?saved=pictures#pictures"), Lead(await SendFileAsync(site, person, "/settings/cover", "coverImage", gif)));
        Assert.Contains("class=\"cover\"", await ReadAsync(person, "/settings"));
    }

    [Fact]
    public async Task Forms_of_visitors_and_of_other_sites_change_nothing()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var visitor = site.NewClient();
        using var person = await site.SignUpAsync();
        foreach (var path in new[]
        {
            "/settings/account", "/settings/password", "/settings/close", "/settings/avatar", "/settings/sessions/000000000000000000000000/end",
            "/history/clear", "/history/pause", "/notifications/seen",
        })
        {
            using var form = new FormUrlEncodedContent([new("password", PasswordOf(person))]);
            Assert.Equal(401, (await visitor.SendAsync(HttpMethod.Post, path, form, ("Origin", OriginOf(site)), ("Accept", "text/html"))).Status);
            using var foreign = new FormUrlEncodedContent([new("password", PasswordOf(person))]);
            Assert.Equal(403, (await visitor.SendAsync(HttpMethod.Post, path, foreign, ("Origin", "https://elsewhere.example"), ("Cookie", $"accessToken={person.Client.Token}"), ("Accept", "text/html"))).Status);
        }

        Assert.Equal(200, (await person.Client.GetAsync("users/current-user")).Status);
    }

    private static async Task<Answer> SendAsync(TestSite site, Member who, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await who.Client.SendAsync(HttpMethod.Post, path, form, ("Origin", OriginOf(site)), ("Accept", "text/html"));
    }

    private static async Task<Answer> SendFileAsync(TestSite site, Member who, string path, string name, byte[] bytes)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), name, "picture.gif" } };
        return await who.Client.SendAsync(HttpMethod.Post, path, form, ("Origin", OriginOf(site)), ("Accept", "text/html"));
    }

    private static async Task<string> ReadAsync(Member who, string path) => (await who.Client.GetAsync(path, ("Accept", "text/html"))).Text;

    private static string PasswordOf(Member member) => $"secret-{member.Username}";

    private static (int, string?) Lead(Answer answer) => (answer.Status, answer.Header("Location"));

    private static string OriginOf(TestSite site) => site.Address.GetLeftPart(UriPartial.Authority);
}
