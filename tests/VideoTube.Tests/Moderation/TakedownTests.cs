using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Moderation;

public sealed class TakedownTests
{
    private const string Nothing = "000000000000000000000000";

    [Theory, OnBothEngines]
    public async Task A_video_that_was_taken_down_is_there_for_its_owner_and_the_keepers_alone(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var moderator = await site.SignUpAsync(Roles.Moderator);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var id = await site.AddAsync(owner, new Listed("Taken"));

        var taken = await moderator.Client.PutAsync($"moderation/takedowns/video/{id}", new { reason = "  Against the rules  " });
        var others = await visitor.GetAsync($"videos/{id}");
        var own = await owner.Client.GetAsync($"videos/{id}");

        Assert.Equal((200, "Against the rules"), (taken.Status, (string?)taken.Data["reason"]));
        Assert.Equal((410, "video.taken_down", "This video was taken down: Against the rules"), (others.Status, others.Code, others.Message));
        Assert.Equal((200, "Against the rules", false), (own.Status, (string?)own.Data["takedown"]!["reason"], (bool)own.Data["takedown"]!["byLaw"]!));
        Assert.NotNull((string?)own.Data["takedown"]!["createdAt"]);
        Assert.Equal(200, (await moderator.Client.GetAsync($"videos/{id}")).Status);
        Assert.Equal(0, (int)(await visitor.GetAsync($"videos?userId={owner.Id}")).Data["totalDocs"]!);

        Assert.Equal(200, (await owner.Client.PatchAsync($"videos/{id}", new { isPublished = true, visibility = "public" })).Status);
        Assert.Equal(410, (await visitor.GetAsync($"videos/{id}")).Status);

        Assert.Equal(200, (await moderator.Client.DeleteAsync($"moderation/takedowns/video/{id}", new { reason = "A mistake" })).Status);
        Assert.Equal(200, (await visitor.GetAsync($"videos/{id}")).Status);
        Assert.Null((await owner.Client.GetAsync($"videos/{id}")).Data["takedown"]);
        Assert.Equal(1, (int)(await visitor.GetAsync($"videos?userId={owner.Id}")).Data["totalDocs"]!);
        Assert.Equal(1, (int)(await visitor.GetAsync($"users/c/{owner.Username}")).Data["videosCount"]!);
    }

    [Theory, OnBothEngines]
    public async Task What_the_law_blocks_says_who_blocks_it(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, new() { ["ENCODERS"] = "0" });
        using var admin = await site.SignUpAsync();
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var upload = await owner.Client.UploadAsync(await Clips.Silent(1, "160x120"));
        var (path, file) = ($"videos/{upload.Data["_id"]}", (string)upload.Data["videoFile"]!);
        Assert.Equal(200, (await visitor.GetAsync(file)).Status);

        await admin.Client.PutAsync($"moderation/takedowns/video/{upload.Data["_id"]}", new { reason = "Order 7", byLaw = true });

