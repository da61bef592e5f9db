using VideoTube.Configuration;
using VideoTube.Data;
using VideoTube.Processing;

namespace VideoTube.Mail;

/// <summary>
/// Mail to be sent: a row, put there in the transaction that makes it wanted. Whether anybody has the address is found
/// out when it is sent, so that a request tells nothing of it, not even by its time.
/// </summary>
internal sealed class Outbox(Database database, Settings settings, TimeProvider time)
{
    /// <summary>Longer than any sending takes; a process that died meanwhile leaves the mail to the next one.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(1);

    internal const string OldestDue = "SELECT id FROM outbox WHERE send_at <= @now ORDER BY send_at LIMIT 1";

    /// <summary>False when the site has no mail server; then nothing is put here.</summary>
    public bool IsOn => settings.Mail is not null;

    /// <summary>Wakes this process's worker; those of other processes look every second.</summary>
    public Signal Added { get; } = new();

    /// <summary>A letter that waits already is sent once, and now.</summary>
    public async Task AddAsync(Session session, string letter, string address)
    {
        await session.ExecuteAsync("""
            INSERT INTO outbox (id, letter, address, send_at, created_at) VALUES (@id, @letter, @address, @now, @now)
            ON CONFLICT (letter, address) DO UPDATE SET id = @id, attempts = 0, send_at = @now, created_at = @now
            """, new { id = Id.New(time), letter, address, now = time.GetUtcNow() });
        session.AfterCommit(Added.Pulse);
    }

    public async Task<WaitingMail?> ClaimAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var due = new { now, until = now + Lease };
        await using (var read = await database.ReadAsync(ct))
        {
            if (await read.FindAsync<string>(OldestDue, due) is null)
                return null;
        }

        return await database.WriteAsync(session => session.FindAsync<WaitingMail>($"""
            UPDATE outbox SET attempts = attempts + 1, send_at = @until WHERE id = ({OldestDue} {database.Dialect.SkipLocked})
            RETURNING id, letter, address, attempts, created_at
            """, due), ct);
    }

    public Task RemoveAsync(WaitingMail mail, CancellationToken ct) =>
        database.ExecuteAsync("DELETE FROM outbox WHERE id = @Id", new { mail.Id }, ct);

    /// <summary>When it is tried again; null when it was given up, after a day.</summary>
    public async Task<DateTimeOffset?> RetryLaterAsync(WaitingMail mail, CancellationToken ct)
    {
        var sendAt = time.GetUtcNow() + Backoff.After(mail.Attempts, Random.Shared);
        if (sendAt >= mail.CreatedAt + GivenUpAfter)
        {
            await RemoveAsync(mail, ct);
            return null;
        }

        await database.ExecuteAsync("UPDATE outbox SET send_at = @sendAt WHERE id = @Id", new { sendAt, mail.Id }, ct);
        return sendAt;
    }
}

internal sealed record WaitingMail
{
    public required Id Id { get; init; }
    public required string Letter { get; init; }
    public required string Address { get; init; }

    /// <summary>This one counted.</summary>
    public required int Attempts { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
