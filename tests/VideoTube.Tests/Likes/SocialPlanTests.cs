using VideoTube.Comments;
using VideoTube.Data;
using VideoTube.Likes;
using VideoTube.Posts;
using VideoTube.Subscriptions;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Likes;

/// <summary>Every list of what people do together walks its index.</summary>
public sealed class SocialPlanTests
{
    private static readonly (string, object)[] Values =
    [
        ("video", "0"), ("parent", "0"), ("channel", "0"), ("person", "0"), ("from", "g"), ("likes", 1L), ("Viewer", "0"), ("Now", 0L), ("Limit", 11), ("Skip", 0),
        ("Reach", 11), ("Key", 1L), ("After", "g"),
    ];

    [Theory, OnBothEngines]
    public async Task Lists_of_comments_likes_posts_and_subscriptions_walk_their_indexes(Engine engine)
    {
        var site = await SharedSites.On(engine);

        await QueryPlan.UsesAsync(site, CommentListSql.Newest.First, Values, "comments_newest");
        await QueryPlan.UsesAsync(site, CommentListSql.Top.First, Values, "comments_top");
        await QueryPlan.UsesAsync(site, CommentListSql.Replies.First, [("from", ""), .. Values.Where(value => value.Item1 != "from")], "comments_replies");
        await QueryPlan.UsesAsync(site, LikedVideoStore.List.First, Values, "video_likes_newest");
        await QueryPlan.UsesAsync(site, SubscriptionStore.OfChannel.First, Values, "subscriptions_of_channel");
        await QueryPlan.UsesAsync(site, SubscriptionStore.OfPerson.First, Values, "subscriptions_of_subscriber");
        await QueryPlan.UsesAsync(site, PostStore.OfChannel.First, Values, "posts_channel");
        await QueryPlan.UsesAsync(site, PostStore.All.First, Values, engine == Engine.Sqlite ? "sqlite_autoindex_posts_1" : "posts_pkey");
    }

    [Theory, OnBothEngines]
    public async Task The_feed_takes_the_newest_of_each_channel_from_its_index(Engine engine)
    {
        var site = await SharedSites.On(engine);

        // Sorted are: the channels by their newest, what is taken of them, the page.
        var feed = FeedSql.For(site.Get<Database>().Dialect);
        foreach (var sql in new[] { feed.First, feed.Following })
            await QueryPlan.UsesAsync(site, sql, Values, "videos_channel_newest", sortings: 3);
    }
}
