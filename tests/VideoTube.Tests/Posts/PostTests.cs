using VideoTube.Data;
using VideoTube.Posts;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Posts;

public sealed class PostTests
{
    private const string Nothing = "000000000000000000000000";

    [Theory, OnBothEngines]
    public async Task A_post_is_written_and_found_at_its_location(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var writer = await site.SignUpAsync();
        using var visitor = site.NewClient();

        var written = await writer.Client.PostAsync("tweets", new { content = "  Tonight at eight  " });

        Assert.True(written.Status == 201, written.Text);
        Assert.Equal(("Tonight at eight", writer.Username, 0, false),
            ((string?)written.Data["content"], (string?)written.Data["owner"]!["username"], (int)written.Data["likesCount"]!, (bool)written.Data["isLiked"]!));
        Assert.Equal(written.Data.ToJsonString(), (await visitor.GetAsync(written.Header("Location")!)).Data.ToJsonString());
        Assert.Equal((string?)written.Data["_id"], (string?)(await visitor.GetAsync("tweets?limit=100")).Data["docs"]!.AsArray().First(post => (string?)post!["owner"]!["username"] == writer.Username)!["_id"]);
    }

    [Theory, OnBothEngines]
    public async Task A_channels_posts_are_listed_newest_first(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var writer = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
            ids.Insert(0, await WriteAsync(writer, $"Number {i}"));

        Assert.Equal(ids, await visitor.ReadBothWaysAsync($"tweets/user/{writer.Id}?limit=2"));
        Assert.Equal(404, (await visitor.GetAsync($"tweets/user/{Nothing}")).Status);
        Assert.Equal(400, (await visitor.GetAsync("tweets/user/nonsense")).Status);
    }

    [Theory, OnBothEngines]
    public async Task Only_its_author_may_change_or_delete_a_post_and_a_deleted_one_is_gone(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var writer = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var path = $"tweets/{await WriteAsync(writer, "Before")}";

        Assert.Equal(401, (await visitor.PatchAsync(path, new { content = "Changed" })).Status);
        Assert.Equal(403, (await other.Client.PatchAsync(path, new { content = "Changed" })).Status);
        Assert.Equal(401, (await visitor.DeleteAsync(path)).Status);
        Assert.Equal(403, (await other.Client.DeleteAsync(path)).Status);
        Assert.Equal("Before", (string?)(await visitor.GetAsync(path)).Data["content"]);
        foreach (var (id, status) in new[] { (Nothing, 404), ("nonsense", 400) })
        {
            Assert.Equal(status, (await writer.Client.GetAsync($"tweets/{id}")).Status);
            Assert.Equal(status, (await writer.Client.PatchAsync($"tweets/{id}", new { content = "Changed" })).Status);
            Assert.Equal(status, (await writer.Client.DeleteAsync($"tweets/{id}")).Status);
        }

        var changed = await writer.Client.PatchAsync(path, new { content = "After" });
        Assert.Equal((200, "After"), (changed.Status, (string?)changed.Data["content"]));
        Assert.Equal(200, (await writer.Client.DeleteAsync(path)).Status);
        Assert.Equal((410, "post.gone"), ((await visitor.GetAsync(path)).Status, (await visitor.GetAsync(path)).Code));
        Assert.Equal(410, (await writer.Client.DeleteAsync(path)).Status);
        Assert.Empty(await visitor.ReadBothWaysAsync($"tweets/user/{writer.Id}"));
    }

    [Theory, OnBothEngines]
    public async Task A_withheld_post_is_there_for_nobody(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var writer = await site.SignUpAsync();
        var post = await WriteAsync(writer, "Withheld");
        await site.Get<Database>().ExecuteAsync("UPDATE posts SET withheld = TRUE WHERE id = @post", new { post }, CancellationToken.None);

        Assert.Empty(await writer.Client.ReadBothWaysAsync($"tweets/user/{writer.Id}"));
        Assert.Equal(404, (await writer.Client.GetAsync($"tweets/{post}")).Status);
        Assert.Equal(404, (await writer.Client.PatchAsync($"tweets/{post}", new { content = "Again" })).Status);
        Assert.Equal(404, (await writer.Client.PutAsync($"likes/t/{post}")).Status);
    }

    [Fact]
    public async Task A_post_against_the_rules_changes_nothing()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var writer = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var post = await WriteAsync(writer, new string('x', 500));

        Assert.Equal(401, (await visitor.PostAsync("tweets", new { content = "Anonymous" })).Status);
        foreach (var (content, status) in new[] { ("", 400), ("  \n ", 400), (new string('x', 501), 422), ("a\tb", 422) })
        {
            Assert.Equal(status, (await writer.Client.PostAsync("tweets", new { content })).Status);
            Assert.Equal(status, (await writer.Client.PatchAsync($"tweets/{post}", new { content })).Status);
        }

        Assert.Equal([post], await visitor.ReadBothWaysAsync($"tweets/user/{writer.Id}"));
        Assert.Equal(500, ((string)(await visitor.GetAsync($"tweets/{post}")).Data["content"]!).Length);
    }

    [Fact]
    public async Task Whoever_posts_very_fast_is_asked_to_wait()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var writer = await site.SignUpAsync();
        for (var i = 0; i < WritePost.PerMinute; i++)
            await WriteAsync(writer, $"Number {i}");

        var refused = await writer.Client.PostAsync("tweets", new { content = "One more" });

        Assert.Equal((429, "post.too_many"), (refused.Status, refused.Code));
        Assert.NotNull(refused.Header("Retry-After"));
    }

    private static async Task<string> WriteAsync(Member member, string content)
    {
        var answer = await member.Client.PostAsync("tweets", new { content });
        Assert.True(answer.Status == 201, answer.Text);
        return (string)answer.Data["_id"]!;
    }
}
