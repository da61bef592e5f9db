using VideoTube.Data;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Playlists;

public sealed class PlaylistTests
{
    [Theory, OnBothEngines]
    public async Task A_playlist_is_made_shown_changed_and_deleted(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();

        var made = await owner.Client.PostAsync("playlist", new { name = "  Whales ", description = "At sea" });
        Assert.Equal(201, made.Status);
        var path = $"playlist/{made.Data["_id"]}";
        Assert.Equal($"/api/v1/{path}", made.Header("Location"));
        Assert.Equal("Whales|At sea|public|0", Facts(await visitor.GetAsync(path)));
        Assert.Equal(owner.Username, (string?)made.Data["owner"]!["username"]);

        Assert.Equal("Orcas|At sea|unlisted|0", Facts(await owner.Client.PatchAsync(path, new { name = "Orcas", visibility = "unlisted" })));
        Assert.Equal("Orcas|At sea|unlisted|0", Facts(await visitor.GetAsync($"playlists/{made.Data["_id"]}")));
        Assert.Equal(200, (await owner.Client.DeleteAsync(path)).Status);
        Assert.Equal(410, (await visitor.GetAsync(path)).Status);
        Assert.Equal(410, (await visitor.GetAsync($"{path}/videos")).Status);
        Assert.Equal(410, (await owner.Client.DeleteAsync(path)).Status);
    }

    [Theory, OnBothEngines]
    public async Task Videos_are_added_once_moved_and_taken_out(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        var ids = await site.AddAsync(other, [new Listed("A"), new Listed("B"), new Listed("C"), new Listed("D")]);
        var list = await owner.MakePlaylistAsync("Letters");
        foreach (var id in ids)
            Assert.Equal(200, (await owner.Client.PatchAsync($"playlist/add/{id}/{list}")).Status);

        Assert.Equal(409, (await owner.Client.PatchAsync($"playlists/add/{ids[0]}/{list}")).Status);
        Assert.Equal("A B C D", await owner.TitlesAsync(list));
        Assert.Equal(200, (await owner.Client.PatchAsync($"playlist/{list}/order", new { videos = new[] { $"{ids[3]}", $"{ids[1]}", $"{ids[0]}", $"{ids[2]}" } })).Status);
        Assert.Equal("D B A C", await owner.TitlesAsync(list));
        Assert.Equal(200, (await owner.Client.PatchAsync($"playlist/{list}/order", new { video = $"{ids[2]}", before = $"{ids[1]}" })).Status);
        Assert.Equal("D C B A", await owner.TitlesAsync(list));
        Assert.Equal(200, (await owner.Client.PatchAsync($"playlist/{list}/order", new { video = $"{ids[3]}" })).Status);
        Assert.Equal("C B A D", await owner.TitlesAsync(list));
        var removed = await owner.Client.PatchAsync($"playlist/remove/{ids[1]}/{list}");
        Assert.Equal(3, (long)removed.Data["videosCount"]!);
        Assert.Equal(180, (double)removed.Data["duration"]!);
        Assert.Equal(404, (await owner.Client.PatchAsync($"playlist/remove/{ids[1]}/{list}")).Status);
        Assert.Equal("C A D", await owner.TitlesAsync(list));
    }

