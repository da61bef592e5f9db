using VideoTube.Data;
using VideoTube.Videos;

namespace VideoTube.Search;

/// <summary>Reads the videos that a search has found by number.</summary>
internal sealed class MatchStore(Database database)
{
    public string FactsSql { get; } = $"""
        SELECT v.number, v.views, v.created_at FROM {database.Dialect.VideoFacts} WHERE v.number IN {database.Dialect.NumbersIn("@numbers")}
        """;

    public Task<IReadOnlyList<VideoFacts>> ListFactsAsync(Session read, IEnumerable<long> numbers) =>
        read.ListAsync<VideoFacts>(FactsSql, new { numbers = Lists.Numbers(numbers) });

    public Task<long?> FindNumberAsync(Session read, string id) =>
        read.FindAsync<long?>("SELECT number FROM videos WHERE id = @id", new { id });

    /// <summary>
    /// The rows of a page in the order of their numbers. Whether the viewer may see each is asked again here, of the
    /// videos themselves: what the index says of that only saves looking at what would be left out.
    /// </summary>
    public async Task<IReadOnlyList<VideoRow>> ListRowsAsync(Session read, IReadOnlyList<long> numbers, VideoQuery query, Id? viewer, DateTimeOffset now)
    {
        var sight = query.Owner is null ? "v.listed = TRUE" : query.Owner == viewer ? "v.owner_id = @Viewer" : VideoSight.OnItsChannel;
        var sql = $"""
            SELECT {VideoRow.Columns(viewer is not null)}, v.number FROM videos v JOIN users u ON u.id = v.owner_id
            WHERE v.number IN {database.Dialect.NumbersIn("@numbers")} AND {sight}
            """;
        var rows = (await read.ListAsync<VideoRow>(sql, new { numbers = Lists.Numbers(numbers), Viewer = viewer?.ToString() ?? "", Now = now }))
            .ToDictionary(row => row.Number);
        return [.. numbers.Where(rows.ContainsKey).Select(number => rows[number])];
    }
}
