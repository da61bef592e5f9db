using System.Text.RegularExpressions;
using Dapper;
using VideoTube.Data;

namespace VideoTube.Tests.Testing;

/// <summary>How an engine would run a statement: which indexes it walks, what it sorts.</summary>
internal static partial class QueryPlan
{
    /// <summary>Fails the test unless the statement walks the index, in its order: only a page's own rows may be sorted.</summary>
    /// <param name="sortings">How often the statement may sort: once for the rows of the page, after their joins.</param>
    public static async Task UsesAsync(TestSite site, string sql, object? values, string index, int sortings = 1)
    {
        var plan = await ReadAsync(site, sql, values);
        Assert.True(plan.Contains(index), $"should use {index}:\n{plan}\n{sql}");
        Assert.True(plan.Split('\n').Count(line => line.Contains("TEMP B-TREE") || line.Contains("Sort  (")) <= sortings, $"sorts:\n{plan}");
    }

    /// <summary>The same with a value of the right kind for each parameter.</summary>
    public static Task AssertWalksAsync(this TestSite site, string sql, string index, int sortings = 0) =>
        UsesAsync(site, WithValues(sql), null, index, sortings);

    private static async Task<string> ReadAsync(TestSite site, string sql, object? values)
    {
        var dialect = site.Get<Database>().Dialect;
        await using var connection = await dialect.OpenReaderAsync(CancellationToken.None);
        if (dialect.Name == "sqlite")
        {
            var steps = await connection.QueryAsync<Step>($"EXPLAIN QUERY PLAN {sql}", values);
            return string.Join('\n', steps.Select(step => step.Detail));
        }

        // Few rows here: PostgreSQL would rightly read them all. What is asked is whether the index serves.
        await connection.ExecuteAsync("SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off");
        try
        {
            return string.Join('\n', await connection.QueryAsync<string>($"EXPLAIN {sql}", values));
        }
        finally
        {
            await connection.ExecuteAsync("RESET ALL");
        }
    }

    /// <summary>Numbers where a number is meant, else text.</summary>
    private static string WithValues(string sql) =>
        Parameter().Replace(sql, parameter => parameter.Groups["name"].Value.ToLowerInvariant() switch
        {
            "limit" => "11",
            "offset" => "0",
            "key" or "now" or "last" => "1",
            "after" when sql.Contains("day >") => "1",
            _ => "'x'",
        });

    [GeneratedRegex(@"@(?<name>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    private sealed record Step
    {
        public string Detail { get; init; } = "";
    }
}
