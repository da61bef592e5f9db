using VideoTube.Media.Playlists;

namespace VideoTube.Processing;

/// <summary>What an encoder has made so far, put into the store as it comes.</summary>
/// <param name="Folder">Where the encoder writes.</param>
/// <param name="Names">The renditions it makes.</param>
/// <param name="PromisedTarget">TARGETDURATION of the playlists, from their first version to the last.</param>
/// <param name="IsOffered">True when players get to see it before it is complete.</param>
internal sealed record GrowingOutput(
    PublishedRun Published, string Folder, IReadOnlyList<string> Names, int PromisedTarget, bool IsOffered)
{
    private readonly Dictionary<string, Rendition> there = [];
    private bool wasOffered;

    public IReadOnlyCollection<Rendition> Renditions => there.Values;

    /// <summary>True once every rendition has something to play, the sound as well as the pictures.</summary>
    public bool MayBeOffered => IsOffered && !wasOffered && there.Count == Names.Count;

    public void WasOffered() => wasOffered = true;

    /// <summary>Puts what has been finished since the last time.</summary>
    public async Task PutAsync(CancellationToken ct)
    {
        foreach (var name in Names)
        {
            var before = there.GetValueOrDefault(name);
            var now = await SegmentFolder.ReadAsync(Path.Combine(Folder, name), before, ct);
            if (now is null || now.Segments.Count == before?.Segments.Count)
                continue;
            await Published.PutSegmentsAsync(now, ct);
            if (IsOffered)
                await Published.PutPlaylistAsync(now, isComplete: false, PromisedTarget, ct);
            there[name] = now;
        }
    }

    public Task PutCompleteAsync(Rendition rendition, CancellationToken ct) =>
        Published.PutCompleteAsync(rendition, IsOffered ? PromisedTarget : null, ct);
}
