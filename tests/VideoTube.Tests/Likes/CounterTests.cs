using VideoTube.Data;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Likes;

/// <summary>Numbers beside what they count stay true when 64 people do the same at once.</summary>
public sealed class CounterTests
{
    private const int People = 64;

    [Theory, OnBothEngines]
    public async Task Likes_are_counted_exactly_when_many_come_at_once(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var crowd = await Crowd.GatherAsync(site, People);
        var owner = crowd.Members[0];
        var video = await site.AddAsync(owner, new Listed("Liked"));
        var comment = (string)(await owner.Client.PostAsync($"comments/{video}", new { content = "A comment" })).Data["_id"]!;
        var post = (string)(await owner.Client.PostAsync("tweets", new { content = "A post" })).Data["_id"]!;

        foreach (var (letter, id, rows, things) in new[]
            { ("v", video.ToString(), $"video_likes WHERE video_id = '{video}'", "videos"), ("c", comment, $"comment_likes WHERE comment_id = '{comment}'", "comments"), ("t", post, $"post_likes WHERE post_id = '{post}'", "posts") })
        {
            await crowd.DoAsync(person => person.Client.PostAsync($"likes/toggle/{letter}/{id}"));
            await AssertAsync(site, rows, things, "likes", id, People);
            await crowd.DoAsync(person => crowd.Members.ToList().IndexOf(person) % 2 == 0 ? person.Client.PostAsync($"likes/toggle/{letter}/{id}") : person.Client.PutAsync($"likes/{letter}/{id}"));
            await AssertAsync(site, rows, things, "likes", id, People / 2);
            Assert.Equal(People / 2, (int)(await owner.Client.DeleteAsync($"likes/{letter}/{id}")).Data["likesCount"]!);
        }
    }

    [Theory, OnBothEngines]
    public async Task Subscribers_are_counted_exactly_when_many_come_at_once(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var channel = await site.SignUpAsync();
        using var crowd = await Crowd.GatherAsync(site, People);
        var (path, rows) = ($"subscriptions/c/{channel.Id}", $"subscriptions WHERE channel_id = '{channel.Id}'");

        await crowd.DoAsync(person => person.Client.PostAsync(path));
        await AssertAsync(site, rows, "users", "subscribers", channel.Id.ToString(), People);
        await crowd.DoAsync(person => crowd.Members.ToList().IndexOf(person) % 2 == 0 ? person.Client.PostAsync(path) : person.Client.PutAsync(path));
        await AssertAsync(site, rows, "users", "subscribers", channel.Id.ToString(), People / 2);
        Assert.Equal(People / 2, (int)(await crowd.Members[0].Client.DeleteAsync(path)).Data["subscribersCount"]!);
    }

    [Theory, OnBothEngines]
    public async Task People_who_subscribe_to_each_other_at_once_do_not_stand_in_each_others_way(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var crowd = await Crowd.GatherAsync(site, 16);

        await crowd.DoAsync(async person =>
        {
            var last = await person.Client.GetAsync("users/current-user");
            foreach (var other in crowd.Members.Where(other => other != person))
                last = await person.Client.PutAsync($"subscriptions/c/{other.Id}");
            return last;
        });

        foreach (var person in crowd.Members)
            await AssertAsync(site, $"subscriptions WHERE channel_id = '{person.Id}'", "users", "subscribers", person.Id.ToString(), 15);
    }

    [Theory, OnBothEngines]
    public async Task Comments_and_answers_are_counted_exactly_when_many_come_and_go_at_once(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var crowd = await Crowd.GatherAsync(site, People);
        var video = await site.AddAsync(crowd.Members[0], new Listed("Discussed"));
        var top = (string)(await crowd.Members[0].Client.PostAsync($"comments/{video}", new { content = "Top" })).Data["_id"]!;

        var written = await crowd.DoAsync(person => person.Client.PostAsync($"comments/{video}", new { content = "An answer", parent = top }), 201);
        await AssertAsync(site, $"comments WHERE video_id = '{video}'", "videos", "comments", video.ToString(), People + 1);
        await AssertAsync(site, $"comments WHERE parent_id = '{top}'", "comments", "replies", top, People);

        var own = crowd.Members.Zip(written, (person, answer) => (person, answer)).ToDictionary(pair => pair.person, pair => (string)pair.answer.Data["_id"]!);
        await crowd.DoAsync(person => person.Client.DeleteAsync($"comments/c/{own[person]}"));
        await AssertAsync(site, $"comments WHERE video_id = '{video}'", "videos", "comments", video.ToString(), 1);
        Assert.Equal(0, (int)(await crowd.Members[0].Client.GetAsync($"comments/c/{top}")).Data["repliesCount"]!);
    }

    private static async Task AssertAsync(TestSite site, string rows, string things, string column, string id, int expected)
    {
        await using var read = await site.Get<Database>().ReadAsync(CancellationToken.None);
        Assert.Equal(expected, await read.GetAsync<long>($"SELECT COUNT(*) FROM {rows}"));
        Assert.Equal(expected, await read.GetAsync<long>($"SELECT {column} FROM {things} WHERE id = @id", new { id }));
    }
}
