using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace VideoTube.Data;

/// <summary>Which database: a PostgreSQL server from <c>DATABASE_URL</c>, else the embedded one in the data folder.</summary>
internal sealed record DatabaseAddress(string? PostgresConnection, string Host)
{
    /// <summary>Reads <c>postgres://user:password@host:port/name?sslmode=…</c>; says what is wrong otherwise.</summary>
    public static bool TryParse(string url, [NotNullWhen(true)] out DatabaseAddress? address, out string fault)
    {
        address = null;
        fault = "must look like postgres://user:password@host:5432/name";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgres" or "postgresql")
            || uri.Host.Length == 0 || uri.AbsolutePath.Trim('/').Length == 0)
            return false;

        var user = uri.UserInfo.Split(':', 2);
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host.Trim('[', ']'),
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.Trim('/')),
            Username = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            Timeout = 10,
            MaxAutoPrepare = 200, // statements used five times are kept prepared
            AutoPrepareMinUsages = 5,
        };
        try
        {
            foreach (var (key, value) in Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(uri.Query))
                connection[key == "sslmode" ? "SSL Mode" : key] = value.ToString().Replace("-", "");
        }
        catch (ArgumentException wrong)
        {
            fault = wrong.Message;
            return false;
        }

        address = new DatabaseAddress(connection.ToString(), $"{connection.Host}:{connection.Port}");
        return true;
    }

    /// <summary>Where the embedded database lies.</summary>
    public static string FileIn(string dataFolder) => Path.Combine(dataFolder, "videotube.db");

    public Dialect Open(string dataFolder) =>
        PostgresConnection is null
            ? new SqliteDialect(FileIn(dataFolder))
            : new PostgresDialect(NpgsqlDataSource.Create(PostgresConnection), Host);

    public static DatabaseAddress Embedded => new(null, "embedded");
}
