using VideoTube.Media.Encoders;
using VideoTube.Media.Growing;
using VideoTube.Media.Ladders;
using VideoTube.Media.Playlists;
using VideoTube.Media.Probing;
using VideoTube.Media.Running;
using VideoTube.Processing;
using VideoTube.Storage;

namespace VideoTube.Uploads.Previews;

/// <summary>Copies an upload into segments while it arrives, and puts them into the store as they come.</summary>
internal sealed class FollowUpload(
    IMediaStore store, IMediaRunner runner, MediaProbe probe, MediaOptions media, WorkFolders folders, TimeProvider time)
{
    /// <summary>A preview is watched by one person, who waits for a segment of four seconds anyway.</summary>
    private static readonly TimeSpan PublishInterval = TimeSpan.FromMilliseconds(500);

    private static readonly LadderOptions Options = new();

    /// <param name="show">Told what can be played by now, once each rendition has something.</param>
    /// <exception cref="CannotStreamException">It is left to <see cref="PrepareVideo"/>.</exception>
    public async Task<GrownUpload> RunAsync(RunPlace place, GrowingFile file, Action<IReadOnlyList<RenditionFacts>> show, CancellationToken ct)
    {
        var source = await GrowingSource.OpenAsync(probe, file, Options, ct);
        if (source.Info.Video is not null && !source.Ladder.CopyTop)
            throw new CannotStreamException("Its picture cannot be the top rung.");
        using var work = folders.Create(place.Run);
        var output = new GrowingOutput(new PublishedRun(store, place, work), work.Sub("copy"), source.Names, source.PromisedTarget, IsOffered: true);
        var grown = await BesideEncoder.RunAsync(
            stop => GrowingRemux.RunAsync(runner, source, Options, output.Folder, stop),
            async () =>
            {
                await output.PutAsync(ct);
                if (output.Renditions.Count == source.Names.Count)
                    show([.. output.Renditions.Select(RenditionFacts.Of)]);
            },
            PublishInterval, share: 0, time, ct);
        return grown.Info.Duration <= media.Limits.MaxDuration
            ? await PutCompleteAsync(place, output, grown, ct)
            : throw new CannotStreamException("It is longer than is taken.");
    }

    private static async Task<GrownUpload> PutCompleteAsync(RunPlace place, GrowingOutput output, GrownRenditions grown, CancellationToken ct)
    {
        await Task.WhenAll(grown.Made.Renditions.Select(rendition => output.PutCompleteAsync(rendition, ct)));
        return new GrownUpload(place, grown.Info, [.. grown.Made.Renditions.Select(RenditionFacts.Of)]);
    }
}
