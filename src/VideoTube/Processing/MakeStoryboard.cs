using System.Text;
using VideoTube.Data;
using VideoTube.Media.Storyboards;
using VideoTube.Playback;
using VideoTube.Storage;
using VideoTube.Videos;

namespace VideoTube.Processing;

/// <summary>
/// Small pictures to move through a video by, made when it is ready, from its smallest rendition. A video without them is as
/// good as before; what goes wrong here changes nothing of it.
/// </summary>
internal sealed class MakeStoryboard(
    Database database, JobQueue queue, StoryboardStore storyboards, IMediaStore store, StoryboardMaker maker, EncodeAv1 av1, UnusedMedia unused, TimeProvider time)
{
    /// <summary>Pixels of all frames up to which a copied video, whose key frames may be far apart, is decoded whole: some ten seconds of one core.</summary>
    private const double DecodingWorth = 3e9;

    public async Task RunAsync(JobRun run, CancellationToken ct)
    {
        // The last job of most videos: it is done again when it is killed, so that what others left goes in the end.
        await unused.DeleteRestsAsync(run, ct);
        var source = await storyboards.FindSourceAsync(run.Subject, ct);
        var isNamed = false;
        try
        {
            if (source is not null)
                await MakeAsync(run, source, ct);
            var before = await database.WriteAsync(async session =>
            {
                await queue.CompleteAsync(session, run.Job);
                if (source is not null)
                    await av1.QueueAsync(session, run.Subject);
                if (source is null || await storyboards.ReplaceAsync(session, run.Subject, run.Storyboard / StoryboardTrack.FileName) is not { } replaced)
                    return (MediaKey?)null;
                var folder = MediaKey.Parse(replaced[..replaced.LastIndexOf('/')]);
                await LeftoverStore.NoteAsync(session, folder, time.GetUtcNow());
                return folder;
            }, ct);
            isNamed = true;
            if (before is { } old)
                await store.DeleteAllAsync(old, CancellationToken.None);
        }
        finally
        {
            if (!isNamed)
                await store.DeleteAllAsync(run.Storyboard, CancellationToken.None);
        }
    }

    private async Task MakeAsync(JobRun run, StoryboardSource source, CancellationToken ct)
    {
        var duration = TimeSpan.FromSeconds(source.Duration);
        var plan = StoryboardPlan.Of(source.Width, source.Height, duration);
        var decoding = source.Duration * source.FrameRate * source.Width * source.Height;
        var keyFramesOnly = !source.HasCopy || decoding > DecodingWorth;
        var sheets = await maker.MakeAsync(
            (to, stopped) => SendAsync(MediaKey.Parse(source.Playlist), to, stopped), plan, keyFramesOnly, run.Work.Sub("storyboard"), ct);
        foreach (var sheet in sheets)
            await store.PutFileAsync(run.Storyboard / Path.GetFileName(sheet), sheet, ct);
        using var track = new MemoryStream(Encoding.UTF8.GetBytes(StoryboardTrack.Write(plan, duration)));
        await store.PutAsync(run.Storyboard / StoryboardTrack.FileName, track, ct);
    }

    private async Task SendAsync(MediaKey playlist, Stream to, CancellationToken ct)
    {
        var stored = await StoredPlaylist.ReadAsync(store, playlist, ct);
        foreach (var name in stored.Names)
        {
            await using var from = await store.OpenAsync(stored.Folder / name, 0, null, ct);
            await from.CopyToAsync(to, ct);
        }
    }
}
