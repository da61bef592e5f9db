using System.Text.RegularExpressions;
using VideoTube.Data;

namespace VideoTube.Tests.Testing;

/// <summary>How an engine would answer a statement: which indexes it walks, what it sorts.</summary>
internal static class QueryPlan
{
    /// <summary>The plan must name the index, and sort no more often than it may.</summary>
    public static async Task AssertWalksAsync(this TestSite site, string sql, string index, int sortings = 0)
    {
        var plan = await PlanAsync(site.Get<Database>().Dialect, sql);
        Assert.True(plan.Contains(index), $"It should use {index}:\n{plan}\n{sql}");
        Assert.True(plan.Split('\n').Count(line => line.Contains("TEMP B-TREE") || line.Contains("Sort  (")) <= sortings, $"It sorts:\n{plan}\n{sql}");
    }

    private static async Task<string> PlanAsync(Dialect dialect, string sql)
    {
        await using var connection = await dialect.OpenReaderAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        if (dialect.Name == "postgres")
        {
            // Few rows here: PostgreSQL would rightly read them all. What is asked is whether the index serves.
            command.CommandText = "SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off";
            await command.ExecuteNonQueryAsync();
        }

        command.CommandText = (dialect.Name == "sqlite" ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + WithValues(sql);
        var lines = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync())
                lines.Add(reader.GetString(dialect.Name == "sqlite" ? 3 : 0));
        if (dialect.Name == "postgres")
        {
            command.CommandText = "RESET ALL";
            await command.ExecuteNonQueryAsync();
        }

        return string.Join('\n', lines);
    }

    /// <summary>Parameters by values of their kind: numbers where a number is meant, else text.</summary>
    private static string WithValues(string sql) =>
        Regex.Replace(sql, @"@(?<name>\w+)", parameter => parameter.Groups["name"].Value.ToLowerInvariant() switch
        {
            "limit" => "11",
            "offset" => "0",
            "key" or "now" or "last" => "1",
            "after" when sql.Contains("day >") => "1",
            _ => "'x'",
        }, RegexOptions.None, TimeSpan.FromSeconds(1));
}
