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

    /// <summary>What to select from when few columns of many videos <c>v</c> are read by their numbers.</summary>
    public abstract string VideoFacts { get; }

    /// <summary>Stands behind IN: the texts of a JSON array, which is one parameter for any number of them.</summary>
    public abstract string TextsIn(string parameter);

    /// <summary>The same for whole numbers.</summary>
    public abstract string NumbersIn(string parameter);

    /// <summary>The column <c>number</c> of all rows, in their order, as one text with commas: a fifth of the cost of reading them one by one.</summary>
    public abstract string JoinedNumbers { get; }

    /// <summary>A connection for reading, pooled; open when returned.</summary>
    public abstract ValueTask<DbConnection> OpenReaderAsync(CancellationToken ct);

    /// <summary>Runs one transaction. On SQLite writers take turns, so none ever meets SQLITE_BUSY.</summary>
    public abstract Task<T> WriteAsync<T>(Func<Session, Task<T>> act, CancellationToken ct);

    /// <summary>Runs the act while no other process migrates.</summary>
    public abstract Task MigrateAsync(Func<Session, Task> act, CancellationToken ct);

    /// <summary>True when a unique index refused the row; <paramref name="index"/> then names the index or its columns.</summary>
    public abstract bool IsTaken(Exception exception, out string index);

    public abstract ValueTask DisposeAsync();
}
