using VideoTube.Data;
using VideoTube.Notifications;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Notifications;

public sealed class NotificationTests
{
    [Theory, OnBothEngines]
    public async Task A_comment_is_told_to_the_owner_and_an_answer_to_whom_it_answers(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var first = await site.SignUpAsync();
        using var second = await site.SignUpAsync();
        var video = await site.AddAsync(owner, new Listed("Talk"));
        var comment = await site.CommentAsync(first, video, new string('x', 300));
        await site.CommentAsync(second, video, "I agree", comment);
        await site.CommentAsync(owner, video, "Thanks", comment);
        await site.CommentAsync(owner, video, "To myself");

        var told = (await owner.Client.GetAsync("notifications")).Data;

        Assert.Equal(["comment", "comment"], await owner.KindsAsync());
        Assert.Equal(["reply", "reply"], await first.KindsAsync());
        Assert.Empty(await second.KindsAsync());
        Assert.Equal(2, (long)told["unseenCount"]!);
        var oldest = told["docs"]![1]!;
        Assert.Equal((first.Username, "Talk", 140), ((string?)oldest["actor"]!["username"], (string?)oldest["video"]!["title"], ((string)oldest["comment"]!["excerpt"]!).Length));
        Assert.Equal((comment.ToString(), false), ((string?)oldest["comment"]!["_id"], (bool)oldest["seen"]!));
    }

    [Theory, OnBothEngines]
    public async Task A_subscriber_is_told_once_however_often_they_change_their_mind(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var channel = await site.SignUpAsync();
        using var fan = await site.SignUpAsync();

        await site.SubscribeAsync(fan, channel);
        await site.UnsubscribeAsync(fan, channel);
        await site.SubscribeAsync(fan, channel);

        Assert.Equal(["subscriber"], await channel.KindsAsync());
    }

    [Theory, OnBothEngines]
    public async Task What_one_may_no_longer_see_is_neither_listed_nor_counted(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var reader = await site.SignUpAsync();
        using var rude = await site.SignUpAsync();
        var video = await site.AddAsync(owner, new Listed("Talk"));
        var mine = await site.CommentAsync(reader, video, "Mine");
        var bad = await site.CommentAsync(rude, video, "Bad", mine);
        Assert.Equal(["reply"], await reader.KindsAsync());

        await site.WriteAsync(session => session.ExecuteAsync("UPDATE comments SET withheld = TRUE WHERE id = @bad", new { bad }));
        Assert.Empty(await reader.KindsAsync());
        await site.WriteAsync(session => session.ExecuteAsync("UPDATE comments SET withheld = FALSE WHERE id = @bad", new { bad }));
        await owner.Client.PatchAsync($"videos/{video}", new { visibility = "members" });
        Assert.Equal(0, (long)(await reader.Client.GetAsync("notifications")).Data["unseenCount"]!);
        Assert.Empty(await reader.KindsAsync());
        await owner.Client.PatchAsync($"videos/{video}", new { visibility = "public" });
        Assert.Equal(["reply"], await reader.KindsAsync());
        await site.WriteAsync(session => session.ExecuteAsync("UPDATE users SET banned_at = 1 WHERE id = @id", new { id = rude.Id }));
        Assert.Empty(await reader.KindsAsync());
        Assert.Equal(["comment"], await owner.KindsAsync());
    }

    [Theory, OnBothEngines]
    public async Task Some_or_all_are_marked_as_seen_and_each_may_be_removed(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        var video = await site.AddAsync(owner, new Listed("Talk"));
        for (var i = 0; i < 3; i++)
            await site.CommentAsync(other, video, $"Comment {i}");
        var ids = (await owner.Client.GetAsync("notifications")).Data["docs"]!.AsArray().Select(doc => (string)doc!["_id"]!).ToList();

        Assert.Equal(2, (long)(await owner.Client.PatchAsync("notifications/read", new { ids = new[] { ids[0] } })).Data["unseenCount"]!);
        Assert.Equal(0, (long)(await other.Client.PatchAsync("notifications/read", new { ids })).Data["unseenCount"]!);
        Assert.Equal(2, (long)(await owner.Client.GetAsync("notifications")).Data["unseenCount"]!);
        Assert.Equal(404, (await other.Client.DeleteAsync($"notifications/{ids[1]}")).Status);
        Assert.Equal(204, (await owner.Client.DeleteAsync($"notifications/{ids[1]}")).Status);
        Assert.Equal(404, (await owner.Client.DeleteAsync($"notifications/{ids[1]}")).Status);
        Assert.Equal(0, (long)(await owner.Client.PatchAsync("notifications/read")).Data["unseenCount"]!);
        Assert.Equal(400, (await owner.Client.DeleteAsync("notifications/7")).Status);
        Assert.Equal(400, (await owner.Client.PatchAsync("notifications/read", new { ids = new[] { "7" } })).Status);
    }

