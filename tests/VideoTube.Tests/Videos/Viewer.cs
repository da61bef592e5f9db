using VideoTube.Data;
using VideoTube.Tests.Testing;
using VideoTube.Videos;

namespace VideoTube.Tests.Videos;

/// <summary>A browser that keeps its cookie.</summary>
internal sealed class Viewer(TestSite site, Id video, string address = "203.0.113.1")
{
    private string? cookie;

    public async Task ReportAsync(double watched)
    {
        using var client = site.NewClient();
        var answer = await client.PostAsync($"videos/{video}/views", new { position = watched, watched },
            [("X-Forwarded-For", address), .. cookie is null ? [] : new[] { ("Cookie", cookie) }]);
        Assert.True(answer.Status == 204, answer.Text);
        cookie ??= answer.Cookie("visitor")!.Split(';')[0];
    }
}

internal static class Watchers
{
    /// <summary>Writes what was reported so far.</summary>
    public static Task FlushViewsAsync(this TestSite site) => site.Get<GatheredViews>().FlushAsync(CancellationToken.None);

    /// <summary>Somebody watches: what their player reports.</summary>
    public static async Task WatchAsync(this Member member, Id video, double position, double watched = 0) =>
        Assert.Equal(204, (await member.Client.PostAsync($"videos/{video}/views", new { position, watched })).Status);

    /// <summary>Somebody watches long enough to count, by the site's clock.</summary>
    public static async Task WatchAsync(this Member member, Id video, TestClock time)
    {
        await member.WatchAsync(video, 0);
        time.Advance(TimeSpan.FromSeconds(30));
        await member.WatchAsync(video, 30, 30);
    }
}
