using Microsoft.AspNetCore.Builder;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Requirements;

public sealed class AnswerTests
{
    [Theory]
    [InlineData("DELETE", "healthcheck", 405, "Method Not Allowed")]
    [InlineData("GET", "no/such/route", 404, "Not Found")]
    public async Task A_status_with_nothing_more_to_say_carries_its_standard_phrase(string method, string address, int status, string phrase)
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();

        var answer = await client.SendAsync(new HttpMethod(method), address, null);

        Assert.Equal((status, phrase), (answer.Status, answer.Message));
    }

    [Fact]
    public async Task The_texts_of_the_notes_are_said_word_for_word()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, map: app => app.MapGet("/fails", string () => throw new InvalidOperationException()));
        using var keeper = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var (name, video) = (Person.NewName(), await site.AddAsync(keeper, new Listed("The keeper's")));
        var somebody = new { fullname = "Ada", username = name, email = $"{name}@example.org", password = "engine no. 1" };

        Assert.Equal((201, "User registered successfully"), Of(await visitor.PostAsync("users/register", somebody)));
        Assert.Equal((422, "Invalid email format"), Of(await visitor.PostAsync("users/register", somebody with { email = "x" })));
        Assert.Equal((200, "Login successful"), Of(await visitor.PostAsync("users/login", new { username = name, somebody.password })));
        Assert.Equal((400, "Email and password are required"), Of(await visitor.PostAsync("users/login", new { somebody.email })));
        Assert.Equal((400, "Username and password are required"), Of(await visitor.PostAsync("users/login", new { username = name })));
        Assert.Equal((401, "Invalid email or password"), Of(await visitor.PostAsync("users/login", new { somebody.email, password = "a guess of it" })));
        Assert.Equal((401, "Invalid credentials"), Of(await visitor.PostAsync("users/login", new { username = name, password = "a guess of it" })));
        Assert.Equal((403, "Access forbidden"), Of(await person.Client.GetAsync("moderation/reports")));
        Assert.Equal((403, "You do not have permission to access this resource"), Of(await person.Client.DeleteAsync($"videos/{video}")));
        Assert.Equal((404, "User not found"), Of(await visitor.GetAsync("users/c/nobody-here")));
        Assert.Equal((500, "Internal server error. Please try again later."), Of(await visitor.GetAsync("/fails")));
    }

    private static (int, string?) Of(Answer answer) => (answer.Status, answer.Message);
}
