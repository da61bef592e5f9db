using System.Text.RegularExpressions;
using VideoTube.Data;

namespace VideoTube.Tests.Testing;

/// <summary>How an engine would run a statement: which indexes it walks, what it sorts.</summary>
internal static partial class QueryPlan
{
    /// <summary>In the engine's own words. Values that the statement does not name are not sent.</summary>
    /// <param name="maySort">Whether PostgreSQL may sort; else it does so only where nothing else is possible.</param>
    public static async Task<string> ReadAsync(TestSite site, string sql, IEnumerable<(string Name, object Value)> values, bool maySort = false)
    {
        var dialect = site.Get<Database>().Dialect;
        await using var connection = await dialect.OpenReaderAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        if (dialect.Name == "postgres")
        {
            // Few rows here: PostgreSQL would rightly read them all. What is asked is whether the index serves.
            command.CommandText = $"""
                SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off;
                SET enable_sort = {(maySort ? "on" : "off")}
                """;
            await command.ExecuteNonQueryAsync();
        }

        command.CommandText = (dialect.Name == "sqlite" ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + sql;
        foreach (var (name, value) in values.Where(value => sql.Contains($"@{value.Name}", StringComparison.Ordinal)))
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

    /// <summary>Fails the test unless the statement walks the index, in its order: only a page's own rows may be sorted.</summary>
    /// <param name="sortings">How often the statement may sort: once for the rows of the page, after their joins.</param>
    public static async Task UsesAsync(TestSite site, string sql, IEnumerable<(string Name, object Value)> values, string index, int sortings = 1)
    {
        var plan = await ReadAsync(site, sql, values);
        Assert.True(plan.Contains(index), $"should use {index}:\n{plan}\n{sql}");
        Assert.True(plan.Split('\n').Count(line => line.Contains("TEMP B-TREE") || line.Contains("Sort  (")) <= sortings, $"sorts:\n{plan}");
    }

    /// <summary>The same with a value of the right kind for each parameter.</summary>
    public static Task AssertWalksAsync(this TestSite site, string sql, string index, int sortings = 0) =>
        UsesAsync(site, WithValues(sql), [], index, sortings);

    /// <summary>Numbers where a number is meant, else text.</summary>
    private static string WithValues(string sql) =>
        Parameter().Replace(sql, parameter => parameter.Groups["name"].Value.ToLowerInvariant() switch
        {
            "limit" => "11",
            "offset" or "skip" => "0",
            "key" or "now" or "last" => "1",
            "after" when sql.Contains("day >") => "1",
            _ => "'x'",
        });

    [GeneratedRegex(@"@(?<name>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