    [Theory, OnBothEngines]
    public async Task An_order_names_each_video_once(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var ids = await site.AddAsync(owner, [new Listed("A"), new Listed("B"), new Listed("Elsewhere")]);
        var list = await owner.MakePlaylistAsync("Letters", ids[0], ids[1]);
        Task<Answer> OrderAsync(object body) => owner.Client.PatchAsync($"playlist/{list}/order", body);

        Assert.Equal(409, (await OrderAsync(new { videos = new[] { $"{ids[0]}" } })).Status);
        Assert.Equal(409, (await OrderAsync(new { videos = new[] { $"{ids[0]}", $"{ids[0]}" } })).Status);
        Assert.Equal(409, (await OrderAsync(new { videos = new[] { $"{ids[0]}", $"{ids[2]}" } })).Status);
        Assert.Equal(409, (await OrderAsync(new { videos = new[] { $"{ids[0]}", $"{ids[1]}", $"{ids[2]}" } })).Status);
        Assert.Equal(404, (await OrderAsync(new { video = $"{ids[2]}" })).Status);
        Assert.Equal(404, (await OrderAsync(new { video = $"{ids[1]}", before = $"{ids[2]}" })).Status);
        Assert.Equal(404, (await OrderAsync(new { video = $"{ids[2]}", before = $"{ids[0]}" })).Status);
        Assert.Equal(400, (await OrderAsync(new { })).Status);
        Assert.Equal(422, (await OrderAsync(new { videos = "all" })).Status);
        Assert.Equal("A B", await owner.TitlesAsync(list));
    }

    [Theory, OnBothEngines]
    public async Task Videos_one_may_not_see_are_left_out_and_not_counted(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        var ids = await site.AddAsync(other, [new Listed("Hidden later"), new Listed("Shown") { Duration = 90 }, new Listed("Deleted later")]);
        var draft = await site.AddAsync(owner, new Listed("Draft") { Published = false, Duration = 30 });
        var list = await owner.MakePlaylistAsync("Mixed", [.. ids, draft]);
        await other.Client.PatchAsync($"videos/{ids[0]}", new { visibility = "private" });
        await other.Client.DeleteAsync($"videos/{ids[2]}");

        Assert.Equal("Shown Draft", await owner.TitlesAsync(list));
        Assert.Equal("Hidden later Shown", await other.TitlesAsync(list));
        var (forOwner, forOthers) = (await owner.Client.GetAsync($"playlist/{list}"), await other.Client.GetAsync($"playlist/{list}"));
        Assert.Equal("3 180", $"{forOwner.Data["videosCount"]} {forOwner.Data["duration"]}");
        Assert.Equal("1 90", $"{forOthers.Data["videosCount"]} {forOthers.Data["duration"]}");

        // An order is of what the owner sees; what is hidden keeps its place.
        await owner.Client.PatchAsync($"playlist/{list}/order", new { videos = new[] { $"{draft}", $"{ids[1]}" } });
        await other.Client.PatchAsync($"videos/{ids[0]}", new { visibility = "public" });
        Assert.Equal("Hidden later Draft Shown", await owner.TitlesAsync(list));
        Assert.Equal(2, (long)(await other.Client.GetAsync($"playlist/{list}")).Data["videosCount"]!);
    }

    [Theory, OnBothEngines]
    public async Task A_channel_lists_its_public_playlists_newest_first_and_all_to_itself(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var ids = await site.AddAsync(owner, [new Listed("One"), new Listed("Two")]);
        await site.Get<Database>().ExecuteAsync("UPDATE videos SET poster = id || '/poster.jpg' WHERE owner_id = @Id", new { owner.Id }, CancellationToken.None);
        await owner.MakePlaylistAsync("First", ids[1], ids[0]);
        var hidden = await owner.MakePlaylistAsync("Second");
        await owner.Client.PatchAsync($"playlist/{hidden}", new { visibility = "private" });
        await owner.MakePlaylistAsync("Third");

        var page = (await visitor.GetAsync($"playlist/user/{owner.Id}")).Data;
        Assert.Equal("Third First", string.Join(' ', page["docs"]!.AsArray().Select(list => list!["name"])));
        Assert.Equal(2, (long)page["totalDocs"]!);
        var first = page["docs"]![1]!;
        Assert.Equal($"2 120 /media/{ids[1]}/poster.jpg", $"{first["videosCount"]} {first["duration"]} {first["thumbnail"]}");
        Assert.Null(first["videos"]);
        var own = (await owner.Client.GetAsync($"playlist/user/{owner.Id}?limit=2")).Data;
        var rest = (await owner.Client.GetAsync($"playlist/user/{owner.Id}?limit=2&cursor={own["nextCursor"]}")).Data;
        Assert.Equal("Third Second First", string.Join(' ', own["docs"]!.AsArray().Concat(rest["docs"]!.AsArray()).Select(list => list!["name"])));
        Assert.Equal(3, (long)own["totalDocs"]!);
        Assert.Equal(404, (await visitor.GetAsync("playlist/user/000000000000000000000000")).Status);
        Assert.Equal(400, (await visitor.GetAsync("playlist/user/nonsense")).Status);
    }

