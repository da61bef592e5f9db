using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Http;

/// <summary>A list asks the database as often for thirty rows as for one. A new list is a line more in <see cref="Lists"/>.</summary>
public sealed class StatementCountTests
{
    private const int Many = 30;

    /// <summary>Each list: what brings its next row, and its address.</summary>
    private static readonly (string Name, Func<Stage, Task> AddRow, Func<Stage, string> Path)[] Lists =
    [
        ("videos", stage => stage.AddVideoAsync(), _ => "videos?limit=100"),
        ("search", stage => stage.AddVideoAsync(), _ => "videos?limit=100&query=common"),
        ("videos of a tag", stage => stage.AddVideoAsync(), _ => "videos?limit=100&tag=everywhere"),
        ("videos of a channel", stage => stage.AddVideoAsync(), stage => $"videos?limit=100&userId={stage.Owner.Id}"),
        ("trending", stage => stage.AddVideoAsync(), _ => "videos/trending?limit=100"),
        ("related", stage => stage.AddVideoAsync(), stage => $"videos/{stage.Rows[0]}/related?limit=100"),
        ("tags", stage => stage.AddVideoAsync(), _ => "tags?limit=100"),
        ("history", stage => stage.WatchVideoAsync(), _ => "users/history?limit=100"),
        ("playlists of a channel", stage => stage.AddPlaylistAsync(), stage => $"playlist/user/{stage.Owner.Id}?limit=100"),
        ("videos of a playlist", stage => stage.FillPlaylistAsync(), stage => $"playlist/{stage.Playlist}/videos?limit=100"),
        ("a playlist", stage => stage.FillPlaylistAsync(), stage => $"playlist/{stage.Playlist}"),
        ("own videos", stage => stage.AddVideoAsync(stage.Reader), _ => "dashboard/videos?limit=100"),
        ("series", stage => stage.AddVideoAsync(stage.Reader), _ => "dashboard/series"),
        ("sessions", stage => stage.SignInAsync(), _ => "users/sessions"),
        ("comments", stage => stage.WriteCommentAsync(), stage => $"comments/{stage.Rows[0]}?limit=100"),
        ("comments most liked first", stage => stage.WriteCommentAsync(), stage => $"comments/{stage.Rows[0]}?limit=100&sort=top"),
        ("answers", stage => stage.AnswerAsync(), stage => $"comments/c/{stage.Comment}/replies?limit=100"),
        ("liked videos", stage => stage.LikeVideoAsync(), _ => "likes/videos?limit=100"),
        ("subscribers", stage => stage.GainSubscriberAsync(), stage => $"subscriptions/c/{stage.Owner.Id}?limit=100"),
        ("channels one follows", stage => stage.FollowAsync(), stage => $"subscriptions/u/{stage.Reader.Id}?limit=100"),
        ("feed", stage => stage.FollowAsync(), _ => "subscriptions/feed?limit=100"),
        ("posts", async stage => await stage.WritePostAsync(await stage.SomebodyAsync()), _ => "tweets?limit=100"),
        ("posts of a channel", stage => stage.WritePostAsync(), stage => $"tweets/user/{stage.Owner.Id}?limit=100"),
        ("notifications", stage => stage.NotifyAsync(), _ => "notifications?limit=100"),
        ("captions", stage => stage.AddCaptionsAsync(), stage => $"videos/{stage.Rows[0]}/captions"),
        ("a video with captions", stage => stage.AddCaptionsAsync(), stage => $"videos/{stage.Rows[0]}"),
        ("channels found", stage => stage.SomebodyAsync(), _ => "search/channels?limit=100&query=person"),
        ("suggestions", stage => stage.AddVideoAsync(), _ => "search/suggestions?query=common"),
        ("members", stage => stage.GainMemberAsync(), _ => "memberships/members?limit=100"),
        ("memberships", stage => stage.BecomeMemberAsync(), _ => "memberships?limit=100"),
        ("membership codes", stage => stage.MakeCodeAsync(), _ => "memberships/codes?limit=100"),
        ("reports", stage => stage.ReportAsync(), _ => "moderation/reports?limit=100"),
        ("audit", stage => stage.TakeDownAsync(), _ => "moderation/audit?limit=100"),
        ("people", stage => stage.SomebodyAsync(), _ => "moderation/users?limit=100"),
    ];

    public static TheoryData<string> Names => [.. Lists.Select(list => list.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task A_list_of_thirty_takes_as_many_statements_as_a_list_of_one(string name)
    {
        var (_, addRow, path) = Lists.Single(list => list.Name == name);
        await using var site = await TestSite.StartAsync(Engine.Sqlite, customize: builder => builder.Environment.EnvironmentName = "Development");
        using var stage = await Stage.SetAsync(site);
        await addRow(stage);
        var one = await StatementsAsync(stage, path);
        for (var i = 1; i < Many; i++)
            await addRow(stage);

        var many = await StatementsAsync(stage, path);

        Assert.Equal(one, many);
        Assert.InRange(many, 1, 12); // a search looks words up, most others take two or three
    }

    [Fact]
    public async Task Outside_of_development_nobody_is_told()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var visitor = site.NewClient();

        Assert.Null((await visitor.GetAsync("videos?limit=100")).Header("Server-Timing"));
    }

    private static async Task<int> StatementsAsync(Stage stage, Func<Stage, string> path)
    {
        // What is brought up to date or learned once is not of the list: the second answer counts.
        await stage.Reader.Client.GetAsync(path(stage));
        var answer = await stage.Reader.Client.GetAsync(path(stage));
        Assert.True(answer.Status == 200, answer.Text);
        return int.Parse(answer.Header("Server-Timing")!["db;desc=\"".Length..^1]);
    }
}
