using VideoTube.Data;

namespace VideoTube.Processing;

/// <summary>
/// Work to do, kept in the database: put there in the transaction that makes it needed, claimed by one worker at a time,
/// held by a lease. Whatever a job writes, it writes in a transaction that begins with <see cref="HoldAsync"/>, so that a
/// worker that lost its job changes nothing any more.
/// </summary>
internal sealed class JobQueue(Database database, JobSignals signals, LeaseOwner owner, TimeProvider time)
{
    /// <summary>How long a silent worker keeps its job. Six heartbeats: one lost to a busy disk takes no job away.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Parked = TimeSpan.FromMinutes(1);

    private const string Held = "id = @Id AND state = 'running' AND lease_owner = @LeaseOwner AND attempts = @Attempts";

    /// <summary>The index jobs_due holds what is in one of the two live states; the condition must say so in its words.</summary>
    private const string IsLive = "state IN ('queued', 'running')";

    /// <summary>The oldest job of <c>@kind</c> that waits, or whose lease has run out.</summary>
    internal const string OldestDue = $"""
        SELECT id FROM jobs
        WHERE kind = @kind AND {IsLive} AND run_at <= @now AND (state = 'queued' OR lease_until < @now)
        ORDER BY run_at LIMIT 1
        """;

    private const string Requeue = """
        UPDATE jobs
        SET state = 'queued', attempts = 0, progress = 0, error = NULL, lease_owner = NULL, lease_until = NULL, run_at = @now,
            updated_at = @now
        WHERE state = 'failed'
        """;

    /// <param name="place">Among jobs of one transaction, which is to be claimed first.</param>
    public async Task<Id> EnqueueAsync(Session session, JobKind kind, Id subject, int place = 0)
    {
        var (id, now) = (Id.New(time), time.GetUtcNow());
        await session.ExecuteAsync("""
            INSERT INTO jobs (id, kind, subject, state, run_at, created_at, updated_at)
            VALUES (@id, @kind, @subject, 'queued', @runAt, @now, @now)
            """, new { id, kind = NameOf(kind), subject, runAt = now.AddMilliseconds(place), now });
        session.AfterCommit(signals.Queued.Pulse);
        return id;
    }

    /// <summary>Ends all work on a subject, also the running: its worker stops within moments.</summary>
    public async Task CancelAsync(Session session, Id subject)
    {
        await session.ExecuteAsync("DELETE FROM jobs WHERE subject = @subject", new { subject });
        session.AfterCommit(signals.Cancelled.Pulse);
    }

    /// <summary>The same of one kind of its jobs.</summary>
    public async Task CancelAsync(Session session, Id subject, JobKind kind)
    {
        await session.ExecuteAsync("DELETE FROM jobs WHERE subject = @subject AND kind = @kind", new { subject, kind = NameOf(kind) });
        session.AfterCommit(signals.Cancelled.Pulse);
    }

    /// <summary>Ends the jobs of a kind that wait or run.</summary>
    /// <param name="words">What a person is told.</param>
    public async Task FailAsync(Session session, Id subject, JobKind kind, string words)
    {
        await session.ExecuteAsync($"""
            UPDATE jobs SET state = 'failed', error = @words, lease_owner = NULL, lease_until = NULL, updated_at = @now
            WHERE subject = @subject AND kind = @kind AND {IsLive}
            """, new { subject, kind = NameOf(kind), words, now = time.GetUtcNow() });
        session.AfterCommit(signals.Cancelled.Pulse);
    }

    /// <summary>Ends one job that waits or runs; gives its subject, or null when there is no such job.</summary>
    /// <param name="words">What a person is told.</param>
    public async Task<string?> CancelJobAsync(Session session, Id job, string words)
    {
        session.AfterCommit(signals.Cancelled.Pulse);
        return await session.FindAsync<string>($"""
            UPDATE jobs SET state = 'failed', error = @words, lease_owner = NULL, lease_until = NULL, updated_at = @now
            WHERE id = @job AND {IsLive} RETURNING subject
            """, new { job, words, now = time.GetUtcNow() });
    }

