using VideoTube.Data;
using VideoTube.Processing;

namespace VideoTube.Notifications;

/// <summary>Has a channel's subscribers told of a new video, once in its life: when it is first there for everyone and plays.</summary>
internal sealed class Announcement(JobQueue jobs)
{
    /// <summary>To be called in every transaction that may have made a video listed.</summary>
    public async Task QueueAsync(Session session, Id video)
    {
        if (await TellingStore.BeginAnnouncingAsync(session, video) is { } channel && await TellingStore.HasSubscribersAsync(session, channel))
            await jobs.EnqueueAsync(session, JobKind.Announce, video);
    }
}
