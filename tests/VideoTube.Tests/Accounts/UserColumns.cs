using VideoTube.Data;

namespace VideoTube.Tests.Accounts;

/// <summary>Where the schema says whose a row is.</summary>
internal static class UserColumns
{
    private const string OfSqlite = """
        SELECT t.name AS "table", f."from" AS "column" FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) f ON f."table" = 'users'
        WHERE t.type = 'table'
        """;

    private const string OfPostgres = """
        SELECT c.conrelid::regclass::text AS "table", a.attname::text AS "column"
        FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
        WHERE c.contype = 'f' AND c.confrelid = 'users'::regclass
        """;

    public static async Task<IReadOnlyList<UserColumn>> ListAsync(Session read, Dialect dialect) =>
        await read.ListAsync<UserColumn>(dialect.Name == "sqlite" ? OfSqlite : OfPostgres);
}

internal sealed record UserColumn(string Table, string Column);
