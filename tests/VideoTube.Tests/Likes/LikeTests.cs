using VideoTube.Data;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Likes;

public sealed class LikeTests
{
    private const string Nothing = "000000000000000000000000";

    [Theory, OnBothEngines]
    public async Task Videos_comments_and_posts_are_liked_and_no_longer(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();

        foreach (var (letter, id, path) in await ThingsAsync(site, owner))
        {
            Assert.Equal((true, 1), Read(await owner.Client.PostAsync($"likes/toggle/{letter}/{id}")));
            Assert.Equal((true, 2), Read(await other.Client.PostAsync($"likes/toggle/{letter}/{id}")));
            Assert.Equal((true, 2), Read(await other.Client.GetAsync(path)));
            Assert.Equal((false, 1), Read(await other.Client.PostAsync($"likes/toggle/{letter}/{id}")));
            Assert.Equal((false, 1), Read(await other.Client.DeleteAsync($"likes/{letter}/{id}")));
            Assert.Equal((true, 2), Read(await other.Client.PutAsync($"likes/{letter}/{id}")));
            Assert.Equal((true, 2), Read(await other.Client.PutAsync($"likes/{letter}/{id}")));
            Assert.Equal((false, 1), Read(await other.Client.DeleteAsync($"likes/{letter}/{id}")));
            Assert.Equal((false, 1), Read(await other.Client.GetAsync(path)));
        }
    }

    [Theory, OnBothEngines]
    public async Task What_is_not_there_or_not_to_be_seen_cannot_be_liked(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var hidden = await site.AddAsync(owner, new Listed("Private") { Visibility = "private" });
        var members = await site.AddAsync(owner, new Listed("Members") { Visibility = "members" });
        var comment = await CommentAsync(owner, hidden);
        var shown = (await ThingsAsync(site, owner)).ToDictionary(thing => thing.Letter, thing => thing.Id);

        foreach (var act in new Func<Client, string, Task<Answer>>[]
            { (client, path) => client.PostAsync($"likes/toggle/{path}"), (client, path) => client.PutAsync($"likes/{path}"), (client, path) => client.DeleteAsync($"likes/{path}") })
        {
            foreach (var letter in new[] { "v", "c", "t" })
            {
                Assert.Equal(401, (await act(visitor, $"{letter}/{shown[letter]}")).Status);
                Assert.Equal(404, (await act(other.Client, $"{letter}/{Nothing}")).Status);
                Assert.Equal(400, (await act(other.Client, $"{letter}/nonsense")).Status);
            }

            Assert.Equal(404, (await act(other.Client, $"v/{hidden}")).Status);
            Assert.Equal(404, (await act(other.Client, $"c/{comment}")).Status);
            Assert.Equal(402, (await act(other.Client, $"v/{members}")).Status);
            Assert.Equal(200, (await act(owner.Client, $"v/{members}")).Status);
        }

        Assert.Equal(200, (await owner.Client.DeleteAsync($"videos/{shown["v"]}")).Status);
        Assert.Equal(200, (await owner.Client.DeleteAsync($"tweets/{shown["t"]}")).Status);
        Assert.Equal(410, (await other.Client.PutAsync($"likes/v/{shown["v"]}")).Status);
        Assert.Equal(410, (await other.Client.PutAsync($"likes/t/{shown["t"]}")).Status);
        Assert.Equal(404, (await other.Client.PutAsync($"likes/c/{shown["c"]}")).Status);
    }

    [Theory, OnBothEngines]
    public async Task Two_clicks_at_once_never_make_two_likes(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();

        foreach (var (letter, id, path) in await ThingsAsync(site, owner))
        {
            for (var round = 0; round < 10; round++)
            {
                var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => owner.Client.PostAsync($"likes/toggle/{letter}/{id}")));
                Assert.All(answers, answer => Assert.Equal(200, answer.Status));
                var (isLiked, count) = Read(await owner.Client.GetAsync(path));
                Assert.Equal(isLiked ? 1 : 0, count);
            }
        }
    }

    [Theory, OnBothEngines]
    public async Task The_last_like_comes_first_with_the_whole_video_and_pages_stay_full(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var liker = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var videos = await site.AddAsync(owner, [.. Enumerable.Range(0, 8).Select(i => new Listed($"Number {i}"))]);
        foreach (var video in videos)
            Assert.Equal(200, (await liker.Client.PutAsync($"likes/v/{video}")).Status);
        foreach (var hidden in new[] { videos[6], videos[3] })
            await owner.Client.PatchAsync($"videos/{hidden}", new { visibility = "private" });
        await owner.Client.PatchAsync($"videos/{videos[1]}", new { visibility = "members" });

        var page = (await liker.Client.GetAsync("likes/videos?limit=3")).Data["docs"]!.AsArray();
        var all = await liker.Client.ReadAllAsync("likes/videos?limit=3", byCursor: true);

        Assert.Equal(3, page.Count);
        Assert.Equal([videos[7], videos[5], videos[4], videos[2], videos[1], videos[0]], all.Select(like => Id.Parse((string)like["video"]!["_id"]!)));
        Assert.Equal(6, (await liker.Client.ReadBothWaysAsync("likes/videos?limit=3")).Count);
        Assert.Equal((owner.Username, true), ((string?)page[0]!["video"]!["owner"]!["username"], (bool)page[0]!["video"]!["isLiked"]!));
        Assert.True((bool)all[4]["video"]!["isLocked"]!);
        Assert.NotNull(page[0]!["createdAt"]);
        Assert.Empty(await owner.Client.ReadBothWaysAsync("likes/videos"));
        Assert.Equal(401, (await visitor.GetAsync("likes/videos")).Status);
        Assert.Equal(422, (await liker.Client.GetAsync("likes/videos?cursor=nonsense")).Status);
    }

    /// <summary>One of each kind: how likes call it, its id, where to read it.</summary>
    private static async Task<List<(string Letter, string Id, string Path)>> ThingsAsync(TestSite site, Member owner)
    {
        var video = await site.AddAsync(owner, new Listed("Liked"));
        var comment = await CommentAsync(owner, video);
        var post = (string)(await owner.Client.PostAsync("tweets", new { content = "A post" })).Data["_id"]!;
        return [("v", video.ToString(), $"videos/{video}"), ("c", comment, $"comments/c/{comment}"), ("t", post, $"tweets/{post}")];
    }

    private static async Task<string> CommentAsync(Member owner, Id video) =>
        (string)(await owner.Client.PostAsync($"comments/{video}", new { content = "A comment" })).Data["_id"]!;

    private static (bool IsLiked, int Count) Read(Answer answer)
    {
        Assert.True(answer.Status == 200, answer.Text);
        return ((bool)answer.Data["isLiked"]!, (int)answer.Data["likesCount"]!);
    }
}
