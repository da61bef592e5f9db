using VideoTube.Comments;
using VideoTube.Data;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Comments;

public sealed class CommentTests
{
    private const string Nothing = "000000000000000000000000";

    [Theory, OnBothEngines]
    public async Task A_comment_is_written_found_at_its_location_and_counted(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var writer = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var video = await site.AddAsync(owner, new Listed("Discussed"));

        var written = await writer.Client.PostAsync($"comments/{video}", new { content = "  First\r\nsecond line  " });

        Assert.True(written.Status == 201, written.Text);
        var comment = written.Data;
        Assert.Equal(("First\nsecond line", video.ToString(), writer.Username), ((string?)comment["content"], (string?)comment["video"], (string?)comment["owner"]!["username"]));
        Assert.Equal((0, false, 0, false, false), ((int)comment["likesCount"]!, (bool)comment["isLiked"]!, (int)comment["repliesCount"]!, (bool)comment["isEdited"]!, (bool)comment["isByVideoOwner"]!));
        Assert.Null(comment["parent"]);
        Assert.Equal(comment.ToJsonString(), (await visitor.GetAsync(written.Header("Location")!)).Data.ToJsonString());
        Assert.Equal(comment.ToJsonString(), (await visitor.GetAsync($"comments/{video}")).Data["docs"]![0]!.ToJsonString());
        Assert.Equal(1, (int)(await visitor.GetAsync($"videos/{video}")).Data["commentsCount"]!);
        Assert.DoesNotContain("@example.org", written.Text);
    }

    [Theory, OnBothEngines]
    public async Task An_answer_to_an_answer_hangs_on_the_same_comment(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var video = await site.AddAsync(owner, new Listed("Discussed"));
        var top = await WriteAsync(owner, video, "Top");

        var reply = await WriteAsync(owner, video, "Reply", top);
        var deeper = (await owner.Client.PostAsync($"comments/{video}", new { content = "Deeper", parent = reply })).Data;

        Assert.Equal(top, (string?)deeper["parent"]);
        Assert.True((bool)deeper["isByVideoOwner"]!);
        Assert.Equal([reply, (string)deeper["_id"]!], await owner.Client.ReadBothWaysAsync($"comments/c/{top}/replies?limit=1"));
        Assert.Equal([top], await owner.Client.ReadBothWaysAsync($"comments/{video}"));
        Assert.Equal(2, (int)(await owner.Client.GetAsync($"comments/c/{top}")).Data["repliesCount"]!);
        Assert.Equal(3, (int)(await owner.Client.GetAsync($"videos/{video}")).Data["commentsCount"]!);
    }

    [Theory, OnBothEngines]
    public async Task An_answer_needs_a_comment_of_the_same_video(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var (video, other) = (await site.AddAsync(owner, new Listed("One")), await site.AddAsync(owner, new Listed("Other")));
        var elsewhere = await WriteAsync(owner, other, "Elsewhere");

        async Task<(int, string?)> Answer(string parent)
        {
            var answer = await owner.Client.PostAsync($"comments/{video}", new { content = "An answer", parent });
            return (answer.Status, answer.Code);
        }

        Assert.Equal((422, "body.invalid"), await Answer(elsewhere));
        Assert.Equal((404, "comment.parent_not_found"), await Answer(Nothing));
        Assert.Equal((400, "id.shape"), await Answer("nonsense"));
        Assert.Equal(0, await CountAsync(site, video));
    }

    [Theory, OnBothEngines]
    public async Task Comments_page_newest_first_or_most_liked_first(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        var video = await site.AddAsync(owner, new Listed("Discussed"));
        var ids = new List<string>();
        for (var i = 0; i < 7; i++)
            ids.Add(await WriteAsync(owner, video, $"Number {i}"));
        foreach (var (liker, comment) in new[] { (owner, 2), (other, 2), (owner, 4), (other, 1) })
            Assert.Equal(200, (await liker.Client.PutAsync($"likes/c/{ids[comment]}")).Status);

        Assert.Equal([ids[6], ids[5], ids[4], ids[3], ids[2], ids[1], ids[0]], await owner.Client.ReadBothWaysAsync($"comments/{video}?limit=3"));
        Assert.Equal([ids[2], ids[4], ids[1], ids[6], ids[5], ids[3], ids[0]], await owner.Client.ReadBothWaysAsync($"comments/{video}?sort=top&limit=2"));
        Assert.Equal(422, (await owner.Client.GetAsync($"comments/{video}?sort=loudest")).Status);
        var cursor = (await owner.Client.GetAsync($"comments/{video}?sort=top&limit=2")).Data["nextCursor"];
        Assert.Equal(422, (await owner.Client.GetAsync($"comments/{video}?sort=new&cursor={cursor}")).Status);
        Assert.Equal(422, (await owner.Client.GetAsync($"comments/c/{ids[0]}/replies?cursor={cursor}")).Status);
    }