    [Theory, OnBothEngines]
    public async Task The_list_goes_on_by_cursor_and_needs_a_sign_in(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var video = await site.AddAsync(owner, new Listed("Talk"));
        for (var i = 0; i < 5; i++)
            await site.CommentAsync(other, video, $"Comment {i}");
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await owner.Client.GetAsync($"notifications?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}")).Data;
            seen.AddRange(page["docs"]!.AsArray().Select(doc => (string)doc!["comment"]!["excerpt"]!));
            cursor = (string?)page["nextCursor"];
        }
        while (cursor is not null);

        Assert.Equal(["Comment 4", "Comment 3", "Comment 2", "Comment 1", "Comment 0"], seen);
        Assert.Equal(401, (await visitor.GetAsync("notifications")).Status);
        Assert.Equal(401, (await visitor.PatchAsync("notifications/read")).Status);
        Assert.Equal(401, (await visitor.DeleteAsync($"notifications/{video}")).Status);
    }

    [Theory, OnBothEngines]
    public async Task A_video_that_is_done_is_told_to_its_owner_and_to_those_who_follow(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var fan = await site.SignUpAsync();
        await site.SubscribeAsync(fan, owner);

        var sent = await owner.Client.UploadAsync(await Clips.Silent(), ("title", "New"));

        Assert.Equal(201, sent.Status);
        await Told.UntilAsync(async () => (await fan.KindsAsync()).Count > 0 && (await owner.KindsAsync()).Contains("ready"));
        Assert.Equal(["video"], await fan.KindsAsync());
        Assert.Equal(["ready", "subscriber"], await owner.KindsAsync());
        Assert.Equal("New", (string?)(await fan.Client.GetAsync("notifications")).Data["docs"]![0]!["video"]!["title"]);
    }

    [Theory, OnBothEngines]
    public async Task A_video_is_announced_once_and_when_everyone_may_see_it(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var fan = await site.SignUpAsync();
        await site.SubscribeAsync(fan, owner);
        var draft = await site.AddAsync(owner, new Listed("Draft") { Published = false, Visibility = "private" });

        await owner.Client.PatchAsync($"videos/{draft}", new { title = "Still a draft" });
        await owner.Client.PatchAsync($"videos/toggle/publish/{draft}");
        Assert.Equal(0, await site.CountAsync($"jobs WHERE subject = '{draft}'"));
        await owner.Client.PatchAsync($"videos/{draft}", new { visibility = "public" });
        await Told.UntilAsync(async () => (await fan.KindsAsync()).Count > 0);
        await owner.Client.PatchAsync($"videos/toggle/publish/{draft}");
        Assert.Empty(await fan.KindsAsync());
        await owner.Client.PatchAsync($"videos/toggle/publish/{draft}");

        Assert.Equal(1, await site.CountAsync($"jobs WHERE subject = '{draft}'"));
        Assert.Equal(["video"], await fan.KindsAsync());
    }

    [Theory, OnBothEngines]
    public async Task Lists_and_batches_walk_their_indexes(Engine engine)
    {
        var site = await SharedSites.On(engine);

        foreach (var (sql, index) in new[]
        {
            (NotificationSql.List.First, "notifications_newest"), (NotificationSql.List.Following, "notifications_newest"),
            (TellingStore.NextSubscribers, "subscriptions_of_channel"),
        })
        {
            var plan = await PlanAsync(site, sql);
            Assert.True(plan.Contains(index) && !plan.Contains("TEMP B-TREE") && !plan.Contains("Sort  ("), plan);
        }
    }

    internal static Task<string> PlanAsync(TestSite site, string sql) => QueryPlan.ReadAsync(site, sql,
        [("Viewer", "0"), ("Now", 0L), ("now", 0L), ("Limit", 11), ("Skip", 0), ("After", "f"), ("channel", "0"), ("after", ""), ("job", "f"), ("limit", 10), ("others", 10), ("owner", "0")]);
}
