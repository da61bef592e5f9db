using VideoTube.Data;

namespace VideoTube.Tests.Testing;

/// <summary>How an engine would run a query, in its own words.</summary>
internal static class Plan
{
    public static async Task<string> OfAsync(TestSite site, string sql, params (string Name, object Value)[] values)
    {
        var dialect = site.Get<Database>().Dialect;
        await using var connection = await dialect.OpenReaderAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        if (dialect.Name == "postgres")
        {
            // Few rows here: PostgreSQL would rightly read them all. What is asked is whether the index serves.
            command.CommandText = "SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off";
            await command.ExecuteNonQueryAsync();
        }

        command.CommandText = (dialect.Name == "sqlite" ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        var lines = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync())
                lines.Add(reader.GetString(dialect.Name == "sqlite" ? 3 : 0));
        if (dialect.Name == "postgres")
        {
            command.CommandText = "RESET ALL";
            command.Parameters.Clear();
            await command.ExecuteNonQueryAsync();
        }

        return string.Join('\n', lines);
    }
}
