using VideoTube.Data;
using VideoTube.Media.Growing;
using VideoTube.Media.Playlists;
using VideoTube.Processing;

namespace VideoTube.Uploads.Previews;

/// <summary>One upload that is followed.</summary>
internal sealed class UploadPreview(RunPlace place, Id owner, TimeSpan idle, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource silence = new(idle, time);
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private GrowingFile? file;
    private long bytes;

    public RunPlace Place => place;

    public Id Owner => owner;

    /// <summary>What can be played by now; empty when nothing.</summary>
    public IReadOnlyList<RenditionFacts> Shown { get; private set; } = [];

    /// <summary>What came of it; null where the ordinary way has to be taken.</summary>
    public Task<GrownUpload?> Ended { get; set; } = Task.FromResult<GrownUpload?>(null);

    /// <summary>One commit takes it; a second try makes its own.</summary>
    public bool IsTaken { get; set; }

    public CancellationToken Stopped => stop.Token;

    /// <summary>No byte has come for a while.</summary>
    public CancellationToken FellSilent => silence.Token;

    public void Grow(long arrived)
    {
        lock (gate)
        {
            bytes = arrived;
            file?.Grow(arrived);
            if (!silence.IsCancellationRequested)
                silence.CancelAfter(idle);
        }
    }

    public void Follow(GrowingFile opened)
    {
        lock (gate)
        {
            file = opened;
            file.Grow(bytes);
        }
    }

    /// <summary>Where its playlists lie, as the master playlist in the video's folder sees it.</summary>
    public void Show(IReadOnlyList<RenditionFacts> renditions) =>
        Shown = [.. renditions.Select(facts => facts with { Uri = $"hls/{place.Run}/{facts.Name}/{Rendition.PlaylistFileName}" })];

    public void Hide() => Shown = [];

    public void Stop() => stop.Cancel();

    public void Dispose()
    {
        silence.Dispose();
        stop.Dispose();
    }
}
