using VideoTube.Data;

namespace VideoTube.Videos;

internal sealed class TagStore(Database database)
{
    // A bound for short beginnings: of more tags than that some are not weighed.
    private const int MaxWeighed = 5000;

    internal const string PopularSql = "SELECT tag, videos AS videos_count FROM tags WHERE videos > 0 ORDER BY videos DESC, tag LIMIT @limit";

    internal static readonly string PrefixSql = $"""
        SELECT tag, videos AS videos_count
        FROM (SELECT tag, videos FROM tags WHERE tag >= @from AND tag < @to ORDER BY tag LIMIT {MaxWeighed}) t
        WHERE videos > 0 ORDER BY videos DESC, tag LIMIT @limit
        """;

    /// <summary>The tags that most listed videos have.</summary>
    public async Task<IReadOnlyList<TagCount>> ListPopularAsync(TagQuery query, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return query.Prefix.Length == 0
            ? await read.ListAsync<TagCount>(PopularSql, new { limit = query.Limit })
            : await read.ListAsync<TagCount>(PrefixSql, new { from = query.Prefix, to = $"{query.Prefix}\U0010FFFF", limit = query.Limit });
    }
}

internal sealed record TagCount
{
    /// <summary>As in <c>?tag=</c>.</summary>
    public string Tag { get; init; } = "";

    /// <summary>Listed ones.</summary>
    public long VideosCount { get; init; }
}
