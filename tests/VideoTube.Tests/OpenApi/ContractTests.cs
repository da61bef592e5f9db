using System.Text;
using VideoTube.Tests.Testing;
using Xunit.Sdk;

namespace VideoTube.Tests.OpenApi;

/// <summary>That the check which every test's answers pass does find what it is there to find.</summary>
public sealed class ContractTests
{
    private const string Health = "{\"status\":200,\"statusCode\":200,\"success\":true,\"message\":\"Success\",\"data\":{\"status\":\"OK\",\"version\":\"1\",\"uptime\":1.5,\"database\":\"up\",\"storage\":\"up\"}}";
    private const string NotFound = "{\"status\":404,\"statusCode\":404,\"success\":false,\"message\":\"\",\"data\":null,\"code\":\"video.not_found\",\"errors\":[],\"traceId\":\"1\"}";
    private const string OneVideo = "/api/v1/videos/6890a1b2c3d4e5f607182930";

    [Theory]
    [InlineData("GET", "/api/v1/healthcheck", 200, Health)]
    [InlineData("HEAD", "/api/v1/healthcheck", 200, "")]
    [InlineData("GET", OneVideo, 404, NotFound)]
    [InlineData("GET", "/api/v1/no/such/route", 404, NotFound)]
    [InlineData("DELETE", "/api/v1/healthcheck", 405, "")]
    public async Task What_the_document_tells_passes(string method, string path, int status, string body) =>
        (await ContractAsync()).Check(new HttpMethod(method), new Uri($"http://site{path}"), AnswerOf(status, body));

    [Theory]
    [InlineData("GET", "/api/v1/healthcheck", 418, "{}", "does not name this status")]
    [InlineData("GET", "/api/v1/no/such/route", 200, "{}", "no path of the OpenAPI document")]
    [InlineData("PUT", "/api/v1/healthcheck", 200, "{}", "has no PUT")]
    [InlineData("GET", "/api/v1/videos?untold=1", 200, "{}", "no query parameter untold")]
    [InlineData("GET", "/api/v1/healthcheck", 200, "{}", "body.status is missing")]
    [InlineData("GET", OneVideo, 404, "{\"more\":1}", "is missing")]
    public async Task What_it_does_not_tell_fails(string method, string path, int status, string body, string fault)
    {
        var contract = await ContractAsync();

        Assert.Contains(fault, Assert.ThrowsAny<XunitException>(() => contract.Check(new HttpMethod(method), new Uri($"http://site{path}"), AnswerOf(status, body))).Message);
    }

    [Theory]
    [InlineData("\"uptime\":1.5", "\"uptime\":\"1.5\"", "body.data.uptime is String")]
    [InlineData("\"uptime\":1.5", "\"uptime\":1.5,\"more\":1", "body.data.more is unknown")]
    [InlineData("\"version\":\"1\",", "", "body.data.version is missing")]
    [InlineData("\"database\":\"up\"", "\"database\":\"away\"", "body.data.database is \"away\"")]
    public async Task Data_of_another_shape_fails(string told, string sent, string fault)
    {
        var contract = await ContractAsync();

        Assert.Contains(fault, Assert.ThrowsAny<XunitException>(() => contract.Check(HttpMethod.Get, new Uri("http://site/api/v1/healthcheck"), AnswerOf(200, Health.Replace(told, sent)))).Message);
    }

    [Fact]
    public async Task A_code_that_no_route_told_fails()
    {
        var contract = await ContractAsync();

        Assert.Contains("the code video.lost", Assert.ThrowsAny<XunitException>(() => contract.Check(HttpMethod.Get, new Uri($"http://site{OneVideo}"), AnswerOf(404, NotFound.Replace("video.not_found", "video.lost")))).Message);
    }

    private static async Task<Contract> ContractAsync() => await Contract.OfAsync(await SharedSites.On(Engine.Sqlite), hasItsOwn: false);

    private static Answer AnswerOf(int status, string body)
    {
        var response = new HttpResponseMessage { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return new Answer(status, response.Headers, response.Content.Headers, Encoding.UTF8.GetBytes(body));
    }
}
