using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Http;

public sealed class MethodAndHeaderTests
{
    [Theory]
    [InlineData("healthcheck", "GET, HEAD, OPTIONS")]
    [InlineData("users/login", "OPTIONS, POST")]
    [InlineData("users/sessions/65f0c0ffee65f0c0ffee65f0", "DELETE, OPTIONS")]
    public async Task OPTIONS_tells_the_methods(string path, string allow)
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();

        var answer = await client.SendAsync(HttpMethod.Options, path, null);

        Assert.Equal((204, allow, 0), (answer.Status, answer.Header("Allow"), answer.Bytes.Length));
    }

    [Fact]
    public async Task HEAD_is_GET_without_the_body()
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();
        var person = await Person.JoinAsync(client);

        var get = await client.GetAsync($"users/c/{person.Username}");
        var head = await client.SendAsync(HttpMethod.Head, $"users/c/{person.Username}", null);
        var missing = await client.SendAsync(HttpMethod.Head, "users/c/nobody-here", null);

        Assert.Equal((200, 0), (head.Status, head.Bytes.Length));
        Assert.Equal(get.Header("ETag"), head.Header("ETag"));
        Assert.Equal(get.Bytes.Length.ToString(), head.Header("Content-Length"));
        Assert.Equal((404, 0), (missing.Status, missing.Bytes.Length));
    }

    [Fact]
    public async Task An_answer_without_a_body_states_its_caching_too()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        using var viewer = await site.SignUpAsync();

        var answer = await viewer.Client.PostAsync($"videos/{await site.AddAsync(owner, new Listed("Watched"))}/views");

        Assert.Equal((204, "no-store"), (answer.Status, answer.Header("Cache-Control")));
    }

    [Fact]
    public async Task Code_304_an_unchanged_read_is_not_sent_again()
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();
        var person = await Person.JoinAsync(client);
        client.Token = person.AccessToken;
        var first = await client.GetAsync("users/current-user");
        var tag = first.Header("ETag")!;

        var same = await client.GetAsync("users/current-user", ("If-None-Match", $"\"other\", {tag}"));
        await client.PatchAsync("users/update-account", new { fullname = "Somebody else" });
        var changed = await client.GetAsync("users/current-user", ("If-None-Match", tag));

        Assert.True(first.Headers.CacheControl is { Private: true, NoCache: true });
        Assert.Contains("Authorization", first.Header("Vary"));
        Assert.Equal((304, 0, tag), (same.Status, same.Bytes.Length, same.Header("ETag")));
        Assert.Equal(200, changed.Status);
        Assert.NotEqual(tag, changed.Header("ETag"));
    }

    [Theory]
    [InlineData("healthcheck")]
    [InlineData("nothing/here")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();

        var answer = await client.GetAsync(path);

        Assert.Contains("default-src 'self'", answer.Header("Content-Security-Policy"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("0", answer.Header("X-XSS-Protection"));
        Assert.Equal("strict-origin-when-cross-origin", answer.Header("Referrer-Policy"));
        Assert.Contains("camera=()", answer.Header("Permissions-Policy"));
        Assert.Equal("same-origin", answer.Header("Cross-Origin-Opener-Policy"));
        Assert.Equal("require-corp", answer.Header("Cross-Origin-Embedder-Policy"));
        Assert.Equal("same-origin", answer.Header("Cross-Origin-Resource-Policy"));
        Assert.Null(answer.Header("Server"));
        Assert.Null(answer.Header("Strict-Transport-Security"));
        Assert.NotNull((await client.GetAsync(path, ("X-Forwarded-Proto", "https"))).Header("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("https://one.example")]
    [InlineData("*")]
    public async Task Where_other_origins_may_read_caches_are_told_that_answers_differ_by_them(string origins)
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["CORS_ORIGIN"] = origins });
        using var client = site.NewClient();

        // What the site's own pages fetch is what a shared cache would hand to the others.
        Assert.Contains("Origin", (await client.GetAsync("healthcheck")).Header("Vary"));
        Assert.Contains("Origin", (await client.GetAsync("/media/videos/none")).Header("Vary"));
    }

    [Fact]
    public async Task Listed_origins_may_call_with_credentials_and_others_may_not()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["CORS_ORIGIN"] = "https://one.example, https://two.example/" });
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);

        var listed = await client.GetAsync("healthcheck", ("Origin", "https://two.example"));
        var other = await client.GetAsync("healthcheck", ("Origin", "https://three.example"));
        var preflight = await client.SendAsync(HttpMethod.Options, "users/login", null, ("Origin", "https://one.example"),
            ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "content-type"));
        var refused = await client.GetAsync("users/current-user", ("Origin", "https://one.example"));
        var write = await client.PatchAsync("users/update-account", new { fullname = "From a listed page" },
            ("Origin", "https://one.example"), ("Cookie", $"accessToken={person.AccessToken}"));

        Assert.Equal(("https://two.example", "true"), (listed.Header("Access-Control-Allow-Origin"), listed.Header("Access-Control-Allow-Credentials")));
        Assert.Null(other.Header("Access-Control-Allow-Origin"));
        Assert.Equal((204, "https://one.example"), (preflight.Status, preflight.Header("Access-Control-Allow-Origin")));
        Assert.Contains("POST", preflight.Header("Access-Control-Allow-Methods"));
        Assert.Equal((401, "https://one.example"), (refused.Status, refused.Header("Access-Control-Allow-Origin")));
        Assert.Equal(200, write.Status);
    }

    [Fact]
    public async Task Any_origin_may_read_but_without_credentials()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["CORS_ORIGIN"] = "*" });
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);

        var read = await client.GetAsync("healthcheck", ("Origin", "https://any.example"));
        var write = await client.PatchAsync("users/update-account", new { fullname = "X" }, ("Origin", "https://any.example"), ("Cookie", $"accessToken={person.AccessToken}"));

        Assert.Equal("*", read.Header("Access-Control-Allow-Origin"));
        Assert.Null(read.Header("Access-Control-Allow-Credentials"));
        Assert.Equal(403, write.Status);
    }
}
