using Microsoft.Data.Sqlite;
using VideoTube.Storage.Local;

namespace VideoTube.Data;

/// <summary>
/// Copies of the embedded database. VACUUM INTO reads one snapshot, all that was acknowledged before it began, while
/// writers go on; SQLite's step-wise backup begins anew whenever another process writes, and might never end.
/// </summary>
internal static class SqliteBackup
{
    /// <summary>Whole and durable under its name when this returns, or not there at all.</summary>
    /// <exception cref="DatabaseDamagedException">The copy, and so the database, is damaged.</exception>
    public static void Write(string database, string file)
    {
        var unnamed = Unnamed(file);
        try
        {
            // Made here for its mode: it holds everybody's password hash. SQLite writes into an empty file.
            CreatePrivate(unnamed).Dispose();
            using (var source = SqliteDialect.Connect(database, SqliteOpenMode.ReadWrite))
            using (var copy = source.CreateCommand())
            {
                copy.CommandText = "VACUUM INTO @file";
                copy.CommandTimeout = 0;
                copy.Parameters.AddWithValue("@file", unnamed);
                copy.ExecuteNonQuery();
            }

            Check(unnamed);
            DurableFile.Sync(unnamed);
            DurableFile.Rename(unnamed, file);
        }
        finally
        {
            Delete(unnamed);
        }
    }

    /// <summary>
    /// Puts a backup in the place of the database, which is kept beside it. Nobody may use either. At every moment there is
    /// a whole database under the name.
    /// </summary>
    /// <returns>Where the database is kept that was there before; null when there was none.</returns>
    /// <exception cref="DatabaseDamagedException">The backup is damaged, or is none of VideoTube's; nothing has changed.</exception>
    /// <exception cref="MigrationException">A newer version of VideoTube made it; nothing has changed.</exception>
    public static string? Restore(string file, string database, DateTimeOffset now)
    {
        var unnamed = Unnamed(database);
        try
        {
            using (var from = File.OpenRead(file))
            using (var to = CreatePrivate(unnamed))
                from.CopyTo(to);
            DurableFile.Sync(unnamed);
            Check(unnamed);
            CheckVersion(unnamed);
            var kept = File.Exists(database) ? $"{database}.before-restore-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}" : null;
            if (kept is not null)
                Keep(database, kept);
            DurableFile.Rename(unnamed, database);
            return kept;
        }
        finally
        {
            Delete(unnamed);
        }
    }

    /// <summary>A log left beside the database would be taken for the restored one's: it goes into the old one first.</summary>
    private static void Keep(string database, string kept)
    {
        try
        {
            using var old = SqliteDialect.Connect(database, SqliteOpenMode.ReadWrite);
            using var checkpoint = old.CreateCommand();
            checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            checkpoint.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // It is damaged, which may be why it is replaced: its log is kept beside it as it is.
        }

        foreach (var ending in new[] { "-wal", "-shm" })
            if (File.Exists(database + ending))
                File.Move(database + ending, kept + ending);
        DurableFile.Link(database, kept);
    }

    private static void Check(string file)
    {
        try
        {
            using var copy = SqliteDialect.Connect(file, SqliteOpenMode.ReadOnly);
            if (Read<string>(copy, "PRAGMA integrity_check") is not "ok" and var fault)
                throw new DatabaseDamagedException($"The database is damaged: {fault}");
        }
        catch (SqliteException fault)
        {
            throw new DatabaseDamagedException($"This is no database that can be read: {fault.Message}");
        }
    }

    private static void CheckVersion(string file)
    {
        using var copy = SqliteDialect.Connect(file, SqliteOpenMode.ReadOnly);
        if (Read<long>(copy, "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'schema_migrations'") == 0)
            throw new DatabaseDamagedException("This is a database, but none of VideoTube's.");
        var known = new Dictionary<long, string>();
        using var command = copy.CreateCommand();
        command.CommandText = "SELECT version, checksum FROM schema_migrations";
        using var rows = command.ExecuteReader();
        while (rows.Read())
            known.Add(rows.GetInt64(0), rows.GetString(1));
        Migrator.Judge(known, Migrator.ListFor("sqlite"));
    }

    private static T Read<T>(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        return (T)command.ExecuteScalar()!;
    }

    private static FileStream CreatePrivate(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    });

    private static string Unnamed(string file) => $"{file}.{Guid.NewGuid():N}";

    private static void Delete(string unnamed)
    {
        foreach (var ending in new[] { "", "-wal", "-shm", "-journal" })
            File.Delete(unnamed + ending);
    }
}

internal sealed class DatabaseDamagedException(string message) : Exception(message);