    public async Task<bool> IsOfKindAsync(Session session, Id job, params JobKind[] kinds) =>
        await session.FindAsync<string>("SELECT kind FROM jobs WHERE id = @job", new { job }) is { } kind && kinds.Any(known => NameOf(known) == kind);

    /// <summary>Whether no other job that makes media of the same subject waits or runs.</summary>
    public async Task<bool> IsAloneAsync(Job job, CancellationToken ct)
    {
        await using var session = await database.ReadAsync(ct);
        return await session.GetAsync<long>($"""
            SELECT COUNT(*) FROM jobs WHERE subject = @Subject AND id <> @Id AND {IsLive} AND kind NOT LIKE 'announce%'
            """, new { job.Subject, job.Id }) == 0;
    }

    /// <summary>A failed job begins anew; gives its subject, or null when there is no such failed job.</summary>
    public async Task<string?> RequeueAsync(Session session, Id job)
    {
        session.AfterCommit(signals.Queued.Pulse);
        return await session.FindAsync<string>($"{Requeue} AND id = @job RETURNING subject", new { job, now = time.GetUtcNow() });
    }

    /// <summary>All failed jobs of a subject begin anew; gives how many there are.</summary>
    public Task<int> RequeueFailedAsync(Session session, Id subject)
    {
        session.AfterCommit(signals.Queued.Pulse);
        return session.ExecuteAsync($"{Requeue} AND subject = @subject", new { subject, now = time.GetUtcNow() });
    }

    /// <summary>The oldest job that is due, or whose worker fell silent; null when there is none.</summary>
    public async Task<Job?> ClaimAsync(JobKind kind, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var due = new { kind = NameOf(kind), now, until = now + Lease, owner = owner.ToString() };
        // Idle workers only read: writers take turns on SQLite.
        await using (var session = await database.ReadAsync(ct))
        {
            if (await session.FindAsync<string>(OldestDue, due) is null)
                return null;
        }

        return await database.WriteAsync(session => session.FindAsync<Job>($"""
            UPDATE jobs
            SET state = 'running', attempts = attempts + 1, lease_owner = @owner, lease_until = @until, updated_at = @now
            WHERE id = ({OldestDue} {database.Dialect.SkipLocked})
            RETURNING id, kind, subject, attempts, lease_owner
            """, due), ct);
    }

    /// <summary>Lengthens the lease. False when the job is no longer ours: stop, and write nothing.</summary>
    public async Task<bool> HeartbeatAsync(Job job, CancellationToken ct) =>
        await database.WriteAsync(session => TryHoldAsync(session, job), ct);

    /// <summary>First statement of every transaction a job writes.</summary>
    /// <exception cref="JobLostException">The job is no longer ours; the transaction must be undone.</exception>
    public async Task HoldAsync(Session session, Job job)
    {
        if (!await TryHoldAsync(session, job))
            throw new JobLostException(job);
    }

    public Task ProgressAsync(Session session, Job job, int percent) =>
        ChangeAsync(session, job, "progress = @percent", new { percent });

    /// <exception cref="JobLostException">The job is no longer ours; the transaction must be undone.</exception>
    public Task CompleteAsync(Session session, Job job) => ChangeAsync(session, job, "state = 'done', progress = 100");

    /// <param name="words">What a person is told.</param>
    /// <exception cref="JobLostException">The job is no longer ours; the transaction must be undone.</exception>
    public Task FailAsync(Session session, Job job, string words) =>
        ChangeAsync(session, job, "state = 'failed', error = @words", new { words });

    /// <summary>Puts the job back for a later try; see <see cref="Backoff"/>.</summary>
    public Task<DateTimeOffset> RetryLaterAsync(Job job, CancellationToken ct) =>
        database.WriteAsync(async session =>
        {
            var runAt = time.GetUtcNow() + Backoff.After(job.Attempts, Random.Shared);
            await ChangeAsync(session, job, "state = 'queued', lease_owner = NULL, lease_until = NULL, run_at = @runAt", new { runAt });
            return runAt;
        }, ct);

