using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Http;

public sealed class EnvelopeTests
{
    [Fact]
    public async Task A_success_wears_the_envelope()
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();

        var answer = await client.GetAsync("healthcheck");

        Assert.Equal(["status", "statusCode", "success", "message", "data"], answer.Json.AsObject().Select(member => member.Key));
        Assert.Equal((200, 200, true, "Success"), ((int)answer.Json["status"]!, (int)answer.Json["statusCode"]!, (bool)answer.Json["success"]!, answer.Message));
        Assert.Equal("application/json; charset=utf-8", answer.Header("Content-Type"));
    }

    [Theory]
    [InlineData("POST", "users/login", "application/json", "{not json", 400, "body.unreadable")]
    [InlineData("POST", "users/login", "application/json", "[1, 2]", 400, "body.unreadable")]
    [InlineData("POST", "users/login", "application/json", "{\"email\":[1]}", 422, "body.invalid")]
    [InlineData("POST", "users/login", "text/plain", "email=x", 415, "body.type")]
    [InlineData("POST", "users/login", "nonsense", "email=x", 415, "body.type")]
    [InlineData("POST", "users/login", "multipart/form-data", "no boundary", 400, "body.unreadable")]
    [InlineData("POST", "users/login", "multipart/form-data; boundary=b", "--b\r\nContent-Dispo", 400, "body.unreadable")]
    [InlineData("POST", "users/register", "multipart/form-data; boundary=b", "--b\r\nContent-Dispo", 400, "body.unreadable")]
    [InlineData("GET", "no/such/route", null, null, 404, "http.404")]
    [InlineData("GET", "/outside", null, null, 404, "http.404")]
    [InlineData("DELETE", "healthcheck", null, null, 405, "http.405")]
    [InlineData("TRACE", "healthcheck", null, null, 405, "http.405")]
    public async Task Framework_errors_wear_the_envelope(string method, string path, string? type, string? body, int status, string code)
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();
        using var content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content?.Headers.TryAddWithoutValidation("Content-Type", type);

        var answer = await client.SendAsync(new HttpMethod(method), path, content);

        Assert.Equal((status, code), (answer.Status, answer.Code));
        AssertError(answer);
    }

    [Theory]
    [InlineData("DELETE", "users/login", "OPTIONS, POST")]
    [InlineData("DELETE", "healthcheck", "GET, HEAD, OPTIONS")]
    [InlineData("TRACE", "healthcheck", "GET, HEAD, OPTIONS")]
    [InlineData("HEAD", "users/login", "OPTIONS, POST")]
    public async Task Code_405_a_wrong_method_names_the_right_ones(string method, string path, string allow)
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();

        var answer = await client.SendAsync(new HttpMethod(method), path, null);

        Assert.Equal((405, allow), (answer.Status, answer.Header("Allow")));
    }

    [Fact]
    public async Task An_errors_words_are_as_readable_as_an_answers()
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();

        Assert.Contains("The video's id", (await client.GetAsync("videos/nonsense")).Text);
        Assert.Contains("The video's id", (await client.GetAsync("videos/nonsense", ("Accept", "application/problem+json"))).Text);
    }

    [Theory]
    [InlineData("application/json", "{{\"email\":\"{0}\"}}")]
    [InlineData("application/x-www-form-urlencoded", "email={0}")]
    public async Task Code_413_a_body_over_16_KiB_is_refused(string type, string format)
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();

        var fits = await client.SendAsync(HttpMethod.Post, "users/login", new StringContent(string.Format(format, new string('x', 16_000)), Encoding.UTF8, type));
        var known = await client.SendAsync(HttpMethod.Post, "users/login", new StringContent(string.Format(format, new string('x', 16_400)), Encoding.UTF8, type));
        using var stream = new StringContent(string.Format(format, new string('x', 16_400)), Encoding.UTF8, type);
        var chunked = await client.SendAsync(HttpMethod.Post, "users/login", stream, ("Transfer-Encoding", "chunked"));

        Assert.Equal((400, 413, 413), (fits.Status, known.Status, chunked.Status));
        AssertError(known);
    }

    [Fact]
    public async Task Code_500_a_fault_of_ours_is_told_without_details()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, map: Fails);
        using var client = site.NewClient();

        var answer = await client.GetAsync("/fails");

        Assert.Equal((500, "Internal server error. Please try again later."), (answer.Status, answer.Message));
        Assert.DoesNotContain("secret detail", answer.Text);
        Assert.Null(answer.Header("ETag"));
        AssertError(answer);
    }

    [Fact]
    public async Task Development_shows_the_stack()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, customize: Develop, map: Fails);
        using var client = site.NewClient();

        Assert.Contains("secret detail", (string?)(await client.GetAsync("/fails")).Json["stack"]);
    }

    [Fact]
    public async Task Problem_json_tells_the_same_facts_when_asked_for()
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();

        var answer = await client.GetAsync("users/c/nobody-here", ("Accept", "application/problem+json"));

        Assert.Equal("application/problem+json", answer.Header("Content-Type"));
        Assert.Equal((404, "Not Found", "User not found", "user.not_found"),
            ((int)answer.Json["status"]!, (string?)answer.Json["title"], (string?)answer.Json["detail"], answer.Code));
        Assert.Equal("/api/v1/users/c/nobody-here", (string?)answer.Json["instance"]);
    }

    [Fact]
    public async Task Every_answer_has_a_request_id_and_errors_repeat_it()
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();

        var (good, bad) = (await client.GetAsync("healthcheck"), await client.GetAsync("nothing"));

        Assert.NotEqual(good.Header("Request-Id"), bad.Header("Request-Id"));
        Assert.Equal(bad.Header("Request-Id"), (string?)bad.Json["traceId"]);
    }

    private static void Develop(WebApplicationBuilder builder)
    {
        builder.Environment.EnvironmentName = "Development";
        builder.Services.AddSingleton<IHostEnvironment>(builder.Environment);
    }

    private static void Fails(WebApplication app) => app.MapGet("/fails", (Microsoft.AspNetCore.Http.HttpContext http) =>
    {
        http.Response.Headers.ETag = "\"x\"";
        throw new InvalidOperationException("secret detail");
    });

    private static void AssertError(Answer answer)
    {
        var json = answer.Json.AsObject();
        Assert.Equal(["status", "statusCode", "success", "message", "data", "code", "errors", "traceId"], json.Select(member => member.Key));
        Assert.Equal((answer.Status, answer.Status, false), ((int)json["status"]!, (int)json["statusCode"]!, (bool)json["success"]!));
        Assert.Null(json["data"]);
        Assert.IsType<JsonArray>(json["errors"]);
        Assert.NotEmpty(answer.Message!);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }
}
