using VideoTube.Chapters;
using VideoTube.Data;
using VideoTube.Processing;
using VideoTube.Storage;

namespace VideoTube.Videos.Replacing;

/// <summary>
/// A file that is processed takes a video's place: address, views, comments and what the owner said stay. What it takes the
/// place of stays in the store for a while, for those who are watching it.
/// </summary>
internal sealed class TakePlace(JobQueue jobs, TimeProvider time)
{
    /// <summary>Longer than nearly all videos: who is watching when it happens can go on to the end.</summary>
    public static readonly TimeSpan Farewell = TimeSpan.FromHours(6);

    /// <summary>As part of a transaction; the video, or null when the subject is to take nobody's place.</summary>
    public async Task<Id?> RunAsync(Session session, Id subject)
    {
        if (await TakePlaceStore.HoldAsync(session, subject) is not { } before)
            return null;
        var now = time.GetUtcNow();
        foreach (var kind in JobKinds.OfMedia)
            await jobs.CancelAsync(session, before.Video, kind);
        await TakePlaceStore.SwapAsync(session, before.Video, subject, now);
        foreach (var left in LeftBy(before))
            await LeftoverStore.NoteAsync(session, left, now, due: now + Farewell);
        // Of a shorter file there may be chapters that begin behind its end.
        await ChapterStore.TrimAsync(session, before.Video, before.TrimStart ?? 0, before.TrimEnd ?? before.Duration, now);
        if (before.TrimStart is not null)
            await jobs.EnqueueAsync(session, JobKind.MoveCaptions, subject);

        return before.Video;
    }

    private static IEnumerable<MediaKey> LeftBy(ReplacedMedia before)
    {
        var folder = VideoKeys.Folder(before.Video, before.Replacement);
        if (before.Replacement is not null)
            yield return folder;
        else
        {
            // In its own folder lies also what stays.
            yield return VideoKeys.Hls(folder);
            yield return VideoKeys.Storyboard(folder);
            yield return VideoKeys.PosterCandidates(folder);
            if (before.Original is { } original)
                yield return MediaKey.Parse(original);
        }

        if (before is { Poster: { } poster, HasOwnPicture: false } && (before.Replacement is null || !poster.StartsWith($"{folder}/", StringComparison.Ordinal)))
            yield return MediaKey.Parse(poster);
    }
}