    [Theory, OnBothEngines]
    public async Task The_most_liked_first_end_also_when_likes_change_meanwhile(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var video = await site.AddAsync(owner, new Listed("Discussed"));
        for (var i = 0; i < 6; i++)
            await WriteAsync(owner, video, $"Number {i}");

        var pages = 0;
        for (string? more = ""; more is not null; pages++)
        {
            Assert.InRange(pages, 0, 20);
            var page = (await owner.Client.GetAsync($"comments/{video}?sort=top&limit=1{more}")).Data;
            foreach (var comment in page["docs"]!.AsArray())
                Assert.Equal(200, (await owner.Client.PostAsync($"likes/toggle/c/{comment!["_id"]}")).Status);
            more = page["nextCursor"] is { } next ? $"&cursor={next}" : null;
        }

        Assert.Equal(6, pages);
    }

    [Theory, OnBothEngines]
    public async Task Only_its_author_may_edit_a_comment(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var writer = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var video = await site.AddAsync(owner, new Listed("Discussed"));
        var comment = await WriteAsync(writer, video, "Before");
        var path = $"comments/c/{comment}";

        Assert.Equal(401, (await visitor.PatchAsync(path, new { content = "Changed" })).Status);
        Assert.Equal(403, (await owner.Client.PatchAsync(path, new { content = "Changed" })).Status);
        Assert.Equal(404, (await writer.Client.PatchAsync($"comments/c/{Nothing}", new { content = "Changed" })).Status);
        Assert.Equal(400, (await writer.Client.PatchAsync("comments/c/nonsense", new { content = "Changed" })).Status);
        Assert.Equal(400, (await writer.Client.PatchAsync(path, new { content = " " })).Status);
        Assert.Equal(422, (await writer.Client.PatchAsync(path, new { content = new string('x', 2001) })).Status);
        Assert.Equal("Before", (string?)(await visitor.GetAsync(path)).Data["content"]);

        var edited = await writer.Client.PatchAsync(path, new { content = "After" });

        Assert.Equal((200, "After", true), (edited.Status, (string?)edited.Data["content"], (bool)edited.Data["isEdited"]!));
    }

    [Theory, OnBothEngines]
    public async Task Its_author_and_the_videos_owner_may_delete_a_comment_and_its_answers_go_too(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var writer = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var video = await site.AddAsync(owner, new Listed("Discussed"));
        var first = await WriteAsync(writer, video, "First");
        await WriteAsync(other, video, "Answer", first);
        var second = await WriteAsync(writer, video, "Second");

        Assert.Equal(401, (await visitor.DeleteAsync($"comments/c/{first}")).Status);
        Assert.Equal(403, (await other.Client.DeleteAsync($"comments/c/{first}")).Status);
        Assert.Equal(404, (await owner.Client.DeleteAsync($"comments/c/{Nothing}")).Status);
        Assert.Equal(3, await CountAsync(site, video));

        Assert.Equal(200, (await owner.Client.DeleteAsync($"comments/c/{first}")).Status);
        Assert.Equal(1, await CountAsync(site, video));
        Assert.Equal(200, (await writer.Client.DeleteAsync($"comments/c/{second}")).Status);
        Assert.Equal(404, (await writer.Client.DeleteAsync($"comments/c/{second}")).Status);
        Assert.Equal(404, (await visitor.GetAsync($"comments/c/{first}/replies")).Status);
        Assert.Empty(await visitor.ReadBothWaysAsync($"comments/{video}"));
    }

    [Theory, OnBothEngines]
    public async Task Comments_are_for_those_who_may_watch(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        using var visitor = site.NewClient();

        async Task Answers(Listed listed, int status)
        {
            var video = await site.AddAsync(owner, listed);
            var comment = await WriteAsync(owner, video, "The owner's");
            foreach (var client in new[] { visitor, other.Client })
            {
                Assert.Equal(status, (await client.GetAsync($"comments/{video}")).Status);
                Assert.Equal(status, (await client.GetAsync($"comments/c/{comment}")).Status);
                Assert.Equal(status, (await client.GetAsync($"comments/c/{comment}/replies")).Status);
            }

            Assert.Equal(status == 200 ? 201 : status, (await other.Client.PostAsync($"comments/{video}", new { content = "Another's" })).Status);
        }

        await Answers(new Listed("Public"), 200);
        await Answers(new Listed("Unlisted") { Visibility = "unlisted" }, 200);
        await Answers(new Listed("Private") { Visibility = "private" }, 404);
        await Answers(new Listed("Draft") { Published = false }, 404);
        await Answers(new Listed("Members") { Visibility = "members" }, 402);
        Assert.Equal(404, (await visitor.GetAsync($"comments/{Nothing}")).Status);
        Assert.Equal(400, (await visitor.GetAsync("comments/nonsense")).Status);
        Assert.Equal(404, (await owner.Client.PostAsync($"comments/{Nothing}", new { content = "Lost" })).Status);
        var deleted = await site.AddAsync(owner, new Listed("Deleted"));
        Assert.Equal(200, (await owner.Client.DeleteAsync($"videos/{deleted}")).Status);
        Assert.Equal(410, (await visitor.GetAsync($"comments/{deleted}")).Status);
        Assert.Equal(410, (await owner.Client.PostAsync($"comments/{deleted}", new { content = "Late" })).Status);
    }

