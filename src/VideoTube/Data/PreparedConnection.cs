using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace VideoTube.Data;

/// <summary>
/// A SQLite connection that keeps its statements: parsing and planning a statement takes longer than running it, and
/// this program has few different ones. Disposing gives the connection back to its pool, statements and all.
/// </summary>
internal sealed class PreparedConnection(SqliteConnection inner, Action<PreparedConnection>? giveBack) : DbConnection
{
    private const int MaxStatements = 200; // more than the program has; a bound against texts made by hand

    private readonly Dictionary<string, SqliteCommand> idle = new(StringComparer.Ordinal);

    [AllowNull]
    public override string ConnectionString
    {
        get => inner.ConnectionString;
        set => throw new NotSupportedException();
    }

    public override string Database => inner.Database;

    public override string DataSource => inner.DataSource;

    public override string ServerVersion => inner.ServerVersion;

    public override ConnectionState State => inner.State;

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    public override void Open() => inner.Open();

    public override void Close() => inner.Close();

    /// <summary>Frees the statements and the connection itself; disposing only gives it back.</summary>
    public void Destroy()
    {
        foreach (var command in idle.Values)
            command.Dispose();
        inner.Dispose();
    }

    /// <summary>A command with this text, prepared already if one was used before and is not in use now.</summary>
    internal SqliteCommand Take(string text)
    {
        if (idle.Remove(text, out var known))
        {
            known.Parameters.Clear();
            return known;
        }

        var command = inner.CreateCommand();
        command.CommandText = text;
        return command;
    }

    internal void Return(SqliteCommand command)
    {
        command.Transaction = null;
        if (idle.Count >= MaxStatements || !idle.TryAdd(command.CommandText, command))
            command.Dispose();
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => inner.BeginTransaction(isolationLevel);

    protected override DbCommand CreateDbCommand() => new PreparedCommand(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            giveBack?.Invoke(this);
    }
}

/// <summary>One use of a kept statement.</summary>
internal sealed class PreparedCommand(PreparedConnection connection) : DbCommand
{
    private SqliteCommand? statement;
    /// <summary>Set before the parameters are: it decides whose they are.</summary>
    [AllowNull]
    public override string CommandText
    {
        get => statement?.CommandText ?? "";
        set
        {
            GiveBack();
            statement = connection.Take(value ?? "");
        }
    }

    public override int CommandTimeout { get; set; } = 30;

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set => throw new NotSupportedException();
    }

    protected override DbParameterCollection DbParameterCollection => Statement.Parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    private SqliteCommand Statement => statement ?? throw new InvalidOperationException("A command needs its text first.");

    public override void Cancel() => Statement.Cancel();

    public override int ExecuteNonQuery() => Ready().ExecuteNonQuery();

    public override object? ExecuteScalar() => Ready().ExecuteScalar();

    public override void Prepare() => Ready().Prepare();

    protected override DbParameter CreateDbParameter() => Statement.CreateParameter();

    // Closing the connection with the reader would close a pooled one.
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
        Ready().ExecuteReader(behavior & ~CommandBehavior.CloseConnection);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            GiveBack();
    }

    private SqliteCommand Ready()
    {
        Statement.CommandTimeout = CommandTimeout;
        Statement.Transaction = (SqliteTransaction?)DbTransaction;
        return Statement;
    }

    private void GiveBack()
    {
        if (statement is not null)
            connection.Return(statement);
        statement = null;
    }
}
