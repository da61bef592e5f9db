using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Requirements;

public sealed class ClientFaultCodeTests
{
    private const string Nothing = "000000000000000000000000";

    [Theory, OnBothEngines]
    public async Task Code_400_data_that_cannot_be_read_or_is_missing(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var person = await site.SignUpAsync();

        Assert.Equal((400, "body.unreadable"), Of(await person.Client.PostAsync("tweets", "{not json")));
        Assert.Equal((400, "body.missing"), Of(await person.Client.PostAsync("tweets", new { })));
        Assert.Equal((400, "id.shape"), Of(await person.Client.GetAsync("tweets/nonsense")));
    }

    [Theory, OnBothEngines]
    public async Task Code_401_without_a_token_with_a_bad_one_and_with_an_expired_one(Engine engine)
    {
        var clock = new TestClock();
        await using var site = await TestSite.StartAsync(engine, new() { ["ACCESS_TOKEN_EXPIRY"] = "10m" }, clock.Use);
        using var person = await site.SignUpAsync();
        using var visitor = site.NewClient();
        clock.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal((401, "auth.required"), Of(await visitor.GetAsync("users/current-user")));
        Assert.Equal((401, "auth.invalid_token"), Of(await visitor.GetAsync("users/current-user", ("Authorization", "Bearer a.b.c"))));
        Assert.Equal((401, "auth.expired_token"), Of(await person.Client.GetAsync("users/current-user")));
    }

    [Theory, OnBothEngines]
    public async Task Code_402_a_members_only_video_without_a_membership(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        var video = await site.AddAsync(owner, new Listed("For members") { Visibility = "members" });

        Assert.Equal((402, "video.members_only"), Of(await person.Client.GetAsync($"videos/{video}")));
        Assert.Equal(200, (await owner.Client.PutAsync($"memberships/members/{person.Id}", new { days = 1 })).Status);
        Assert.Equal(200, (await person.Client.GetAsync($"videos/{video}")).Status);
    }

    [Theory, OnBothEngines]
    public async Task Code_403_signed_in_but_not_allowed(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        var video = await site.AddAsync(owner, new Listed("Theirs"));

        Assert.Equal((403, "video.not_yours"), Of(await person.Client.PatchAsync($"videos/{video}", new { title = "Mine" })));
        Assert.Equal((403, "auth.forbidden"), Of(await person.Client.GetAsync("moderation/reports")));
    }

    [Theory, OnBothEngines]
    public async Task Code_404_what_is_not_there_and_what_is_not_yours_to_know_of_look_the_same(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        var hidden = await site.AddAsync(owner, new Listed("Draft") { Published = false });

        var (nothing, secret) = (await person.Client.GetAsync($"videos/{Nothing}"), await person.Client.GetAsync($"videos/{hidden}"));

        Assert.Equal((404, "video.not_found"), Of(nothing));
        Assert.Equal((Of(nothing), nothing.Message), (Of(secret), secret.Message));
    }

    [Theory, OnBothEngines]
    public async Task Code_409_a_name_that_somebody_has(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var first = await site.SignUpAsync();
        using var second = await site.SignUpAsync();

        Assert.Equal((409, "user.username_taken"), Of(await second.Client.PatchAsync("users/update-account", new { username = first.Username })));
        Assert.Equal((409, "user.email_taken"), Of(await second.Client.PatchAsync("users/update-account", new { email = $"{first.Username}@example.org", password = $"secret-{second.Username}" })));
    }

    [Theory, OnBothEngines]
    public async Task Code_410_what_was_deleted_for_good(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var video = await site.AddAsync(owner, new Listed("Deleted"));
        Assert.Equal(200, (await owner.Client.DeleteAsync($"videos/{video}")).Status);

        Assert.Equal((410, "video.gone"), Of(await visitor.GetAsync($"videos/{video}")));
    }

    [Fact]
    public async Task Code_415_a_body_of_a_type_that_is_not_taken()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var person = await site.SignUpAsync();

        using var text = new StringContent("content=A post");
        Assert.Equal((415, "body.type"), Of(await person.Client.SendAsync(HttpMethod.Post, "tweets", text)));
        Assert.Equal((415, "body.type"), Of(await person.Client.PostAsync("videos", new { title = "No form" })));
    }

    [Fact]
    public async Task Code_422_readable_but_wrong_told_by_field()
    {
        using var visitor = (await SharedSites.On(Engine.Sqlite)).NewClient();

        var answer = await visitor.PostAsync("users/register", new { fullname = "Ada", username = Person.NewName(), email = "no address", password = "short" });

        Assert.Equal((422, "body.invalid"), Of(answer));
        Assert.Equal(["email", "password"], answer.Json["errors"]!.AsArray().Select(error => (string)error!["field"]!).Order());
    }

    [Theory, OnBothEngines]
    public async Task Code_428_a_change_that_does_not_say_what_it_changes(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var video = await site.AddAsync(owner, new Listed("With chapters"));

        var answer = await owner.Client.PutAsync($"videos/{video}/chapters", new { chapters = new[] { new { start = 0, title = "One" } } });

        Assert.Equal((428, "precondition.required"), Of(answer));
    }

    [Theory, OnBothEngines]
    public async Task Code_429_one_client_too_fast_is_told_when_to_come_back(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, new() { ["LOGIN_ATTEMPTS"] = "1" });
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);
        var wrong = new { username = person.Username, password = "a guess of it" };
        Assert.Equal(401, (await client.PostAsync("users/login", wrong)).Status);

        var refused = await client.PostAsync("users/login", wrong);

        Assert.Equal((429, "login.too_many"), Of(refused));
        Assert.InRange(int.Parse(refused.Header("Retry-After")!), 1, 900);
    }

    private static (int Status, string? Code) Of(Answer answer) => (answer.Status, answer.Code);
}
