using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace VideoTube.Data;

/// <summary>
/// Brings the database to this program's schema: numbered SQL files, each once, in order, under a lock, remembered with
/// a checksum. All of them are one transaction, so an upgrade happens whole or not at all.
/// </summary>
internal sealed class Migrator(Database database, TimeProvider time)
{
    /// <exception cref="MigrationException">An applied migration changed, or the database is newer than this program.</exception>
    /// <returns>How many were applied.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var applied = 0;
        await database.Dialect.MigrateAsync(async session => applied = await ApplyAsync(session), ct);
        return applied;
    }

    private async Task<int> ApplyAsync(Session session)
    {
        await session.ExecuteAsync("""
            CREATE TABLE IF NOT EXISTS schema_migrations (
                version    BIGINT PRIMARY KEY,
                name       TEXT   NOT NULL,
                checksum   TEXT   NOT NULL,
                applied_at BIGINT NOT NULL
            )
            """);
        var known = (await session.ListAsync<AppliedMigration>("SELECT version, checksum FROM schema_migrations"))
            .ToDictionary(row => row.Version, row => row.Checksum);
        var migrations = ListFor(database.Dialect.Name);
        Judge(known, migrations);
        var count = 0;
        foreach (var migration in migrations.Where(migration => !known.ContainsKey(migration.Version)))
        {
            await session.ExecuteAsync(migration.Sql);
            await session.ExecuteAsync(
                "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES (@Version, @Name, @Checksum, @now)",
                new { migration.Version, migration.Name, migration.Checksum, now = time.GetUtcNow() });
            count++;
        }

        return count;
    }

    /// <summary>Whether this program can bring a database up to date that has these migrations, by version with their checksums.</summary>
    /// <exception cref="MigrationException">It cannot.</exception>
    public static void Judge(IReadOnlyDictionary<long, string> known, IReadOnlyList<Migration> migrations)
    {
        if (known.Keys.Except(migrations.Select(m => m.Version)).Order().FirstOrDefault() is var newer and not 0)
            throw new MigrationException($"The database has migration {newer}, which this version of VideoTube does not know. Run the newer version, or restore the backup made before the upgrade.");
        if (migrations.FirstOrDefault(m => known.TryGetValue(m.Version, out var checksum) && checksum != m.Checksum) is { } edited)
            throw new MigrationException($"Migration {edited.Name} is not the one this database was built with. Migrations are never edited; restore the file.");
    }

    /// <summary>Files <c>0001_name.sql</c> for both engines, <c>0001_name.sqlite.sql</c> for one.</summary>
    public static IReadOnlyList<Migration> ListFor(string dialect)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. from resource in assembly.GetManifestResourceNames()
               where resource.StartsWith("Migrations/", StringComparison.Ordinal)
               let file = resource["Migrations/".Length..]
               let parts = file.Split('.')
               where parts.Length == 2 || parts[1] == dialect
               orderby file
               select Read(assembly, resource, file),
        ];
    }

    private static Migration Read(Assembly assembly, string resource, string file)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var sql = reader.ReadToEnd();
        var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
        return new Migration(long.Parse(file[..file.IndexOf('_')]), file, sql, checksum);
    }

    private sealed record AppliedMigration
    {
        public long Version { get; init; }
        public string Checksum { get; init; } = "";
    }
}

internal sealed record Migration(long Version, string Name, string Sql, string Checksum);

internal sealed class MigrationException(string message) : Exception(message);
