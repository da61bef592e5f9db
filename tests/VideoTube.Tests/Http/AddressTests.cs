using System.Net;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Http;

public sealed class AddressTests
{
    [Theory]
    [InlineData("/api/videos?limit=3", "/api/v1/videos?limit=3")]
    [InlineData("/api/users/login", "/api/v1/users/login")]
    [InlineData("/api/version", "/api/v1/version")]
    public async Task Code_308_an_address_without_version_leads_to_the_one_of_today_with_its_method(string old, string today)
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var client = site.NewClient();

        var answer = await client.PostAsync(old, new { email = "a@b.c" });

        Assert.Equal(308, answer.Status);
        Assert.Equal(today, answer.Header("Location"));
    }

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v2/videos")]
    [InlineData("/apiary")]
    public async Task An_address_that_has_a_version_or_is_no_address_of_the_API_leads_nowhere(string path)
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var client = site.NewClient();

        Assert.Equal(404, (await client.GetAsync(path)).Status);
    }

    [Fact]
    public async Task A_client_that_follows_the_old_address_signs_in()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);
        using var following = new HttpClient { BaseAddress = site.Address };

        using var answer = await following.PostAsync(
            "/api/users/login", new FormUrlEncodedContent([new("username", person.Username), new("password", person.Password)]), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