        foreach (var answer in new[] { await visitor.GetAsync(path), await visitor.GetAsync(file), await visitor.GetAsync($"/watch/{upload.Data["_id"]}") })
            Assert.Equal((451, $"<{site.Address}>; rel=\"blocked-by\""), (answer.Status, answer.Header("Link")));
        Assert.Equal(200, (await owner.Client.GetAsync(file)).Status);
        Assert.Equal(200, (await admin.Client.GetAsync(file)).Status);
    }

    [Theory, OnBothEngines]
    public async Task Keepers_open_any_video_by_its_address_but_none_on_its_way(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var moderator = await site.SignUpAsync(Roles.Moderator);
        using var owner = await site.SignUpAsync();

        async Task<int> Open(Listed video) => (await moderator.Client.GetAsync($"videos/{await site.AddAsync(owner, video)}")).Status;

        Assert.Equal(200, await Open(new Listed("Private") { Visibility = "private" }));
        Assert.Equal(200, await Open(new Listed("Draft") { Published = false }));
        Assert.Equal(200, await Open(new Listed("Members") { Visibility = "members" }));
        Assert.Equal(404, await Open(new Listed("On its way") { Status = "uploading", Playable = false }));
        Assert.Equal(1, (int)(await moderator.Client.GetAsync($"videos?userId={owner.Id}")).Data["totalDocs"]!); // the members' one, as for all
    }

    [Theory, OnBothEngines]
    public async Task A_hidden_comment_hides_its_answers_and_the_counts_follow_both_ways(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var moderator = await site.SignUpAsync(Roles.Moderator);
        using var owner = await site.SignUpAsync();
        var video = await site.AddAsync(owner, new Listed("Discussed"));
        var top = await site.CommentAsync(owner, video);
        var (first, second) = (await site.CommentAsync(owner, video, top), await site.CommentAsync(owner, video, top));
        await site.CommentAsync(owner, video);

        async Task Is(long comments, long replies, bool topHidden, bool firstHidden, bool secondHidden)
        {
            Assert.Equal((comments, replies), (await site.CommentsOfAsync(video), await site.RepliesOfAsync(top)));
            Assert.Equal((topHidden, firstHidden, secondHidden), (
                await site.IsWithheldAsync("comments", top), await site.IsWithheldAsync("comments", first), await site.IsWithheldAsync("comments", second)));
        }

        await Is(4, 2, false, false, false);
        Assert.Equal(200, (await moderator.Client.PutAsync($"moderation/takedowns/comment/{first}", new { reason = "Rude" })).Status);
        await Is(3, 1, false, true, false);
        Assert.Equal(200, (await moderator.Client.PutAsync($"moderation/takedowns/comment/{top}", new { reason = "Rude" })).Status);
        Assert.Equal(200, (await moderator.Client.PutAsync($"moderation/takedowns/comment/{top}", new { reason = "Very rude" })).Status);
        await Is(1, 0, true, true, true);
        Assert.True(await site.IsWithheldAsync("comments", await site.CommentAsync(owner, video, top))); // an answer that came a moment late
        await Is(1, 0, true, true, true);
        Assert.Equal(200, (await moderator.Client.DeleteAsync($"moderation/takedowns/comment/{top}")).Status);
        await Is(4, 2, false, true, false);
        Assert.Equal(200, (await moderator.Client.DeleteAsync($"moderation/takedowns/comment/{first}")).Status);
        await Is(5, 3, false, false, false);
    }

    [Theory, OnBothEngines]
    public async Task Only_keepers_take_down_and_only_what_is_there(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var moderator = await site.SignUpAsync(Roles.Moderator);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var post = await site.PostAsync(owner);
        var path = $"moderation/takedowns/post/{post}";
        var reason = new { reason = "Spam" };

        Assert.Equal((401, 401), ((await visitor.PutAsync(path, reason)).Status, (await visitor.DeleteAsync(path)).Status));
        Assert.Equal((403, 403), ((await owner.Client.PutAsync(path, reason)).Status, (await owner.Client.DeleteAsync(path)).Status));
        Assert.Equal(400, (await moderator.Client.PutAsync(path, new { })).Status);
        Assert.Equal(400, (await moderator.Client.PutAsync(path, new { reason = "   " })).Status);
        Assert.Equal(422, (await moderator.Client.PutAsync(path, new { reason = new string('x', 501) })).Status);
        Assert.Equal(400, (await moderator.Client.PutAsync($"moderation/takedowns/channel/{owner.Id}", reason)).Status);
        Assert.Equal(400, (await moderator.Client.PutAsync("moderation/takedowns/post/nonsense", reason)).Status);
        Assert.Equal(404, (await moderator.Client.PutAsync($"moderation/takedowns/post/{Nothing}", reason)).Status);
        Assert.Equal(404, (await moderator.Client.PutAsync($"moderation/takedowns/comment/{post}", reason)).Status);
        Assert.Equal(400, (await moderator.Client.DeleteAsync($"moderation/takedowns/channel/{post}")).Status);
        Assert.Equal(404, (await moderator.Client.DeleteAsync(path)).Status);
        Assert.False(await site.IsWithheldAsync("posts", post));

        Assert.Equal(200, (await moderator.Client.PutAsync(path, reason)).Status);
        Assert.True(await site.IsWithheldAsync("posts", post));
        Assert.Equal(200, (await moderator.Client.DeleteAsync(path)).Status);
        Assert.False(await site.IsWithheldAsync("posts", post));
    }

    [Theory, OnBothEngines]
    public async Task A_deleted_video_takes_its_takedown_with_it(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var moderator = await site.SignUpAsync(Roles.Moderator);
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Gone"));
        await moderator.Client.PutAsync($"moderation/takedowns/video/{id}", new { reason = "Spam" });

        Assert.Equal(200, (await owner.Client.DeleteAsync($"videos/{id}")).Status);

        Assert.Equal(0, await site.ReadAsync<long>("SELECT COUNT(*) FROM takedowns WHERE subject_id = @id", new { id }));
        Assert.Equal((410, "video.gone"), (await owner.Client.GetAsync($"videos/{id}")) is var gone ? (gone.Status, gone.Code) : default);
    }
}
