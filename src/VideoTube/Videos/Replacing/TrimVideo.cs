using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Processing;

namespace VideoTube.Videos.Replacing;

/// <summary>An owner cuts the beginning or the end off their video: a part of its file takes its place.</summary>
internal sealed class TrimVideo(Database database, VideoStore videos, ReplaceVideo replace, JobQueue queue, TimeProvider time)
{
    /// <summary>What is left plays at least this long, in seconds.</summary>
    public const double Least = 1;

    /// <param name="start">Seconds.</param>
    /// <param name="end">Seconds; null: the end of the video.</param>
    public async Task<Result<Video>> RunAsync(Id video, Id owner, double start, double? end, CancellationToken ct)
    {
        var isOwn = false;
        var error = await database.WriteAsync(async session =>
        {
            var held = await ReplacementStore.HoldAsync(session, video, owner);
            isOwn = held is not null;
            if (held is null)
                return null;
            if ((held.Refusal ?? Judge(held, start, end)) is { } refusal)
                return refusal;
            var id = Id.New(time);
            await replace.BeginAsync(session, held, id, video, "trim", (start, Math.Min(end ?? held.Duration, held.Duration)));
            await queue.EnqueueAsync(session, JobKind.Trim, id);
            return null;
        }, ct);
        if (!isOwn)
            return await videos.WhyNotAsync(video, owner, ct);
        return error is not null ? error : await videos.FindAsync(video, owner, CancellationToken.None);
    }

    private static ApiError? Judge(ReplaceableVideo held, double start, double? end)
    {
        if (held.Original is null)
            return ReplacementErrors.NoFile;
        var until = Math.Min(end ?? held.Duration, held.Duration);
        if (until - start < Least)
            return HttpErrors.Invalid([new("end", $"What is left must last {Least:0} second or longer")], onlyMissing: false);
        return start < 0.001 && held.Duration - until < 0.001
            ? HttpErrors.Invalid([new("start", "This is the whole video: nothing would be cut off")], onlyMissing: false)
            : null;
    }
}
