using System.Data.Common;

namespace VideoTube.Data;

/// <summary>
/// What SQLite and PostgreSQL say differently. Stores write one SQL text and take the differing words from here.
/// </summary>
internal abstract class Dialect : IAsyncDisposable
{
    /// <summary>Suffix of migrations written for this engine alone: <c>0003_search.sqlite.sql</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Where the database is, for messages; never with a password.</summary>
    public abstract string Address { get; }

    /// <summary>Ends the subquery that picks a queued job: rows other workers hold are passed over.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>Ends a query whose rows nobody else may change until the transaction ends. On SQLite nobody could.</summary>
    public abstract string RowLock { get; }

    /// <summary>What to select from when few columns of many videos <c>v</c> are read by their numbers.</summary>
    public abstract string VideoFacts { get; }
    /// <summary>Deletes rows of a table that meet the condition, so many at most.</summary>
    public abstract string DeleteSome(string table, string condition, int limit);

    /// <summary>Stands behind IN: the texts of a JSON array, which is one parameter for any number of them.</summary>
    public abstract string TextsIn(string parameter);

    /// <summary>The same for whole numbers.</summary>
    public abstract string NumbersIn(string parameter);

    /// <summary>The column <c>number</c> of all rows, in their order, as one text with commas: a fifth of the cost of reading them one by one.</summary>
    public abstract string JoinedNumbers { get; }

    /// <summary>
    /// Joins, to each row of what stands before it, the videos <c>v</c> whose numbers the query selects, which may name
    /// that row: "the newest of each channel".
    /// </summary>
    public abstract string JoinVideos(string numbers);

    /// <summary>A connection for reading, pooled; open when returned.</summary>
    public abstract ValueTask<DbConnection> OpenReaderAsync(CancellationToken ct);

    /// <summary>
    /// Runs one transaction. On SQLite writers take turns, so none ever meets SQLITE_BUSY; on PostgreSQL an act that
    /// collided with another is undone and runs again, so it must do nothing but write through its session.
    /// </summary>
    public abstract Task<T> WriteAsync<T>(Func<Session, Task<T>> act, CancellationToken ct);

    /// <summary>Runs the act while no other process migrates.</summary>
    public abstract Task MigrateAsync(Func<Session, Task> act, CancellationToken ct);

    /// <summary>True when a unique index refused the row; <paramref name="index"/> then names the index or its columns.</summary>
    public abstract bool IsTaken(Exception exception, out string index);

    /// <summary>
    /// Tells every process that listens, once the transaction commits; never when it is undone. At most <see cref="Events.MaxBytes"/>.
    /// </summary>
    /// <param name="deliver">Where the engine has no way to others: tells this process.</param>
    public abstract Task NotifyAsync(Session session, string message, Action<string> deliver);

    /// <summary>Delivers what is told, by this process too, until cancelled or the connection breaks; at once when the engine needs no ear.</summary>
    /// <param name="listening">Called when nothing told from now on is missed.</param>
    public abstract Task ListenAsync(Action<string> deliver, Action listening, CancellationToken ct);

    public abstract ValueTask DisposeAsync();
}
