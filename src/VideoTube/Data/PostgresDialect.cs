using System.Data.Common;
using Npgsql;

namespace VideoTube.Data;

/// <summary>PostgreSQL, or any engine that speaks its protocol.</summary>
internal sealed class PostgresDialect(NpgsqlDataSource source, string host) : Dialect
{
    private const long MigrationLock = 0x7669_6465_6f74_7562; // "videotub"

    private const string NotifyChannel = "videotube";
    private static readonly TimeSpan ListenPatience = TimeSpan.FromMinutes(1);
    // One collision ends with one of the two done; each more needs another stranger at the same rows.
    private const int MaxAttempts = 5;

    public override string Name => "postgres";

    public override string Address => host;

    public override string SkipLocked => "FOR UPDATE SKIP LOCKED";

    public override string RowLock => "FOR NO KEY UPDATE";

    public override string VideoFacts => "videos v";
    // As an array the addresses are gone to one by one; as a subquery the whole table would be read beside them.
    public override string DeleteSome(string table, string condition, int limit) =>
        $"DELETE FROM {table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM {table} WHERE {condition} LIMIT {limit}))";

    public override string TextsIn(string parameter) => $"(SELECT value FROM json_array_elements_text(CAST({parameter} AS json)))";

    public override string NumbersIn(string parameter) =>
        $"(SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST({parameter} AS json)))";

    public override string JoinedNumbers => "string_agg(CAST(number AS TEXT), ',')";

    public override async ValueTask<DbConnection> OpenReaderAsync(CancellationToken ct) =>
        await source.OpenConnectionAsync(ct);

    public override async Task<T> WriteAsync<T>(Func<Session, Task<T>> act, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteOnceAsync(act, ct);
            }
            catch (PostgresException refused) when (attempt < MaxAttempts && HasCollided(refused))
            {
                // The server has undone all of it: the act runs again, and sees what the other one did.
            }
        }
    }

    public override Task MigrateAsync(Func<Session, Task> act, CancellationToken ct) =>
        WriteAsync(async session =>
        {
            await session.ExecuteAsync("SELECT pg_advisory_xact_lock(@key)", new { key = MigrationLock });
            await act(session);
            return true;
        }, ct);

    public override bool IsTaken(Exception exception, out string index)
    {
        var refused = exception as PostgresException;
        index = refused?.ConstraintName ?? "";
        return refused?.SqlState == PostgresErrorCodes.UniqueViolation;
    }

    public override Task NotifyAsync(Session session, string message, Action<string> deliver) =>
        session.ExecuteAsync("SELECT pg_notify(@channel, @message)", new { channel = NotifyChannel, message });

    public override async Task ListenAsync(Action<string> deliver, Action listening, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        connection.Notification += (_, told) => deliver(told.Payload);
        await RunAsync(connection, $"LISTEN {NotifyChannel}", ct);
        listening();
        while (true)
        {
            // A connection that a firewall dropped says nothing: asking finds out.
            if (!await connection.WaitAsync(ListenPatience, ct))
                await RunAsync(connection, "SELECT 1", ct);
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    public override string JoinVideos(string numbers) =>
        $"CROSS JOIN LATERAL ({numbers}) picked JOIN videos v ON v.number = picked.number";

    public override ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task<T> WriteOnceAsync<T>(Func<Session, Task<T>> act, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var session = new Session(connection, transaction, ct);
        var result = await act(session);
        await transaction.CommitAsync(CancellationToken.None);
        session.Committed();
        return result;
    }

    /// <summary>Another transaction stood in the way: a deadlock, or what a row refers to was deleted after it was seen.</summary>
    private static bool HasCollided(PostgresException refused) =>
        refused.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.ForeignKeyViolation;
}
