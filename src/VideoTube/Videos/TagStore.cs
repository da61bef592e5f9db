using VideoTube.Data;

namespace VideoTube.Videos;

internal sealed class TagStore(Database database)
{
    public const int DefaultLimit = 20;

    // A bound for short beginnings: of more tags than that some are not weighed.
    private const int MaxWeighed = 5000;

    internal const string PopularSql = "SELECT tag, videos AS videos_count FROM tags WHERE videos > 0 ORDER BY videos DESC, tag LIMIT @limit";

    internal static readonly string PrefixSql = $"""
        SELECT tag, videos AS videos_count
        FROM (SELECT tag, videos FROM tags WHERE tag >= @from AND tag < @to ORDER BY tag LIMIT {MaxWeighed}) t
        WHERE videos > 0 ORDER BY videos DESC, tag LIMIT @limit
        """;

    /// <summary>The tags that most listed videos have.</summary>
    /// <param name="prefix">How they begin; empty for all.</param>
    public async Task<IReadOnlyList<TagCount>> ListPopularAsync(string prefix, int limit, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return prefix.Length == 0
            ? await read.ListAsync<TagCount>(PopularSql, new { limit })
            : await read.ListAsync<TagCount>(PrefixSql, new { from = prefix, to = $"{prefix}\U0010FFFF", limit });
    }
}

internal sealed record TagCount
{
    /// <summary>As in <c>?tag=</c>.</summary>
    public string Tag { get; init; } = "";

    /// <summary>Listed ones.</summary>
    public long VideosCount { get; init; }
}
