using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Subscriptions;

public sealed class SubscriptionTests
{
    private const string Nothing = "000000000000000000000000";

    [Theory, OnBothEngines]
    public async Task Somebody_subscribes_and_no_longer(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var channel = await site.SignUpAsync();
        using var fan = await site.SignUpAsync();
        var path = $"subscriptions/c/{channel.Id}";

        Assert.Equal((true, 1), Read(await fan.Client.PostAsync(path)));
        Assert.True((bool)(await fan.Client.GetAsync($"users/c/{channel.Username}")).Data["isSubscribed"]!);
        Assert.Equal(1, (int)(await channel.Client.GetAsync($"users/c/{channel.Username}")).Data["subscribersCount"]!);
        Assert.Equal(1, (int)(await channel.Client.GetAsync($"users/c/{fan.Username}")).Data["channelsSubscribedToCount"]!);
        Assert.Equal((false, 0), Read(await fan.Client.PostAsync(path)));
        Assert.Equal((true, 1), Read(await fan.Client.PutAsync(path)));
        Assert.Equal((true, 1), Read(await fan.Client.PutAsync(path)));
        Assert.Equal((false, 0), Read(await fan.Client.DeleteAsync(path)));
        Assert.Equal((false, 0), Read(await fan.Client.DeleteAsync(path)));
    }

    [Theory, OnBothEngines]
    public async Task Nobody_subscribes_to_themselves_or_to_nobody(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var person = await site.SignUpAsync();
        using var visitor = site.NewClient();

        foreach (var act in new Func<Client, string, Task<Answer>>[]
            { (client, id) => client.PostAsync($"subscriptions/c/{id}"), (client, id) => client.PutAsync($"subscriptions/c/{id}"), (client, id) => client.DeleteAsync($"subscriptions/c/{id}") })
        {
            Assert.Equal((400, "subscription.yourself"), ((await act(person.Client, person.Id.ToString())).Status, (await act(person.Client, person.Id.ToString())).Code));
            Assert.Equal(404, (await act(person.Client, Nothing)).Status);
            Assert.Equal(400, (await act(person.Client, "nonsense")).Status);
            Assert.Equal(401, (await act(visitor, person.Id.ToString())).Status);
        }
    }

    [Theory, OnBothEngines]
    public async Task A_channels_subscribers_and_a_persons_channels_are_listed_newest_first(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var crowd = await Crowd.GatherAsync(site, 5);
        using var visitor = site.NewClient();
        var (channel, other) = (crowd.Members[0], crowd.Members[1]);
        foreach (var fan in crowd.Members.Skip(1))
            Assert.Equal(200, (await fan.Client.PutAsync($"subscriptions/c/{channel.Id}")).Status);
        foreach (var liked in crowd.Members.Skip(2))
            Assert.Equal(200, (await other.Client.PutAsync($"subscriptions/c/{liked.Id}")).Status);

        var subscribers = await visitor.ReadAllAsync($"subscriptions/c/{channel.Id}?limit=2", byCursor: true);
        var channels = await other.Client.ReadAllAsync($"subscriptions/u/{other.Id}?limit=3", byCursor: true);

        Assert.Equal(crowd.Members.Skip(1).Reverse().Select(fan => fan.Username), subscribers.Select(one => (string?)one["subscriber"]!["username"]));
        Assert.Equal([crowd.Members[4].Username, crowd.Members[3].Username, crowd.Members[2].Username, channel.Username], channels.Select(one => (string?)one["channel"]!["username"]));
        Assert.Equal((4, true), ((int)channels[3]["channel"]!["subscribersCount"]!, (bool)channels[3]["channel"]!["isSubscribed"]!));
        Assert.False((bool)(await visitor.GetAsync($"subscriptions/u/{other.Id}")).Data["docs"]![0]!["channel"]!["isSubscribed"]!);
        Assert.Equal(4, (await visitor.ReadBothWaysAsync($"subscriptions/c/{channel.Id}?limit=2")).Count);
        Assert.Equal(4, (await visitor.ReadBothWaysAsync($"subscriptions/u/{other.Id}?limit=3")).Count);
        Assert.DoesNotContain("@example.org", subscribers[0].ToJsonString());
    }

    [Theory, OnBothEngines]
    public async Task Lists_of_nobody_are_not_found(Engine engine)
    {
        using var visitor = (await SharedSites.On(engine)).NewClient();

        foreach (var list in new[] { "subscriptions/c/", "subscriptions/u/" })
        {
            Assert.Equal(404, (await visitor.GetAsync(list + Nothing)).Status);
            Assert.Equal(400, (await visitor.GetAsync($"{list}nonsense")).Status);
        }
    }

    private static (bool Subscribed, int Count) Read(Answer answer)
    {
        Assert.True(answer.Status == 200, answer.Text);
        return ((bool)answer.Data["subscribed"]!, (int)answer.Data["subscribersCount"]!);
    }
}
