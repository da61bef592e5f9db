using VideoTube.Data;
using VideoTube.Tests.Testing;
using VideoTube.Videos;

namespace VideoTube.Tests.Videos;

public sealed class LibraryPlanTests
{
    [Theory, OnBothEngines]
    public async Task Trending_walks_its_index(Engine engine)
    {
        var site = await SharedSites.On(engine);
        var trending = VideoListSql.For(default(VideoListSql.Shape) with { Sort = VideoSort.Trend });

        foreach (var sql in new[] { trending.First, trending.Following })
            await site.AssertWalksAsync(sql.Replace("@Key", "1.0"), "videos_trend", sortings: 1);
    }

    [Theory, OnBothEngines]
    public async Task Candidates_come_from_the_ends_of_indexes(Engine engine)
    {
        var site = await SharedSites.On(engine);
        var dialect = site.Get<Database>().Dialect;
        string[] indexes = ["videos_channel_newest", "videos_trend"];

        foreach (var index in indexes)
            await site.AssertWalksAsync(RelatedSql.Candidates(dialect).Replace("@Numbers", "'[1]'"), index);
        // PostgreSQL may take the id from any index that has it, the tables being so small.
        await site.AssertWalksAsync(RelatedSql.Page(dialect, signedIn: true).Replace("@Ids", "'[\"x\"]'"),
            engine == Engine.Sqlite ? "videos_id" : "Index Cond: (id = json_array_elements_text.value)", sortings: 1);
    }

    [Theory, OnBothEngines]
    public async Task Tags_walk_their_index(Engine engine)
    {
        var site = await SharedSites.On(engine);

        await site.AssertWalksAsync(TagStore.PopularSql, "tags_popular");
        await site.AssertWalksAsync(TagStore.PrefixSql, engine == Engine.Sqlite ? "sqlite_autoindex_tags_1" : "tags_pkey", sortings: 1);
    }
}
