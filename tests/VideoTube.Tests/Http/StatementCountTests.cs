using VideoTube.Data;
using VideoTube.Tests.Playlists;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Http;

/// <summary>A list asks the database as often for thirty rows as for one. A new list is a line more in <see cref="Lists"/>.</summary>
public sealed class StatementCountTests
{
    private const int Many = 30;

    /// <summary>
    /// Each list: what brings its next row, and its address. <c>Owner</c> has the channel, <c>Reader</c> asks; <c>Rows</c> are what was
    /// made so far.
    /// </summary>
    private static readonly (string Name, Func<Stage, Task> AddRow, Func<Stage, string> Path)[] Lists =
    [
        ("videos", stage => stage.AddVideoAsync(), _ => "videos"),
        ("search", stage => stage.AddVideoAsync(), _ => "videos?query=common"),
        ("videos of a tag", stage => stage.AddVideoAsync(), _ => "videos?tag=everywhere"),
        ("videos of a channel", stage => stage.AddVideoAsync(), stage => $"videos?userId={stage.Owner.Id}"),
        ("trending", stage => stage.AddVideoAsync(), _ => "videos/trending"),
        ("related", stage => stage.AddVideoAsync(), stage => $"videos/{stage.Rows[0]}/related"),
        ("tags", stage => stage.AddVideoAsync(), _ => "tags"),
        ("history", stage => stage.WatchVideoAsync(), _ => "users/history"),
        ("playlists of a channel", stage => stage.AddPlaylistAsync(), stage => $"playlist/user/{stage.Owner.Id}"),
        ("videos of a playlist", stage => stage.FillPlaylistAsync(), stage => $"playlist/{stage.Playlist}/videos"),
        ("a playlist", stage => stage.FillPlaylistAsync(), stage => $"playlist/{stage.Playlist}"),
        ("own videos", stage => stage.AddVideoAsync(stage.Reader), _ => "dashboard/videos"),
        ("series", stage => stage.AddVideoAsync(stage.Reader), _ => "dashboard/series"),
        ("sessions", stage => stage.SignInAsync(), _ => "users/sessions"),
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
        Assert.InRange(many, 1, 4);
    }

    [Fact]
    public async Task Outside_of_development_nobody_is_told()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var visitor = site.NewClient();

        Assert.Null((await visitor.GetAsync("videos")).Header("Server-Timing"));
    }

    private static async Task<int> StatementsAsync(Stage stage, Func<Stage, string> path)
    {
        await stage.Reader.Client.GetAsync("users/current-user"); // their session is known for some seconds
        var address = path(stage);
        var answer = await stage.Reader.Client.GetAsync($"{address}{(address.Contains('?') ? '&' : '?')}limit=100");
        Assert.True(answer.Status == 200, answer.Text);
        return int.Parse(answer.Header("Server-Timing")!["db;desc=\"".Length..^1]);
    }

    private sealed record Stage(TestSite Site, Member Owner, Member Reader, string Playlist) : IDisposable
    {
        public List<Id> Rows { get; } = [];

        public static async Task<Stage> SetAsync(TestSite site)
        {
            var owner = await site.SignUpAsync();
            return new Stage(site, owner, await site.SignUpAsync(), await owner.MakePlaylistAsync("Filled"));
        }

        public async Task AddVideoAsync(Member? owner = null) =>
            Rows.Add(await Site.AddAsync(owner ?? Owner, new Listed($"A common title {Rows.Count}") { Tags = ["everywhere", $"only-{Rows.Count}"] }));

        public async Task WatchVideoAsync()
        {
            await AddVideoAsync();
            await Reader.WatchAsync(Rows[^1], 5);
            await Site.FlushViewsAsync();
        }

        public async Task AddPlaylistAsync()
        {
            await AddVideoAsync();
            await Owner.MakePlaylistAsync($"Number {Rows.Count}", Rows[^1]);
        }

        public async Task FillPlaylistAsync()
        {
            await AddVideoAsync();
            Assert.Equal(200, (await Owner.Client.PatchAsync($"playlist/add/{Rows[^1]}/{Playlist}")).Status);
        }

        public async Task SignInAsync()
        {
            using var client = Site.NewClient();
            await Person.SignInAsync(client, Reader.Username, $"secret-{Reader.Username}");
        }

        public void Dispose()
        {
            Owner.Dispose();
            Reader.Dispose();
        }
    }
}
