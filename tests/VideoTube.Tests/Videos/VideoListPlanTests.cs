using VideoTube.Tests.Testing;
using VideoTube.Videos;

namespace VideoTube.Tests.Videos;

public sealed class VideoListPlanTests
{
    private static readonly VideoListSql.Shape Everything = default;

    [Theory, OnBothEngines]
    public async Task Every_list_walks_its_index(Engine engine)
    {
        var site = await SharedSites.On(engine);

        foreach (var after in new[] { false, true })
        {
            foreach (var ascending in new[] { false, true })
            {
                var all = Everything with { Ascending = ascending };
                await UsesAsync(site, all, after, "videos_newest");
                await UsesAsync(site, all with { SignedIn = true }, after, "videos_newest");
                await UsesAsync(site, all with { Sort = VideoSort.Views }, after, "videos_views");
                await UsesAsync(site, all with { Sort = VideoSort.Duration }, after, "videos_duration");
                await UsesAsync(site, all with { Sort = VideoSort.Duration, Min = true, Max = true }, after, "videos_duration");
                await UsesAsync(site, all with { Sort = VideoSort.Title }, after, "videos_title");
                await UsesAsync(site, all with { OfOwner = true }, after, "videos_channel_newest");
                await UsesAsync(site, all with { OfOwner = true, Hidden = true }, after, "videos_channel_newest");
                await UsesAsync(site, all with { OfOwner = true, Sort = VideoSort.Views }, after, "videos_channel_views");
                await UsesAsync(site, all with { OfOwner = true, Sort = VideoSort.Duration }, after, "videos_channel_duration");
                await UsesAsync(site, all with { OfOwner = true, Sort = VideoSort.Title }, after, "videos_channel_title");
                await UsesAsync(site, all with { Tagged = true }, after, engine == Engine.Sqlite ? "sqlite_autoindex_video_tags_1" : "video_tags_pkey");
            }
        }
    }

    private static async Task UsesAsync(TestSite site, VideoListSql.Shape shape, bool after, string index)
    {
        var list = VideoListSql.For(shape);
        var sql = after ? list.Following : list.First;
        var plan = await PlanAsync(site, sql, shape);

        Assert.True(plan.Contains(index), $"{shape} should use {index}:\n{plan}\n{sql}");
        // The page's own rows are sorted once more after the join; the rows beneath must come in order.
        var sortings = plan.Split('\n').Count(line => line.Contains("TEMP B-TREE") || line.Contains("Sort  ("));
        Assert.True(sortings <= 1, $"{shape} sorts:\n{plan}");
    }

    private static Task<string> PlanAsync(TestSite site, string sql, VideoListSql.Shape shape)
    {
        object key = shape.Sort switch { VideoSort.Title => "x", VideoSort.Duration => 1.0, _ => 1L };
        return QueryPlan.ReadAsync(site, sql,
            [("Limit", 11), ("Skip", 0), ("Key", key), ("After", "f"), ("Owner", "0"), ("Tag", "t"), ("Min", 0.0), ("Max", 9.0), ("Viewer", "0"), ("Now", 0L)]);
    }
}
