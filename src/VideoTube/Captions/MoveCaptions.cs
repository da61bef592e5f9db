using System.Text;
using VideoTube.Data;
using VideoTube.Media.Captions;
using VideoTube.Processing;
using VideoTube.Storage;
using VideoTube.Videos.Replacing;

namespace VideoTube.Captions;

/// <summary>
/// After a part of a video has taken its place: what is said moves along with what is shown. All of its captions change in the
/// transaction that ends the job, so that none is moved twice.
/// </summary>
internal sealed class MoveCaptions(Database database, JobQueue queue, CaptionStore captions, ReplacementStore replacements, IMediaStore store, TimeProvider time)
{
    public async Task RunAsync(JobRun run, CancellationToken ct)
    {
        var cut = await replacements.FindCutAsync(run.Subject, ct);
        var moved = new List<MovedCaption>();
        var isSaved = false;
        try
        {
            foreach (var caption in cut is null ? [] : await captions.ListFilesAsync(cut.Video, before: cut.At, ct))
                moved.Add(await MoveAsync(cut!, caption, ct));
            await database.WriteAsync(async session =>
            {
                await queue.CompleteAsync(session, run.Job);
                foreach (var caption in moved)
                    await CaptionStore.MoveAsync(session, cut!.Video, caption, time.GetUtcNow());
            }, ct);
            isSaved = true;
        }
        finally
        {
            foreach (var caption in moved)
                await store.DeleteAsync(isSaved ? caption.Before : caption.File, CancellationToken.None);
        }
    }

    private async Task<MovedCaption> MoveAsync(MadeCut cut, CaptionFileRow caption, CancellationToken ct)
    {
        var before = MediaKey.Parse(caption.File);
        using var text = new MemoryStream();
        await using (var from = await store.OpenAsync(before, 0, null, ct))
            await from.CopyToAsync(text, ct);
        var track = CaptionFile.Read(text.ToArray(), isWebVtt: true);
        var moved = new MovedCaption(caption.Language, before, CaptionKeys.New(cut.Video, caption.Language, Id.New(time)));
        using var written = new MemoryStream(Encoding.UTF8.GetBytes(WebVtt.Write(track.Part(TimeSpan.FromSeconds(cut.Start), TimeSpan.FromSeconds(cut.End)))));
        await store.PutAsync(moved.File, written, ct);
        return moved;
    }
}

/// <param name="Before">The file it takes the place of.</param>
internal sealed record MovedCaption(string Language, MediaKey Before, MediaKey File);
