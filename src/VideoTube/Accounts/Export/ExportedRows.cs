using System.Runtime.CompilerServices;
using VideoTube.Data;

namespace VideoTube.Accounts.Export;

/// <summary>What one query finds of a person, each row as it is read.</summary>
internal sealed class ExportedRows<T>(Database database, string name, string sql, Func<T, string> keyOf, IReadOnlyList<string> tables) : IExported
    where T : class
{
    public string Name => name;

    public IReadOnlyList<string> Tables => tables;

    public async IAsyncEnumerable<object> ListAsync(Id user, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in database.WalkAsync(sql, user, keyOf, ct))
            yield return row;
    }
}
