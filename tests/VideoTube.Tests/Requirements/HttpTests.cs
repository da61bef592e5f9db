using VideoTube.Accounts;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Requirements;

public sealed class HttpTests
{
    [Fact]
    public async Task OPTIONS_on_every_route_tells_its_methods()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var walk = await Walk.BeginAsync(site, await site.SignUpAsync());
        using var visitor = site.NewClient();

        foreach (var (address, methods) in walk.Addresses)
        {
            var answer = await visitor.SendAsync(HttpMethod.Options, address, null);

            var allowed = answer.Header("Allow")?.Split(", ") ?? [];
            Assert.True((answer.Status, answer.Bytes.Length) == (204, 0), address);
            Assert.True(methods.All(method => allowed.Contains(method.Key.ToUpperInvariant())), $"{address}: {answer.Header("Allow")}");
            Assert.Contains("OPTIONS", allowed);
            Assert.Equal(methods.ContainsKey("get"), allowed.Contains("HEAD"));
        }
    }

    [Fact]
    public async Task HEAD_answers_wherever_GET_does_and_every_answer_states_its_caching()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var walk = await Walk.BeginAsync(site, await site.SignUpAsync(Roles.Admin));

        foreach (var (address, _) in walk.Reads)
        {
            var (get, head) = (await walk.Owner.Client.GetAsync(address), await walk.Owner.Client.SendAsync(HttpMethod.Head, address, null));

            Assert.True((get.Status, 0) == (head.Status, head.Bytes.Length), $"{address}: {get.Status}, HEAD {head.Status}");
            Assert.True(get.Header("Cache-Control") is not null && head.Header("Cache-Control") is not null, address);
            Assert.True(get.Status < 500, $"{address}: {get.Text}");
        }
    }

    [Theory]
    [InlineData("healthcheck")]
    [InlineData("nothing/here")]
    [InlineData("/")]
    public async Task Our_own_headers_have_no_X_prefix(string address)
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();

        var answer = await client.GetAsync(address);

        Assert.Empty(answer.Headers.Select(header => header.Key).Where(name => name.StartsWith("X-", StringComparison.Ordinal))
            .Except(["X-Content-Type-Options", "X-XSS-Protection", "X-Frame-Options"])); // browsers know these by these names alone
    }

    [Fact]
    public async Task TRACE_echoes_nothing()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var person = await site.SignUpAsync();

        var answer = await person.Client.SendAsync(HttpMethod.Trace, "healthcheck", null);

        Assert.Equal(405, answer.Status);
        Assert.DoesNotContain(person.Client.Token!, answer.Text);
    }
}
