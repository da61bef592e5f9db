namespace VideoTube.Data;

/// <summary>The door to the database: reads on pooled connections, writes as whole transactions.</summary>
internal sealed class Database(Dialect dialect)
{
    public Dialect Dialect => dialect;

    public async ValueTask<Session> ReadAsync(CancellationToken ct) =>
        new(await dialect.OpenReaderAsync(ct), transaction: null, ct);

    /// <summary>One act, one transaction: committed when the act returns, undone when it throws. The act may run more than once.</summary>
    public Task<T> WriteAsync<T>(Func<Session, Task<T>> act, CancellationToken ct) => dialect.WriteAsync(act, ct);

    public Task WriteAsync(Func<Session, Task> act, CancellationToken ct) =>
        dialect.WriteAsync(async session =>
        {
            await act(session);
            return true;
        }, ct);

    /// <summary>A single statement as its own transaction; returns the number of rows it touched.</summary>
    public Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken ct) =>
        dialect.WriteAsync(session => session.ExecuteAsync(sql, parameters), ct);
}
