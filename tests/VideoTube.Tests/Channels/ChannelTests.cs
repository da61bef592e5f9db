using VideoTube.Data;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Channels;

public sealed class ChannelTests
{
    [Theory, OnBothEngines]
    public async Task A_channel_shows_its_email_to_its_owner_alone(Engine engine)
    {
        using var client = (await SharedSites.On(engine)).NewClient();
        var (person, other) = (await Person.JoinAsync(client), await Person.JoinAsync(client));

        var visitor = await client.GetAsync($"users/c/{person.Username.ToUpperInvariant()}");
        client.Token = other.AccessToken;
        var stranger = await client.GetAsync($"users/c/{person.Username}");
        client.Token = person.AccessToken;
        var owner = await client.GetAsync($"users/c/{person.Username}");

        Assert.Equal((200, person.Id), (visitor.Status, (string?)visitor.Data["_id"]));
        Assert.DoesNotContain(person.Email, visitor.Text);
        Assert.DoesNotContain(person.Email, stranger.Text);
        Assert.Equal(person.Email, (string?)owner.Data["email"]);
    }

    [Theory, OnBothEngines]
    public async Task A_channel_counts_the_videos_that_everyone_sees(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);
        await AddVideoAsync(site, person, published: true, playable: true);
        await AddVideoAsync(site, person, published: true, playable: true);
        await AddVideoAsync(site, person, published: false, playable: true);
        await AddVideoAsync(site, person, published: true, playable: false);

        Assert.Equal(2, (int)(await client.GetAsync($"users/c/{person.Username}")).Data["videosCount"]!);
    }

    [Theory, OnBothEngines]
    public async Task A_channel_of_nobody_is_not_found(Engine engine)
    {
        using var client = (await SharedSites.On(engine)).NewClient();

        var answer = await client.GetAsync($"users/c/{Person.NewName()}");

        Assert.Equal((404, "User not found", "user.not_found"), (answer.Status, answer.Message, answer.Code));
    }

    private static Task AddVideoAsync(TestSite site, Person owner, bool published, bool playable) =>
        site.Get<Database>().ExecuteAsync(
            """
            INSERT INTO videos (id, owner_id, title, description, published, status, playable, node, created_at, updated_at)
            VALUES (@id, @owner, 'A title', '', @published, 'ready', @playable, 'test', 0, 0)
            """,
            new { id = Id.New(TimeProvider.System), owner = owner.Id, published, playable }, CancellationToken.None);
}
