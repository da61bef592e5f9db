using VideoTube.Accounts;
using VideoTube.Accounts.Closing;
using VideoTube.Data;
using VideoTube.Tests.Http;
using VideoTube.Tests.Playlists;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Accounts;

public sealed class ClosedAccountSightTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Nothing is removed here: the commit alone hides it.</summary>
    [Theory, OnBothEngines]
    public async Task What_was_theirs_is_met_nowhere_once_the_account_is_closed(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var stage = await Stage.SetAsync(site);
        using var visitor = site.NewClient();
        var (owner, reader) = (stage.Owner, stage.Reader);
        await stage.AddVideoAsync();
        await stage.AddVideoAsync(reader);
        var (theirs, own) = (stage.Rows[0], stage.Rows[1]);
        await reader.Client.PutAsync($"subscriptions/c/{owner.Id}");
        await reader.Client.PutAsync($"likes/v/{theirs}");
        await reader.WatchAsync(theirs, 5);
        await site.FlushViewsAsync();
        var playlist = await reader.MakePlaylistAsync("Mine", theirs);
        var others = await owner.MakePlaylistAsync("Theirs", own);
        Assert.Equal(201, (await owner.Client.PostAsync("tweets", new { content = "Words" })).Status);
        Assert.Equal(201, (await owner.Client.PostAsync($"comments/{own}", new { content = "Words" })).Status);
        string[] met =
        [
            "videos", "videos?query=common", "videos?query=common&sortBy=title", "videos?tag=everywhere", $"videos?userId={owner.Id}", "videos/trending", $"videos/{own}/related",
            $"videos/{theirs}", "users/history", "likes/videos", "subscriptions/feed", $"playlist/{playlist}", $"playlist/{playlist}/videos", $"playlist/user/{owner.Id}", $"playlist/{others}",
            "tweets", $"tweets/user/{owner.Id}", $"comments/{own}", "notifications", $"search/channels?query={owner.Username}", $"users/c/{owner.Username}",
            "/", $"/watch/{theirs}", "/search?q=common", $"/@{owner.Username}", "/subscriptions", $"/embed/{theirs}",
            $"/feed/{owner.Username}.xml", "/sitemap/videos.xml", "/sitemap/channels.xml", $"/oembed?url={Uri.EscapeDataString($"{site.Address}watch/{theirs}")}",
        ];
        async Task<bool> IsMetAsync(Client client, string path)
        {
            var answer = await client.GetAsync(path);
            return answer.Status == 200 && new[] { $"{theirs}", $"{owner.Id}", owner.Username, "CLOSED" }.Any(answer.Text.Contains);
        }

        foreach (var path in met)
            Assert.True(await IsMetAsync(reader.Client, path), path);
        var known = await site.Get<AccountStore>().FindPasswordAsync(owner.Id, None);

        Assert.Null(await site.Get<ClosedAccountStore>().CloseAsync(known!, None));

        foreach (var client in new[] { reader.Client, visitor })
        foreach (var path in met)
            Assert.False(await IsMetAsync(client, path), path);
        Assert.Equal(410, (await visitor.GetAsync($"videos/{theirs}")).Status);
        Assert.Equal(410, (await reader.Client.GetAsync($"videos/{theirs}")).Status); // an admin, who sees what is withheld
        Assert.Equal(1, (int)(await reader.Client.GetAsync("videos")).Data["totalDocs"]!);
    }

    [Theory, OnBothEngines]
    public async Task A_large_channel_is_hidden_in_steps_and_shown_again_when_its_owner_may_not_leave(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var keeper = await site.SignUpAsync(Roles.Admin);
        await site.AddAsync(keeper, [.. Enumerable.Range(0, 1100).Select(i => new Listed($"Video {i}"))]);
        var closed = site.Get<ClosedAccountStore>();
        var known = await site.Get<AccountStore>().FindPasswordAsync(keeper.Id, None);
        Task<long> ListedAsync() => site.CountAsync("videos WHERE listed = TRUE");

        Assert.Equal(AccountErrors.LastAdmin, await closed.CloseAsync(known!, None));
        Assert.Equal(1100, await ListedAsync());
        using var other = await site.SignUpAsync(Roles.Admin);
        Assert.Null(await closed.CloseAsync(known!, None));
        Assert.Equal(0, await ListedAsync());
    }
}