    [Theory, OnBothEngines]
    public async Task A_withheld_comment_is_there_for_nobody(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var video = await site.AddAsync(owner, new Listed("Discussed"));
        var comment = await WriteAsync(owner, video, "Withheld");
        await site.Get<Database>().ExecuteAsync("UPDATE comments SET withheld = TRUE WHERE id = @comment", new { comment }, CancellationToken.None);

        Assert.Empty(await owner.Client.ReadBothWaysAsync($"comments/{video}"));
        Assert.Equal(404, (await owner.Client.GetAsync($"comments/c/{comment}")).Status);
        Assert.Equal(404, (await owner.Client.PatchAsync($"comments/c/{comment}", new { content = "Again" })).Status);
        Assert.Equal(404, (await owner.Client.PostAsync($"comments/{video}", new { content = "An answer", parent = comment })).Status);
        Assert.Equal(404, (await owner.Client.PutAsync($"likes/c/{comment}")).Status);
        Assert.Equal(0, (int)(await owner.Client.GetAsync($"videos/{video}")).Data["commentsCount"]!);
    }

    [Theory]
    [InlineData("""{}""", 400)]
    [InlineData("""{"content":"  "}""", 400)]
    [InlineData("""{"content":5}""", 422)]
    [InlineData("""{"content":"a\u0000b"}""", 422)]
    [InlineData("""{"content":"a\u001bb"}""", 422)]
    public async Task A_comment_against_the_rules_is_refused_by_its_field(string json, int status)
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        var video = await site.AddAsync(owner, new Listed("Discussed"));

        var answer = await owner.Client.PostAsync($"comments/{video}", json);

        Assert.Equal((status, "content"), (answer.Status, (string?)answer.Json["errors"]![0]!["field"]));
        Assert.Equal(422, (await owner.Client.PostAsync($"comments/{video}", new { content = new string('x', 2001) })).Status);
        Assert.Equal(201, (await owner.Client.PostAsync($"comments/{video}", new { content = new string('x', 2000) })).Status);
        Assert.Equal(1, await CountAsync(site, video));
    }

    [Fact]
    public async Task Somebody_signed_out_writes_nothing()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var video = await site.AddAsync(owner, new Listed("Discussed"));

        Assert.Equal(401, (await visitor.PostAsync($"comments/{video}", new { content = "Anonymous" })).Status);
        Assert.Equal(0, await CountAsync(site, video));
    }

    [Fact]
    public async Task One_person_writes_only_so_many_comments_a_minute()
    {
        var clock = new TestClock();
        await using var site = await TestSite.StartAsync(Engine.Sqlite, customize: clock.Use);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        var video = await site.AddAsync(owner, new Listed("Discussed"));
        for (var i = 0; i < WriteComment.PerMinute; i++)
            await WriteAsync(owner, video, $"Number {i}");

        var refused = await owner.Client.PostAsync($"comments/{video}", new { content = "Too many" });

        Assert.Equal((429, "comment.too_many"), (refused.Status, refused.Code));
        Assert.InRange(int.Parse(refused.Header("Retry-After")!), 1, 60);
        await WriteAsync(other, video, "Another's");
        clock.Advance(TimeSpan.FromSeconds(int.Parse(refused.Header("Retry-After")!)));
        await WriteAsync(owner, video, "After the wait");
    }

    private static async Task<string> WriteAsync(Member member, Id video, string content, string? parent = null)
    {
        var answer = await member.Client.PostAsync($"comments/{video}", new { content, parent });
        Assert.True(answer.Status == 201, answer.Text);
        return (string)answer.Data["_id"]!;
    }

    private static async Task<long> CountAsync(TestSite site, Id video)
    {
        await using var read = await site.Get<Database>().ReadAsync(CancellationToken.None);
        var rows = await read.GetAsync<long>("SELECT COUNT(*) FROM comments WHERE video_id = @video", new { video });
        Assert.Equal(rows, await read.GetAsync<long>("SELECT comments FROM videos WHERE id = @video", new { video }));
        return rows;
    }
}
