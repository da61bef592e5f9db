using System.Data.Common;
using Npgsql;

namespace VideoTube.Data;

/// <summary>PostgreSQL, or any engine that speaks its protocol.</summary>
internal sealed class PostgresDialect(NpgsqlDataSource source, string host) : Dialect
{
    private const long MigrationLock = 0x7669_6465_6f74_7562; // "videotub"

    public override string Name => "postgres";

    public override string Address => host;

    public override string SkipLocked => "FOR UPDATE SKIP LOCKED";

    public override string VideoFacts => "videos v";

    public override string TextsIn(string parameter) => $"(SELECT value FROM json_array_elements_text(CAST({parameter} AS json)))";

    public override string NumbersIn(string parameter) =>
        $"(SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST({parameter} AS json)))";

    public override string JoinedNumbers => "string_agg(CAST(number AS TEXT), ',')";

    public override async ValueTask<DbConnection> OpenReaderAsync(CancellationToken ct) =>
        await source.OpenConnectionAsync(ct);

    public override async Task<T> WriteAsync<T>(Func<Session, Task<T>> act, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var session = new Session(connection, transaction, ct);
        var result = await act(session);
        await transaction.CommitAsync(CancellationToken.None);
        session.Committed();
        return result;
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

    public override ValueTask DisposeAsync() => source.DisposeAsync();
}
