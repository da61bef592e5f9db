using VideoTube.Data;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Subscriptions;

public sealed class SubscriptionFeedTests
{
    [Theory, OnBothEngines]
    public async Task The_feed_merges_the_listed_videos_of_ones_channels_newest_first(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var crowd = await Crowd.GatherAsync(site, 5);
        var (fan, stranger) = (crowd.Members[0], crowd.Members[4]);
        var expected = new List<Id>();
        foreach (var channel in crowd.Members.Skip(1))
        {
            var shown = await site.AddAsync(channel, [.. Enumerable.Range(0, 7).Select(i => new Listed($"Number {i}"))]);
            await site.AddAsync(channel,
            [
                new Listed("Draft") { Published = false }, new Listed("Private") { Visibility = "private" }, new Listed("Unlisted") { Visibility = "unlisted" },
                new Listed("Unplayable") { Playable = false }, new Listed("Members") { Visibility = "members" },
            ]);
            if (channel != stranger)
            {
                Assert.Equal(200, (await fan.Client.PutAsync($"subscriptions/c/{channel.Id}")).Status);
                expected.AddRange(shown);
            }
        }

        var order = await NewestFirstAsync(site, expected);

        foreach (var limit in new[] { 1, 4, 10, 50 })
            Assert.Equal(order, await fan.Client.ReadBothWaysAsync($"subscriptions/feed?limit={limit}"));
        Assert.True((bool)(await fan.Client.GetAsync("subscriptions/feed")).Data["docs"]![0]!["owner"]!["isSubscribed"]!);
        Assert.Empty(await stranger.Client.ReadBothWaysAsync("subscriptions/feed"));
    }

    [Theory, OnBothEngines]
    public async Task Members_find_the_videos_for_members_in_their_feed(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var channel = await site.SignUpAsync();
        using var member = await site.SignUpAsync();
        using var former = await site.SignUpAsync();
        var now = site.Get<TimeProvider>().GetUtcNow();
        var shown = await site.AddAsync(channel, [new Listed("For all"), new Listed("For members") { Visibility = "members" }, new Listed("For all too")]);
        foreach (var (person, until) in new[] { (member, now.AddDays(1)), (former, now.AddDays(-1)) })
        {
            await site.Get<Database>().ExecuteAsync("""
                INSERT INTO memberships (channel_id, user_id, source, expires_at, created_at) VALUES (@channel, @person, 'hand', @until, @now)
                """, new { channel = channel.Id, person = person.Id, until, now }, CancellationToken.None);
            Assert.Equal(200, (await person.Client.PutAsync($"subscriptions/c/{channel.Id}")).Status);
        }

        Assert.Equal(await NewestFirstAsync(site, shown), await member.Client.ReadBothWaysAsync("subscriptions/feed?limit=2"));
        Assert.Equal(await NewestFirstAsync(site, [shown[0], shown[2]]), await former.Client.ReadBothWaysAsync("subscriptions/feed?limit=1"));
    }

    [Fact]
    public async Task The_feed_is_for_those_signed_in()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var visitor = site.NewClient();
        using var person = await site.SignUpAsync();

        Assert.Equal(401, (await visitor.GetAsync("subscriptions/feed")).Status);
        Assert.Equal(422, (await person.Client.GetAsync("subscriptions/feed?cursor=nonsense")).Status);
    }

    private static async Task<List<string>> NewestFirstAsync(TestSite site, IReadOnlyList<Id> videos)
    {
        await using var read = await site.Get<Database>().ReadAsync(CancellationToken.None);
        var rows = new List<(long At, string Id)>();
        foreach (var id in videos)
            rows.Add((await read.GetAsync<long>("SELECT created_at FROM videos WHERE id = @id", new { id }), id.ToString()));
        return [.. rows.OrderByDescending(row => row.At).ThenByDescending(row => row.Id, StringComparer.Ordinal).Select(row => row.Id)];
    }
}
