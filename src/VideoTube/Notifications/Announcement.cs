using VideoTube.Data;
using VideoTube.Processing;

namespace VideoTube.Notifications;

/// <summary>Has a channel's subscribers told of a new video, once in its life: when it is first there for everyone and plays.</summary>
internal sealed class Announcement(JobQueue jobs)
{
    /// <summary>To be called in every transaction that may have made a video listed.</summary>
    public async Task QueueAsync(Session session, Id video)
    {
        if (await session.FindAsync<string>("""
                UPDATE videos SET announced = TRUE WHERE id = @video AND announced = FALSE AND listed = TRUE RETURNING owner_id
                """, new { video }) is { } channel
            && await session.GetAsync<long>("SELECT subscribers FROM users WHERE id = @channel", new { channel }) > 0)
            await jobs.EnqueueAsync(session, JobKind.Announce, video);
    }
}
