using System.Security.Cryptography;
using System.Text;
using VideoTube.Data;
using VideoTube.Processing;

namespace VideoTube.Notifications;

/// <summary>
/// Tells the subscribers of a channel that it has a new video, some at a time, each batch a transaction. A notification's
/// id follows from the job and the person, so that a job begun again after a crash tells nobody twice.
/// </summary>
internal sealed class AnnounceVideo(Database database, JobQueue queue, Notify notify, TimeProvider time)
{
    public const int Batch = 1000;

    public async Task RunAsync(Job job, CancellationToken ct)
    {
        var after = "";
        while (await database.WriteAsync(session => TellSomeAsync(session, job, after), ct) is { } last)
        {
            ct.ThrowIfCancellationRequested();
            after = last;
        }
    }

    /// <summary>Null when there is nobody left, or nothing to tell any more: then the job is done.</summary>
    private async Task<string?> TellSomeAsync(Session session, Job job, string after)
    {
        await queue.HoldAsync(session, job);
        var toMembers = job.Kind == JobKind.AnnounceToMembers;
        var video = await TellingStore.FindAnnouncedAsync(session, job.Subject, toMembers);
        var next = video is null ? [] : await TellingStore.ListNextSubscribersAsync(session, video.OwnerId, after, job.Id, Batch, time.GetUtcNow());
        // Members were told before, when it was there for them alone.
        var told = next.Where(subscriber => !subscriber.IsBanned && (toMembers ? subscriber.IsMember : !(subscriber.IsMember && video!.MembersTold)));
        if (next.Count > 0)
            await InsertAsync(session, job, video!.OwnerId, [.. told.Select(subscriber => subscriber.SubscriberId)]);
        if (next.Count == Batch)
            return next[^1].Id.ToString();
        await queue.CompleteAsync(session, job);
        return null;
    }

    private async Task InsertAsync(Session session, Job job, Id channel, IReadOnlyList<Id> people)
    {
        var told = people.Select(person => (Person: person, Notification: IdOf(job, person))).ToList();
        await TellingStore.InsertAsync(session, channel, job.Subject, told, time.GetUtcNow());
        await notify.TellAsync(session, told);
    }

    /// <summary>The second of the job, then chance that is always the same: sorted among others by when it was queued.</summary>
    internal static Id IdOf(Job job, Id person)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes($"{job.Id}{person}"));
        return Id.Parse(string.Concat(job.Id.ToString().AsSpan(0, 8), Convert.ToHexStringLower(hash.AsSpan(0, 8))));
    }
}