    [Theory, OnBothEngines]
    public async Task A_long_playlist_embeds_a_hundred_and_pages_the_rest(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var ids = await site.AddAsync(owner, [.. Enumerable.Range(0, 130).Select(i => new Listed($"Part {i}"))]);
        var list = await owner.MakePlaylistAsync("Long");
        await FillAsync(site, list, ids);

        var titles = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await owner.Client.GetAsync($"playlist/{list}/videos?limit=40&cursor={cursor}")).Data;
            titles.AddRange(page["docs"]!.AsArray().Select(video => (string)video!["title"]!));
            cursor = (string?)page["nextCursor"];
        }

        Assert.Equal(Enumerable.Range(0, 130).Select(i => $"Part {i}"), titles);
        var whole = (await owner.Client.GetAsync($"playlist/{list}")).Data;
        Assert.Equal(titles[..100], whole["videos"]!.AsArray().Select(video => (string)video!["title"]!));
        Assert.Equal(130, (long)whole["videosCount"]!);
        Assert.Equal(130, (long)(await owner.Client.GetAsync($"playlist/{list}/videos?page=2")).Data["totalDocs"]!);
        Assert.Equal(422, (await owner.Client.GetAsync($"playlist/{list}/videos?cursor=nonsense")).Status);
    }

    [Theory, OnBothEngines]
    public async Task It_holds_at_most_five_thousand_videos(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var ids = await site.AddAsync(owner, [.. Enumerable.Range(0, 5001).Select(i => new Listed($"Part {i}"))]);
        var list = await owner.MakePlaylistAsync("Full");
        await FillAsync(site, list, ids[..^1]);

        var refused = await owner.Client.PatchAsync($"playlist/add/{ids[^1]}/{list}");

        Assert.Equal("422 playlist.full", $"{refused.Status} {refused.Code}");
        Assert.Equal(409, (await owner.Client.PatchAsync($"playlist/add/{ids[0]}/{list}")).Status);
        Assert.Equal(5000, (long)(await owner.Client.GetAsync($"playlist/{list}")).Data["videosCount"]!);
    }

    [Theory, OnBothEngines]
    public async Task Many_clicks_at_once_add_a_video_once_and_all_of_them(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var ids = await site.AddAsync(owner, [.. Enumerable.Range(0, 16).Select(i => new Listed($"Part {i}"))]);
        var list = await owner.MakePlaylistAsync("Busy");

        var answers = await Task.WhenAll(ids.Concat(ids).Select(id => owner.Client.PatchAsync($"playlist/add/{id}/{list}")));

        Assert.Equal((16, 16), (answers.Count(answer => answer.Status == 200), answers.Count(answer => answer.Status == 409)));
        var whole = (await owner.Client.GetAsync($"playlist/{list}")).Data;
        Assert.Equal("16 16", $"{whole["videosCount"]} {whole["videos"]!.AsArray().Count}");
    }

    private static string Facts(Answer answer)
    {
        Assert.True(answer.Status == 200, answer.Text);
        return $"{answer.Data["name"]}|{answer.Data["description"]}|{answer.Data["visibility"]}|{answer.Data["videosCount"]}";
    }

    private static Task FillAsync(TestSite site, string list, List<Id> ids) => site.Get<Database>().WriteAsync(async session =>
    {
        for (var i = 0; i < ids.Count; i++)
            await session.ExecuteAsync("INSERT INTO playlist_videos (playlist_id, video_id, position, duration, created_at) VALUES (@list, @id, @i, 60, 0)",
                new { list, id = ids[i], i });
    }, CancellationToken.None);
}
