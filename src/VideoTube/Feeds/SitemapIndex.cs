namespace VideoTube.Feeds;

/// <summary>
/// Where the pages of the sitemaps begin. To find that everything is walked, so it is done once in the time that clients may
/// keep the answer anyway, however many ask.
/// </summary>
internal sealed class SitemapIndex(FeedStore feeds, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>The protocol has at most 50,000 addresses and 50 MB a page; these are so few that a page costs little.</summary>
    public const int ChannelsAPage = 10_000, VideosAPage = 5_000;

    private readonly Lock turn = new();
    private Found? known;

    public Task<SitemapStarts> GetAsync()
    {
        lock (turn)
        {
            if (known is null || known.Starts.IsFaulted || time.GetUtcNow() - known.Since >= Lifetime)
                known = new Found(WalkAsync(), time.GetUtcNow());
            return known.Starts;
        }
    }

    /// <summary>Others wait for it too: one of them leaving must not end it.</summary>
    private async Task<SitemapStarts> WalkAsync() => new(
        await feeds.ListStartsAsync(FeedStore.LastChannelSql, ChannelsAPage, CancellationToken.None),
        await feeds.ListStartsAsync(FeedStore.LastVideoSql, VideosAPage, CancellationToken.None));

    private sealed record Found(Task<SitemapStarts> Starts, DateTimeOffset Since);
}

/// <summary>Ids that the pages begin after; the first is empty.</summary>
internal sealed record SitemapStarts(IReadOnlyList<string> Channels, IReadOnlyList<string> Videos);