    /// <summary>Puts the job back as if it had not been claimed: its worker was asked to stop.</summary>
    public Task ReturnAsync(Job job, CancellationToken ct) =>
        database.WriteAsync(async session =>
        {
            await ChangeAsync(session, job, "state = 'queued', attempts = attempts - 1, lease_owner = NULL, lease_until = NULL");
            session.AfterCommit(signals.Queued.Pulse);
        }, ct);

    /// <summary>
    /// Puts the job back until it is woken: it waits for other jobs. It looks by itself every minute, so that nothing waits
    /// for ever should no word come.
    /// </summary>
    /// <exception cref="JobLostException">The job is no longer ours; the transaction must be undone.</exception>
    public Task ParkAsync(Session session, Job job) => ChangeAsync(
        session, job, "state = 'queued', attempts = attempts - 1, lease_owner = NULL, lease_until = NULL, run_at = @runAt",
        new { runAt = time.GetUtcNow() + Parked });

    /// <summary>Makes parked jobs due, before all that came later. Waits for one that runs to end or park, so that it cannot miss this.</summary>
    public async Task WakeAsync(Session session, JobKind kind, Id subject)
    {
        await session.ExecuteAsync($"UPDATE jobs SET run_at = created_at WHERE subject = @subject AND kind = @kind AND {IsLive}",
            new { subject, kind = NameOf(kind) });
        session.AfterCommit(signals.Queued.Pulse);
    }

    /// <summary>Puts back the jobs of processes that died on this machine, so that they need not wait for their leases.</summary>
    public async Task<int> FreeDeadAsync(CancellationToken ct)
    {
        await using var session = await database.ReadAsync(ct);
        var owners = await session.ListAsync<string>($"SELECT DISTINCT lease_owner FROM jobs WHERE {IsLive} AND state = 'running'");
        var freed = 0;
        foreach (var dead in owners.Where(text => LeaseOwner.Parse(text) is { IsKnownDead: true }))
            freed += await database.ExecuteAsync($"""
                UPDATE jobs SET state = 'queued', lease_owner = NULL, lease_until = NULL
                WHERE {IsLive} AND state = 'running' AND lease_owner = @dead
                """, new { dead }, ct);
        return freed;
    }

    /// <summary>Forgets finished jobs; the log has told of them.</summary>
    public Task<int> ForgetFinishedAsync(TimeSpan age, CancellationToken ct) =>
        database.ExecuteAsync("DELETE FROM jobs WHERE state IN ('done', 'failed') AND updated_at < @before",
            new { before = time.GetUtcNow() - age }, ct);

    private async Task<bool> TryHoldAsync(Session session, Job job) =>
        await session.ExecuteAsync($"UPDATE jobs SET lease_until = @until WHERE {Held}",
            new { until = time.GetUtcNow() + Lease, job.Id, job.LeaseOwner, job.Attempts }) == 1;

    private async Task ChangeAsync(Session session, Job job, string change, object? values = null)
    {
        await HoldAsync(session, job);
        var parameters = new Dapper.DynamicParameters(values);
        parameters.AddDynamicParams(new { job.Id, job.LeaseOwner, job.Attempts, changedAt = time.GetUtcNow() });
        await session.ExecuteAsync($"UPDATE jobs SET {change}, updated_at = @changedAt WHERE {Held}", parameters);
    }

    private static string NameOf(JobKind kind) => kind switch
    {
        JobKind.Prepare => "prepare",
        JobKind.Encode => "encode",
        JobKind.Chunk => "chunk",
        JobKind.EncodeWhole => "encodewhole",
        JobKind.Announce => "announce",
        JobKind.AnnounceToMembers => "announcetomembers", // the kind's own name, which is read back
        JobKind.Storyboard => "storyboard",
        JobKind.Av1 => "av1",
        JobKind.Trim => "trim",
        JobKind.MoveCaptions => "movecaptions",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
