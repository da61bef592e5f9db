using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Playlists;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Playlists;

public sealed class PlaylistAccessTests
{
    private const string Nothing = "000000000000000000000000";

    [Theory, OnBothEngines]
    public async Task What_is_private_is_there_for_its_owner_alone(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var video = await site.AddAsync(other, new Listed("Theirs"));
        var list = await owner.MakePlaylistAsync("Secret");
        await owner.Client.PatchAsync($"playlist/{list}", new { visibility = "private" });

        Assert.Equal(200, (await owner.Client.GetAsync($"playlist/{list}")).Status);
        foreach (var client in new[] { other.Client, visitor })
        {
            Assert.Equal(404, (await client.GetAsync($"playlist/{list}")).Status);
            Assert.Equal(404, (await client.GetAsync($"playlist/{list}/videos")).Status);
        }

        foreach (var status in await ChangesAsync(other.Client, list, $"{video}"))
            Assert.Equal(404, status);
        await owner.Client.DeleteAsync($"playlist/{list}");
        Assert.Equal(404, (await other.Client.GetAsync($"playlist/{list}")).Status);
    }

    [Theory, OnBothEngines]
    public async Task Only_its_owner_changes_it(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var video = await site.AddAsync(owner, new Listed("One"));
        var list = await owner.MakePlaylistAsync("Mine", video);

        foreach (var status in await ChangesAsync(other.Client, list, $"{video}"))
            Assert.Equal(403, status);
        foreach (var status in await ChangesAsync(visitor, list, $"{video}"))
            Assert.Equal(401, status);
        Assert.Equal(401, (await visitor.PostAsync("playlist", new { name = "Whose?" })).Status);
        Assert.Equal("One", await owner.TitlesAsync(list));
    }

    [Theory, OnBothEngines]
    public async Task What_is_not_there_is_not_found(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        var (shown, hidden) = (await site.AddAsync(owner, new Listed("Shown")), await site.AddAsync(other, new Listed("Hidden") { Published = false }));
        var list = await owner.MakePlaylistAsync("Mine");

        foreach (var status in await ChangesAsync(owner.Client, Nothing, $"{shown}"))
            Assert.Equal(404, status);
        Assert.Equal("video.not_found", (await owner.Client.PatchAsync($"playlist/add/{hidden}/{list}")).Code);
        Assert.Equal("video.not_found", (await owner.Client.PatchAsync($"playlist/add/{Nothing}/{list}")).Code);
        Assert.Equal(404, (await owner.Client.GetAsync($"playlist/{Nothing}")).Status);
        foreach (var status in await ChangesAsync(owner.Client, "nonsense", $"{shown}"))
            Assert.Equal(400, status);
        Assert.Equal(400, (await owner.Client.GetAsync("playlist/nonsense")).Status);
        Assert.Equal(400, (await owner.Client.GetAsync("playlist/nonsense/videos")).Status);
        Assert.Equal(400, (await owner.Client.PatchAsync($"playlist/add/nonsense/{list}")).Status);
    }

    [Fact]
    public async Task What_is_said_of_it_has_bounds()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        var list = await owner.MakePlaylistAsync("Bounded");
        async Task RefusedAsync(int status, object body)
        {
            Assert.Equal(status, (await owner.Client.PostAsync("playlist", body)).Status);
            Assert.Equal(status, (await owner.Client.PatchAsync($"playlist/{list}", body)).Status);
        }

        await RefusedAsync(400, new { });
        Assert.Equal(400, (await owner.Client.PostAsync("playlist", new { name = "  " })).Status);
        Assert.Equal(422, (await owner.Client.PatchAsync($"playlist/{list}", new { name = "  " })).Status);
        await RefusedAsync(422, new { name = new string('x', 151) });
        await RefusedAsync(422, new { name = "Fine", description = new string('x', 5001) });
        await RefusedAsync(422, new { name = "Fine", visibility = "members" });
        await RefusedAsync(422, new { name = new[] { "not", "text" } });
        Assert.Equal("Bounded", (string?)(await owner.Client.GetAsync($"playlist/{list}")).Data["name"]);
    }

    [Theory, OnBothEngines]
    public async Task Its_lists_walk_their_indexes(Engine engine)
    {
        var site = await SharedSites.On(engine);

        foreach (var page in new Func<ListSql, string>[] { list => list.First, list => list.Following })
        {
            await site.AssertWalksAsync(page(PlaylistStore.Own), "playlists_channel");
            await site.AssertWalksAsync(page(PlaylistStore.Public), "playlists_public");
            foreach (var list in new[] { PlaylistVideoStore.ForVisitors, PlaylistVideoStore.ForPeople })
                await site.AssertWalksAsync(page(list), "playlist_videos_order", sortings: 1);
        }
    }

    /// <summary>The statuses of every change that an owner can make.</summary>
    private static async Task<int[]> ChangesAsync(Client client, string list, string video) =>
    [
        (await client.PatchAsync($"playlist/{list}", new { name = "Taken" })).Status,
        (await client.PatchAsync($"playlist/{list}/order", new { video })).Status,
        (await client.PatchAsync($"playlist/{list}/order", new { videos = new[] { video } })).Status,
        (await client.PatchAsync($"playlist/add/{video}/{list}")).Status,
        (await client.PatchAsync($"playlist/remove/{video}/{list}")).Status,
        (await client.DeleteAsync($"playlist/{list}")).Status,
    ];
}
