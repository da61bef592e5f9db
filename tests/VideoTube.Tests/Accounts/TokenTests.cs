using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using VideoTube.Configuration;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Accounts;

public sealed class TokenTests
{
    [Fact]
    public async Task An_access_token_says_who_and_nothing_secret()
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();
        var person = await Person.JoinAsync(client);

        var claims = PartOf(person.AccessToken, 1);

        Assert.Equal(["_id", "email", "username", "fullname", "sid", "iat", "exp"], claims.Select(claim => claim.Key));
        Assert.Equal(86400, (long)claims["exp"]! - (long)claims["iat"]!);
        Assert.Equal(["_id", "sid", "jti", "iat", "exp"], PartOf(person.RefreshToken, 1).Select(claim => claim.Key));
        Assert.Equal("HS256", (string?)PartOf(person.AccessToken, 0)["alg"]);
    }

    [Theory]
    [InlineData("""{"typ":"JWT","alg":"none"}""")]
    [InlineData("""{"typ":"JWT","alg":"None"}""")]
    [InlineData("""{"typ":"JWT","alg":"RS256"}""")]
    [InlineData("""{"typ":"JWT","alg":"HS512"}""")]
    [InlineData("""{"alg":"HS256","typ":"JWT","kid":"../../dev/null"}""")]
    public async Task Another_algorithm_is_never_taken(string header)
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);
        var payload = person.AccessToken.Split('.')[1];
        var head = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header));
        var signature = Base64Url.EncodeToString(HMACSHA256.HashData(site.Get<Settings>().AccessToken.Secret, Encoding.UTF8.GetBytes($"{head}.{payload}")));

        foreach (var token in new[] { $"{head}.{payload}.{signature}", $"{head}.{payload}.", $"{head}.{payload}" })
        {
            client.Token = token;
            Assert.Equal(401, (await client.GetAsync("users/current-user")).Status);
        }
    }

    [Fact]
    public async Task A_changed_token_is_refused()
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();
        var person = await Person.JoinAsync(client);
        var other = await Person.JoinAsync(client);
        var (mine, theirs) = (person.AccessToken.Split('.'), other.AccessToken.Split('.'));

        client.Token = $"{mine[0]}.{theirs[1]}.{mine[2]}";

        Assert.Equal((401, "auth.invalid_token"), (await client.GetAsync("users/current-user")) is var answer ? (answer.Status, answer.Code) : default);
    }

    private static JsonObject PartOf(string token, int part) =>
        JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[part]))!.AsObject();
}
