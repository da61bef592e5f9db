using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace VideoTube.Data;

/// <summary>Embedded SQLite: the system's library, write-ahead log, one writer and many readers.</summary>
internal sealed class SqliteDialect : Dialect
{
    // 8 MB of pages a reader. Mapping the file instead is no faster, and the mapped pages count many times over.
    private const string ReaderPragmas = "PRAGMA busy_timeout = 10000; PRAGMA cache_size = -8000;";

    /// <summary>A reader is in use only while a thread runs its statement, so few more than the cores are ever busy.</summary>
    private static readonly int MaxIdleReaders = Math.Max(8, Environment.ProcessorCount * 2);

    private readonly FileStream held;
    private readonly ConcurrentBag<PreparedConnection> idleReaders = [];
    private readonly SqliteConnection writerConnection;
    private readonly PreparedConnection writer;
    private readonly SemaphoreSlim turn = new(1, 1);
    private int idleCount;
    private volatile bool disposed;

    static SqliteDialect()
    {
        // The package's own library is old and has open advisories; the system's is maintained.
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, (name, _, _) =>
            name == "e_sqlite3" && NativeLibrary.TryLoad("libsqlite3.so.0", out var library) ? library : 0);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        // Its memory statistics take a lock of the whole process at every allocation.
        raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
        raw.FreezeProvider();
    }

    public SqliteDialect(string path)
    {
        Address = path;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        held = DatabaseLock.Share(path);
        writerConnection = Connect(path, SqliteOpenMode.ReadWriteCreate);
        // FULL: a commit is on disk before it is acknowledged, also when the power fails.
        Run(writerConnection, "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
        writer = new PreparedConnection(writerConnection, giveBack: null);
    }

    public override string Name => "sqlite";

    public override string Address { get; }

    public override string SkipLocked => "";

    public override string RowLock => "";

    // By itself SQLite would take each video's row, whose long texts it then has to pass over.
    public override string VideoFacts => "videos v INDEXED BY videos_facts";
    public override string DeleteSome(string table, string condition, int limit) =>
        $"DELETE FROM {table} WHERE rowid IN (SELECT rowid FROM {table} WHERE {condition} LIMIT {limit})";

    public override string TextsIn(string parameter) => $"(SELECT value FROM json_each({parameter}))";

    public override string NumbersIn(string parameter) => TextsIn(parameter);

    public override string JoinedNumbers => "group_concat(number)";

    // CROSS JOIN keeps the order, as above.
    public override string JoinVideos(string numbers) => $"CROSS JOIN videos v ON v.number IN ({numbers})";

    public override ValueTask<DbConnection> OpenReaderAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (!idleReaders.TryTake(out var idle))
            return ValueTask.FromResult<DbConnection>(OpenReader());
        Interlocked.Decrement(ref idleCount);
        return ValueTask.FromResult<DbConnection>(idle);
    }

    public override async Task<T> WriteAsync<T>(Func<Session, Task<T>> act, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            await using var transaction = writerConnection.BeginTransaction(deferred: false);
            var session = new Session(writer, transaction, ct);
            var result = await act(session);
            await transaction.CommitAsync(CancellationToken.None);
            session.Committed();
            return result;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>BEGIN IMMEDIATE is the lock: another process waits its busy_timeout for it.</summary>
    public override Task MigrateAsync(Func<Session, Task> act, CancellationToken ct) =>
        WriteAsync(async session =>
        {
            await act(session);
            return true;
        }, ct);

    public override bool IsTaken(Exception exception, out string index)
    {
        const int UniqueConstraint = 2067, PrimaryKeyConstraint = 1555; // sqlite.org/rescode.html
        index = exception.Message;
        return exception is SqliteException { SqliteExtendedErrorCode: UniqueConstraint or PrimaryKeyConstraint };
    }

    public override Task NotifyAsync(Session session, string message, Action<string> deliver)
    {
        session.AfterCommit(() => deliver(message));
        return Task.CompletedTask;
    }

    /// <summary>One process has the file open: it tells itself.</summary>
    public override Task ListenAsync(Action<string> deliver, Action listening, CancellationToken ct)
    {
        listening();
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        disposed = true;
        while (idleReaders.TryTake(out var reader))
            reader.Destroy();
        writer.Destroy();
        turn.Dispose();
        held.Dispose();
        return ValueTask.CompletedTask;
    }

    private PreparedConnection OpenReader()
    {
        var connection = Connect(Address, SqliteOpenMode.ReadOnly);
        Run(connection, ReaderPragmas);
        return new PreparedConnection(connection, GiveBack);
    }

    private void GiveBack(PreparedConnection reader)
    {
        if (disposed || Interlocked.Increment(ref idleCount) > MaxIdleReaders)
        {
            Interlocked.Decrement(ref idleCount);
            reader.Destroy();
        }
        else
        {
            idleReaders.Add(reader);
        }
    }

    /// <summary>An open connection of its own to a database file; the caller disposes it.</summary>
    public static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
