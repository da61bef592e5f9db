using VideoTube.Data;
using VideoTube.Processing;

namespace VideoTube.Notifications;

/// <summary>
/// Has a channel's subscribers told of a new video, each once in its life: when it is first there for everyone and plays, or
/// before that for members and they are.
/// </summary>
internal sealed class Announcement(JobQueue jobs)
{
    /// <summary>To be called in every transaction that may have put a video on its channel.</summary>
    public async Task QueueAsync(Session session, Id video)
    {
        if (await TellingStore.BeginAnnouncingAsync(session, video) is { } channel)
            await QueueAsync(session, JobKind.Announce, channel, video);
        else if (await TellingStore.BeginTellingMembersAsync(session, video) is { } ofMembers)
            await QueueAsync(session, JobKind.AnnounceToMembers, ofMembers, video);
    }

    private async Task QueueAsync(Session session, JobKind kind, Id channel, Id video)
    {
        if (await TellingStore.HasSubscribersAsync(session, channel))
            await jobs.EnqueueAsync(session, kind, video);
    }
}
