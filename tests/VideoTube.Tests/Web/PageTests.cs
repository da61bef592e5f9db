using System.Text.RegularExpressions;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Web;

public sealed class PageTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/search")]
    [InlineData("/search?q=%22%3Cscript%3E")]
    [InlineData("/login")]
    [InlineData("/register")]
    [InlineData("/api")]
    public async Task A_page_is_whole_without_scripts_and_holds_none_inline(string path)
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();

        var answer = await client.GetAsync(path, ("Accept", "text/html"));

        Assert.Equal(200, answer.Status);
        Assert.StartsWith("<!DOCTYPE html>", answer.Text.TrimStart());
        Assert.Contains("<main", answer.Text);
        Assert.Equal("no-cache, private", answer.Header("Cache-Control")); // as HttpClient orders it
        Assert.All(Find(answer.Text, "(<script[^>]*>)"), tag => Assert.Contains("src=\"/assets/", tag));
        Assert.DoesNotMatch(@"<[^>]+\son[a-z]+=", answer.Text);
    }

    [Theory]
    [InlineData("/login", "application/json", 10, 415)]
    [InlineData("/register", "text/plain", 10, 415)]
    [InlineData("/login", "application/x-www-form-urlencoded", 20_000, 413)]
    [InlineData("/register", "multipart/form-data; boundary=b", 20_000, 413)]
    [InlineData("/register", "multipart/form-data; boundary=b", 10, 400)]
    [InlineData("/login", "multipart/form-data", 10, 400)]
    public async Task A_form_that_no_page_of_ours_sends_is_refused(string path, string type, int length, int status)
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var client = site.NewClient();
        using var body = new ByteArrayContent([.. Enumerable.Repeat((byte)'a', length)]);
        body.Headers.TryAddWithoutValidation("Content-Type", type);

        var answer = await client.SendAsync(HttpMethod.Post, path, body, ("Origin", site.Address.GetLeftPart(UriPartial.Authority)), ("Accept", "text/html"));

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task What_a_page_refers_to_is_there_of_its_type_and_kept_for_ever()
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();
        var page = await client.GetAsync("/", ("Accept", "text/html"));
        var addresses = Find(page.Text, "\"(/assets/[^\"#]+)").Distinct().ToList();

        Assert.True(addresses.Count >= 5);
        foreach (var address in addresses)
        {
            var asset = await client.GetAsync(address, ("Accept-Encoding", "br"));
            Assert.Equal(200, asset.Status);
            Assert.Equal("public, max-age=31536000, immutable", asset.Header("Cache-Control"));
            Assert.Equal("br", asset.Header("Content-Encoding"));
            Assert.Equal(TypeOf(address), asset.Header("Content-Type"));
        }
    }

    [Fact]
    public async Task Every_icon_that_pages_name_is_drawn()
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();
        var page = await client.GetAsync("/", ("Accept", "text/html"));
        var sprite = await client.GetAsync(Find(page.Text, @"(/assets/icons-\w+\.svg)").First());
        var web = SourceTree.PathOf("src", "VideoTube", "Web");
        var names = Directory.GetFiles(web, "*.razor", SearchOption.AllDirectories).Where(path => !path.Contains("node_modules"))
            .SelectMany(path => Find(File.ReadAllText(path), "(?:<Icon Name|<Empty (?:IsPage )?Icon)=\"([a-z0-9-]+)\""))
            .Distinct().ToList();

        Assert.True(names.Count > 10);
        Assert.All(names, name => Assert.Contains($"<symbol id=\"{name}\"", sprite.Text));
    }

    [Fact]
    public async Task An_unknown_address_answers_a_browser_with_a_page_and_a_program_with_the_envelope()
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();

        var page = await client.GetAsync("/nothing-here", ("Accept", "text/html"));
        Assert.Equal((404, "text/html; charset=utf-8"), (page.Status, page.Header("Content-Type")));
        Assert.Contains("There is nothing here", page.Text);

        var json = await client.GetAsync("/nothing-here", ("Accept", "application/json"));
        Assert.Equal("http.404", json.Code);
    }

    [Fact]
    public async Task Code_302_a_visitor_who_wants_to_upload_is_led_to_the_sign_in_and_back()
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();

        var answer = await client.GetAsync("/upload", ("Accept", "text/html"));

        Assert.Equal((302, "/login?next=%2Fupload"), (answer.Status, answer.Header("Location")));
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/logout")]
    [InlineData("/register")]
    public async Task A_form_sent_from_another_site_is_refused(string path)
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();
        using var form = new FormUrlEncodedContent([new("login", "someone"), new("password", "something")]);

        var answer = await client.SendAsync(HttpMethod.Post, path, form, ("Origin", "https://evil.example"));

        Assert.Equal((403, "auth.cross_site"), (answer.Status, answer.Code));
        Assert.Null(answer.Cookie("accessToken"));
    }

    [Fact]
    public async Task The_chosen_light_is_in_the_page_before_any_script_runs()
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();

        Assert.Contains("data-theme=\"dark\"", (await client.GetAsync("/", ("Cookie", "theme=dark"))).Text);
        Assert.DoesNotContain("data-theme=\"", (await client.GetAsync("/", ("Cookie", "theme=\"><script>"))).Text);
    }

    [Fact]
    public async Task The_side_rail_comes_as_it_was_left()
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();

        var narrow = (await client.GetAsync("/", ("Cookie", "rail=narrow"))).Text;
        Assert.Contains("data-rail=\"narrow\"", narrow);
        Assert.Contains("aria-expanded=\"false\"", narrow);
        Assert.DoesNotContain("data-rail=\"", (await client.GetAsync("/", ("Cookie", "rail=\"><script>"))).Text);
    }

    private static IEnumerable<string> Find(string text, string pattern) =>
        Regex.Matches(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(5)).Select(match => match.Groups[1].Value);

    private static string TypeOf(string address) => Path.GetExtension(address) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/manifest+json",
    };
}
