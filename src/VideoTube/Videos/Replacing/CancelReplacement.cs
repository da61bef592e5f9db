using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Videos.Replacing;

/// <summary>An owner changes their mind, or has read why their file could not be processed: the video stays as it is.</summary>
internal sealed class CancelReplacement(Database database, VideoStore videos, ReplaceVideo replace, MediaLeftovers leftovers)
{
    public async Task<Result<Video>> RunAsync(Id video, Id owner, CancellationToken ct)
    {
        var isOwn = false;
        var ended = await database.WriteAsync(async session =>
        {
            var held = await ReplacementStore.HoldAsync(session, video, owner);
            isOwn = held is not null;
            if (held?.OnItsWay is { } there)
                await replace.EndAsync(session, video, there.Id);
            return held?.OnItsWay;
        }, ct);
        if (!isOwn)
            return await videos.WhyNotAsync(video, owner, ct);
        if (ended is null)
            return ReplacementErrors.NotFound;
        await leftovers.EmptyAsync(VideoKeys.Folder(video, ended.Id));
        return await videos.FindAsync(video, owner, CancellationToken.None);
    }
}
