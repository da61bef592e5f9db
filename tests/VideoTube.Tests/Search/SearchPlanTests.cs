using System.Data.Common;
using VideoTube.Data;
using VideoTube.Search;
using VideoTube.Tests.Testing;
using VideoTube.Videos;

namespace VideoTube.Tests.Search;

public sealed class SearchPlanTests
{
    [Theory, OnBothEngines]
    public async Task Every_statement_of_a_search_uses_its_index(Engine engine)
    {
        var site = await SharedSites.On(engine);
        var dialect = site.Get<Database>().Dialect;
        string Of(string table) => engine == Engine.Sqlite ? $"{table} USING PRIMARY KEY" : $"{table}_pkey";

        await UsesAsync(site, site.Get<PostingStore>().ReadSql, Of("search_postings"));
        await UsesAsync(site, PostingStore.RangeSql, Of("search_postings"));
        await UsesAsync(site, WordStore.CommonSql, Of("search_words"), sorts: true);
        await UsesAsync(site, site.Get<WordStore>().NearSql, engine == Engine.Sqlite ? "SEARCH n USING PRIMARY KEY" : "search_variants_pkey", sorts: true);
        await UsesAsync(site, ChannelSearch.WordSql, Of("search_channels"), sorts: true);
        await UsesAsync(site, site.Get<MatchStore>().FactsSql, engine == Engine.Sqlite ? "COVERING INDEX videos_facts" : "videos_pkey");
        foreach (var after in new[] { false, true })
        {
            foreach (var (sort, index) in new[] { (VideoSort.CreatedAt, "newest"), (VideoSort.Views, "views"), (VideoSort.Duration, "duration"), (VideoSort.Title, "title") })
            {
                await UsesAsync(site, new SortedMatches(dialect, null, 1).WalkSql(sort, ascending: false, after), $"videos_{index}", sort);
                await UsesAsync(site, new SortedMatches(dialect, "0", 1).WalkSql(sort, ascending: true, after), $"videos_channel_{index}", sort);
                await UsesAsync(site, new SortedMatches(dialect, null, 1).SortSql(sort, ascending: false, after), engine == Engine.Sqlite ? "videos_facts" : "videos_pkey", sort, sorts: true);
            }
        }
    }

    private static async Task UsesAsync(TestSite site, string sql, string index, VideoSort sort = VideoSort.Views, bool sorts = false)
    {
        // Where few numbers are sorted, all rows are beyond the cursor: else PostgreSQL would expect next to none and walk for them.
        object key = sort switch { VideoSort.Title => sorts ? "zzz" : "x", VideoSort.Duration => sorts ? 1e9 : 1.0, _ => sorts ? 1L << 50 : 1L };
        var plan = await QueryPlan.ReadAsync(site, sql,
            [
                ("terms", "[\"t:a\"]"), ("variants", "[\"a\"]"), ("numbers", "[1]"), ("Numbers", "[1]"), ("from", "a"), ("to", "b"), ("most", 9), ("Key", key),
                ("After", "f"), ("Owner", "0"), ("Limit", 9), ("Offset", 0),
            ], maySort: sorts);
        Assert.True(plan.Contains(index), $"should use {index}:\n{plan}\n{sql}");
        Assert.True(sorts || !(plan.Contains("TEMP B-TREE FOR ORDER") || plan.Contains("Sort  (")), $"sorts:\n{plan}\n{sql}");
    }
}
