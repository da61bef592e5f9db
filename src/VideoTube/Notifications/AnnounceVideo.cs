using System.Security.Cryptography;
using System.Text;
using Dapper;
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

    private const int RowsAStatement = 100;

    /// <summary>Those who subscribed before the announcement began, in the order in which they did.</summary>
    internal const string NextSubscribers = """
        SELECT s.id, s.subscriber_id, u.banned_at IS NOT NULL AS is_banned FROM subscriptions s JOIN users u ON u.id = s.subscriber_id
        WHERE s.channel_id = @channel AND s.id > @after AND s.id < @job ORDER BY s.id LIMIT @limit
        """;

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
        var video = await session.FindAsync<Announced>("SELECT owner_id FROM videos WHERE id = @video AND listed = TRUE", new { video = job.Subject });
        var next = video is null ? [] : await session.ListAsync<Subscriber>(NextSubscribers,
            new { channel = video.OwnerId, after, job = job.Id, limit = Batch });
        if (next.Count > 0)
            await InsertAsync(session, job, video!.OwnerId, [.. next.Where(subscriber => !subscriber.IsBanned).Select(subscriber => subscriber.SubscriberId)]);
        if (next.Count == Batch)
            return next[^1].Id.ToString();
        await queue.CompleteAsync(session, job);
        return null;
    }

    private async Task InsertAsync(Session session, Job job, Id channel, IReadOnlyList<Id> people)
    {
        var told = people.Select(person => (Person: person, Notification: IdOf(job, person))).ToList();
        // One text for full statements and one for single rows: statements are kept prepared.
        var full = told.Count - (told.Count % RowsAStatement);
        foreach (var rows in told.Take(full).Chunk(RowsAStatement).Concat(told.Skip(full).Select(row => new[] { row })))
        {
            var values = new DynamicParameters(new { channel, video = job.Subject, now = time.GetUtcNow() });
            for (var i = 0; i < rows.Length; i++)
            {
                values.Add($"i{i}", rows[i].Notification.ToString());
                values.Add($"u{i}", rows[i].Person.ToString());
            }

            await session.ExecuteAsync($"""
                INSERT INTO notifications (id, user_id, kind, actor_id, video_id, created_at)
                VALUES {string.Join(", ", Enumerable.Range(0, rows.Length).Select(i => $"(@i{i}, @u{i}, 'video', @channel, @video, @now)"))}
                ON CONFLICT (id) DO NOTHING
                """, values);
        }

        await notify.TellAsync(session, told);
    }

    /// <summary>The second of the job, then chance that is always the same: sorted among others by when it was queued.</summary>
    internal static Id IdOf(Job job, Id person)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes($"{job.Id}{person}"));
        return Id.Parse(string.Concat(job.Id.ToString().AsSpan(0, 8), Convert.ToHexStringLower(hash.AsSpan(0, 8))));
    }

    private sealed record Announced
    {
        public Id OwnerId { get; init; }
    }

    private sealed record Subscriber
    {
        public Id Id { get; init; }
        public Id SubscriberId { get; init; }
        public bool IsBanned { get; init; }
    }
}
