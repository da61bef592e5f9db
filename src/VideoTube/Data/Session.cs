using System.Data.Common;
using Dapper;

namespace VideoTube.Data;

/// <summary>One use of a connection, for reading or inside a transaction; carries the caller's token to each statement.</summary>
internal sealed class Session(DbConnection connection, DbTransaction? transaction, CancellationToken ct) : IAsyncDisposable
{
    private List<Action>? afterCommit;

    /// <summary>Runs the act once the transaction is committed; never when it is undone.</summary>
    public void AfterCommit(Action act) => (afterCommit ??= []).Add(act);

    /// <summary>For the dialect, which commits.</summary>
    public void Committed()
    {
        foreach (var act in afterCommit ?? [])
            act();
    }

    public Task<int> ExecuteAsync(string sql, object? parameters = null) =>
        connection.ExecuteAsync(Command(sql, parameters));

    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object? parameters = null) =>
        (await connection.QueryAsync<T>(Command(sql, parameters))).AsList();

    /// <summary>The only row, or default when there is none.</summary>
    public Task<T?> FindAsync<T>(string sql, object? parameters = null) =>
        connection.QuerySingleOrDefaultAsync<T>(Command(sql, parameters));

    public Task<T> GetAsync<T>(string sql, object? parameters = null) =>
        connection.QuerySingleAsync<T>(Command(sql, parameters));

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private CommandDefinition Command(string sql, object? parameters)
    {
        StatementCount.Add();
        return new(sql, parameters, transaction, cancellationToken: ct);
    }
}
