using System.Text.Json.Nodes;
using VideoTube.Data;
using VideoTube.Tests.Playlists;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Compatibility;

/// <summary>COMPATIBILITY=videotube: second names and second addresses of what people do together.</summary>
public sealed class SecondNameTests
{
    [Theory, OnBothEngines]
    public async Task Liked_videos_and_followed_channels_have_the_names_that_are_looked_for(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, new() { ["COMPATIBILITY"] = "videotube" });
        var (owner, member, video) = await MeetAsync(site);
        using var _ = owner;
        using var __ = member;

        var liked = (await member.Client.PostAsync($"likes/toggle/v/{video}", new { videoId = $"{video}" })).Data;
        var followed = (await member.Client.PostAsync($"subscriptions/c/{owner.Id}", new { })).Data;

        Assert.Equal((true, true), ((bool)liked["isLiked"]!, (bool)liked["liked"]!));
        Assert.Equal((true, true), ((bool)followed["subscribed"]!, (bool)followed["isSubscribed"]!));
        var like = (await member.Client.GetAsync("likes/videos")).Data["docs"]![0]!;
        Assert.Equal($"{video}", (string?)like["likedVideo"]!["_id"]);
        AssertSame(like["video"], like["likedVideo"]);
        AssertSame(like["video"]!["owner"], like["likedVideo"]!["ownerDetails"]);
        var channel = (await member.Client.GetAsync($"subscriptions/u/{member.Id}")).Data["docs"]![0]!;
        Assert.Equal(owner.Username, (string?)channel["subscribedChannel"]!["username"]);
        AssertSame(channel["channel"], channel["subscribedChannel"]);
        Assert.True((bool)channel["subscribedChannel"]!["subscribed"]!);
        Assert.False((bool)(await member.Client.PostAsync($"likes/toggle/v/{video}", new { })).Data["liked"]!);
        Assert.False((bool)(await member.Client.PostAsync($"subscriptions/c/{owner.Id}", new { })).Data["isSubscribed"]!);
    }

    [Theory, OnBothEngines]
    public async Task Comments_posts_and_playlists_bring_ownerDetails(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, new() { ["COMPATIBILITY"] = "videotube" });
        var (owner, member, video) = await MeetAsync(site);
        using var _ = owner;
        using var __ = member;
        await member.Client.PostAsync($"comments/{video}", new { content = "Said" });
        await owner.Client.PostAsync("tweets", new { content = "Posted" });
        var playlist = await owner.MakePlaylistAsync("Mix", video);

        JsonNode[] owned =
        [
            (await member.Client.GetAsync($"comments/{video}")).Data["docs"]![0]!, (await member.Client.GetAsync($"tweets/user/{owner.Id}")).Data["docs"]![0]!,
            (await member.Client.GetAsync($"playlist/{playlist}")).Data, (await member.Client.GetAsync($"playlist/user/{owner.Id}")).Data["docs"]![0]!,
        ];

        Assert.All(owned, thing => AssertSame(thing["owner"], thing["ownerDetails"]));
        Assert.Equal([member.Username, owner.Username, owner.Username, owner.Username], owned.Select(thing => (string)thing["ownerDetails"]!["username"]!));
        Assert.All(owned.Take(2), thing => Assert.Equal((bool)thing["isLiked"]!, (bool)thing["liked"]!));
    }

    [Theory, OnBothEngines]
    public async Task The_other_addresses_give_what_ours_give(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, new() { ["COMPATIBILITY"] = "videotube" });
        var (owner, member, video) = await MeetAsync(site);
        using var _ = owner;
        using var __ = member;
        await member.Client.PostAsync($"subscriptions/c/{owner.Id}", new { });
        await member.Client.PostAsync($"like/toggle/v/{video}", new { });
        await member.Client.PostAsync($"videos/{video}/views", new { position = 20, watched = 20 });
        await site.FlushViewsAsync();
        var playlist = await owner.MakePlaylistAsync("Mix", video);

        (string Other, string Ours)[] addresses =
        [
            ($"playlists/{playlist}", $"playlist/{playlist}"), ($"playlists/user/{owner.Id}", $"playlist/user/{owner.Id}"),
            ($"videos/v/{video}", $"videos/{video}"), ("users/watch-history", "users/history"),
            ($"subscriptions/c/{owner.Id}/subscribers", $"subscriptions/c/{owner.Id}"),
            ($"subscriptions/u/{member.Id}/channels", $"subscriptions/u/{member.Id}"), ("like/videos", "likes/videos"),
        ];
        foreach (var (other, ours) in addresses)
        {
            var (theirs, own) = (await member.Client.GetAsync(other), await member.Client.GetAsync(ours));
            Assert.True((theirs.Status, own.Status) == (200, 200), other);
            AssertSame(own.Data, theirs.Data);
            Assert.True(own.Data["docs"] is not JsonArray { Count: 0 }, other);
        }
    }

    [Theory, OnBothEngines]
    public async Task The_clean_API_has_one_name_for_each(Engine engine)
    {
        var site = await SharedSites.On(engine);
        var (owner, member, video) = await MeetAsync(site);
        using var _ = owner;
        using var __ = member;

        var like = (await member.Client.PostAsync($"likes/toggle/v/{video}", new { videoId = $"{video}" })).Data.AsObject();
        var follow = (await member.Client.PostAsync($"subscriptions/c/{owner.Id}", new { channelId = $"{owner.Id}" })).Data.AsObject();
        var liked = (await member.Client.GetAsync("likes/videos")).Data["docs"]![0]!.AsObject();
        var followed = (await member.Client.GetAsync($"subscriptions/u/{member.Id}")).Data["docs"]![0]!.AsObject();

        Assert.Equal(["isLiked", "likesCount"], like.Select(field => field.Key));
        Assert.Equal(["subscribed", "subscribersCount"], follow.Select(field => field.Key));
        Assert.Equal(["_id", "video", "createdAt"], liked.Select(field => field.Key));
        Assert.Equal(["_id", "channel", "createdAt"], followed.Select(field => field.Key));
        foreach (var other in new[] { $"subscriptions/c/{owner.Id}/subscribers", $"subscriptions/u/{member.Id}/channels", "users/watch-history", "like/videos" })
            Assert.Equal(404, (await member.Client.GetAsync(other)).Status);
    }

    private static async Task<(Member Owner, Member Member, Id Video)> MeetAsync(TestSite site)
    {
        var (owner, member) = (await site.SignUpAsync(), await site.SignUpAsync());
        return (owner, member, await site.AddAsync(owner, new Listed("Shown")));
    }

    private static void AssertSame(JsonNode? one, JsonNode? other) =>
        Assert.True(one is not null && JsonNode.DeepEquals(one, other), $"{one}\n{other}");
}
