using System.Runtime.CompilerServices;
using VideoTube.Data;
using VideoTube.Storage;

namespace VideoTube.Accounts.Export;

/// <summary>What a feature keeps of a person: a file in the copy of their data that they may take away.</summary>
internal interface IExported
{
    /// <summary>Of the file, without its ending.</summary>
    string Name { get; }

    /// <summary>The tables whose rows of this person are in it.</summary>
    IReadOnlyList<string> Tables { get; }

    /// <summary>Records that the feature's JSON context knows, without anything secret. As slow as the one who downloads: no
    /// connection may be held between rows, see <see cref="Exports.WalkAsync"/>.</summary>
    IAsyncEnumerable<object> ListAsync(Id user, CancellationToken ct);
}

/// <summary>Files a feature keeps for a person, put into the copy as they are.</summary>
internal interface IExportedMedia
{
    IAsyncEnumerable<MediaKey> ListMediaAsync(Id user, CancellationToken ct);
}

internal static class Exports
{
    private const int RowsAtOnce = 500;

    /// <summary>Has a service that is registered already take part in exports.</summary>
    public static void AddExport<T>(this IServiceCollection services) where T : class, IExported =>
        services.AddSingleton<IExported>(provider => provider.GetRequiredService<T>());

    /// <summary>Has rows take part that need no more than being read.</summary>
    /// <param name="name">Of the file, without its ending.</param>
    /// <param name="sql">As <see cref="WalkAsync"/> takes it.</param>
    /// <param name="keyOf">By which the rows are in order, each with its own.</param>
    /// <param name="tables">Whose rows of a person these are.</param>
    public static void AddExport<T>(this IServiceCollection services, string name, string sql, Func<T, string> keyOf, params string[] tables) where T : class =>
        services.AddSingleton<IExported>(provider => new ExportedRows<T>(provider.GetRequiredService<Database>(), name, sql, keyOf, tables));

    /// <summary>Rows by key, some at a time, each time on a connection that is given back before they go out.</summary>
    /// <param name="sql">Takes <c>@user</c>, <c>@after</c> (empty at first) and <c>@limit</c>; ordered by its key.</param>
    public static async IAsyncEnumerable<T> WalkAsync<T>(
        this Database database, string sql, Id user, Func<T, string> keyOf, [EnumeratorCancellation] CancellationToken ct)
    {
        IReadOnlyList<T> rows;
        var after = "";
        do
        {
            await using (var read = await database.ReadAsync(ct))
                rows = await read.ListAsync<T>(sql, new { user, after, limit = RowsAtOnce });
            foreach (var row in rows)
                yield return row;
            if (rows.Count > 0)
                after = keyOf(rows[^1]);
        }
        while (rows.Count == RowsAtOnce);
    }
}
