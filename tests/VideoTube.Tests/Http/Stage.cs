using System.Text;
using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Tests.Playlists;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Http;

/// <summary>A site on which lists grow row by row: whatever a row refers to is another's each time, so that it would have to be looked up.</summary>
/// <param name="Owner">Has the channel.</param>
/// <param name="Reader">Asks for the lists; an admin, so that all of them answer.</param>
internal sealed record Stage(TestSite Site, Member Owner, Member Reader, string Playlist) : IDisposable
{
    private Id? comment;
    private int languages;

    /// <summary>The videos that were made so far.</summary>
    public List<Id> Rows { get; } = [];

    public string Comment => $"{comment}";

    public static async Task<Stage> SetAsync(TestSite site)
    {
        var owner = await site.SignUpAsync();
        return new Stage(site, owner, await site.SignUpAsync(Roles.Admin), await owner.MakePlaylistAsync("Filled"));
    }

    public async Task AddVideoAsync(Member? owner = null) =>
        Rows.Add(await Site.AddAsync(owner ?? Owner, new Listed($"A common title {Rows.Count}") { Tags = ["everywhere", $"only-{Rows.Count}"] }));

    public async Task WatchVideoAsync()
    {
        await AddVideoAsync();
        await Reader.WatchAsync(Rows[^1], 5);
        await Site.FlushViewsAsync();
    }

    public async Task LikeVideoAsync()
    {
        await AddVideoAsync(await SomebodyAsync());
        Check(await Reader.Client.PutAsync($"likes/v/{Rows[^1]}"));
    }

    public async Task AddPlaylistAsync()
    {
        await AddVideoAsync();
        await Owner.MakePlaylistAsync($"Number {Rows.Count}", Rows[^1]);
    }

    public async Task FillPlaylistAsync()
    {
        await AddVideoAsync();
        Check(await Owner.Client.PatchAsync($"playlist/add/{Rows[^1]}/{Playlist}"));
    }

    public async Task SignInAsync()
    {
        using var client = Site.NewClient();
        await Person.SignInAsync(client, Reader.Username, $"secret-{Reader.Username}");
    }

    public async Task WriteCommentAsync() =>
        Check(await (await SomebodyAsync()).Client.PostAsync($"comments/{await FirstVideoAsync()}", new { content = "Words" }));

    public async Task AnswerAsync()
    {
        comment ??= Id.Parse((string)Check(await Owner.Client.PostAsync($"comments/{await FirstVideoAsync()}", new { content = "Words" })).Data["_id"]!);
        Check(await (await SomebodyAsync()).Client.PostAsync($"comments/{Rows[0]}", new { content = "An answer", parent = Comment }));
    }

    /// <summary>Somebody comments on a video of the reader, who is told.</summary>
    public async Task NotifyAsync()
    {
        await AddVideoAsync(Reader);
        Check(await (await SomebodyAsync()).Client.PostAsync($"comments/{Rows[^1]}", new { content = "Words" }));
    }

    public async Task WritePostAsync(Member? author = null) => Check(await (author ?? Owner).Client.PostAsync("tweets", new { content = "Words" }));

    public async Task GainSubscriberAsync() => Check(await (await SomebodyAsync()).Client.PutAsync($"subscriptions/c/{Owner.Id}"));

    public async Task FollowAsync()
    {
        var channel = await SomebodyAsync();
        await AddVideoAsync(channel);
        Check(await Reader.Client.PutAsync($"subscriptions/c/{channel.Id}"));
    }

    public async Task GainMemberAsync() => Check(await Reader.Client.PutAsync($"memberships/members/{(await SomebodyAsync()).Id}", new { days = 30 }));

    public async Task BecomeMemberAsync() => Check(await (await SomebodyAsync()).Client.PutAsync($"memberships/members/{Reader.Id}", new { days = 30 }));

    public async Task MakeCodeAsync() => Check(await Reader.Client.PostAsync("memberships/codes", new { uses = 1 }));

    public async Task ReportAsync()
    {
        await AddVideoAsync(await SomebodyAsync());
        Check(await (await SomebodyAsync()).Client.PostAsync("reports", new { kind = "video", id = $"{Rows[^1]}", reason = "spam" }));
    }

    public async Task TakeDownAsync()
    {
        await AddVideoAsync(await SomebodyAsync());
        Check(await Reader.Client.PutAsync($"moderation/takedowns/video/{Rows[^1]}", new { reason = "Rules" }));
    }

    public async Task AddCaptionsAsync()
    {
        var (video, region) = (await FirstVideoAsync(), languages++);
        using var track = new StringContent("WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n", Encoding.UTF8, "text/vtt");
        Check(await Owner.Client.SendAsync(HttpMethod.Put, $"videos/{video}/captions/en-{(char)('A' + region / 26)}{(char)('A' + region % 26)}", track));
    }

    public async Task<Member> SomebodyAsync() => (await Crowd.GatherAsync(Site, 1)).Members[0];

    public void Dispose()
    {
        Owner.Dispose();
        Reader.Dispose();
    }

    private async Task<Id> FirstVideoAsync()
    {
        if (Rows.Count == 0)
            await AddVideoAsync();
        return Rows[0];
    }

    private static Answer Check(Answer answer)
    {
        Assert.True(answer.Status is 200 or 201, answer.Text);
        return answer;
    }
}
