using VideoTube.Data;

namespace VideoTube.Videos;

/// <summary>
/// The statements behind related videos. Candidates come from the ends of indexes, a few from each: what a hundred
/// thousand videos have in common costs no more than what ten have.
/// </summary>
internal static class RelatedSql
{
    public const int MaxTags = 8, MaxWords = 6;

    private const int OfEach = 30, MostWatched = 60;
    private const string Facts = "v.id, v.owner_id, v.title, v.tags, v.views";

    public static readonly string Subject = $"SELECT {Facts} FROM videos v WHERE v.id = @id AND {VideoSight.Visible}";

    /// <summary>Takes <c>@Tag0…</c> and <c>@Word0…</c>, empty where there are fewer, and <c>@Channel</c>. A video may come more than once.</summary>
    public static readonly string Candidates = $"""
        SELECT {Facts} FROM ({Each(MaxTags, i => $"SELECT video_id FROM video_tags WHERE tag = @Tag{i} ORDER BY created_at DESC, video_id DESC LIMIT {OfEach}")}) c
        JOIN videos v ON v.id = c.video_id WHERE v.listed = TRUE
        UNION ALL
        SELECT {Facts} FROM ({Each(MaxWords, i => $"SELECT number FROM video_words WHERE word = @Word{i} ORDER BY number DESC LIMIT {OfEach}")}) c
        JOIN videos v ON v.number = c.number WHERE v.listed = TRUE
        UNION ALL
        SELECT {Facts} FROM (SELECT number FROM videos WHERE owner_id = @Channel ORDER BY created_at DESC, id DESC LIMIT {OfEach}) c
        JOIN videos v ON v.number = c.number WHERE v.listed = TRUE
        UNION ALL
        SELECT * FROM (SELECT {Facts} FROM videos v WHERE v.listed = TRUE ORDER BY v.trend DESC, v.id DESC LIMIT {MostWatched}) c
        """;

    /// <summary>Whole videos, in any order; takes <c>@Ids</c> as a JSON array.</summary>
    public static string Page(Dialect dialect, bool signedIn) => $"""
        SELECT {VideoRow.Columns(signedIn)} FROM videos v JOIN users u ON u.id = v.owner_id
        WHERE v.id IN {dialect.TextsIn("@Ids")} AND v.listed = TRUE
        """;

    /// <summary>The candidates' parameters, for these tags and words.</summary>
    public static Dictionary<string, object> Values(IReadOnlyList<string> tags, IReadOnlyList<string> words, Id channel)
    {
        var values = new Dictionary<string, object> { ["Channel"] = channel };
        for (var i = 0; i < MaxTags; i++)
            values[$"Tag{i}"] = tags.ElementAtOrDefault(i) ?? "";
        for (var i = 0; i < MaxWords; i++)
            values[$"Word{i}"] = words.ElementAtOrDefault(i) ?? "";
        return values;
    }

    private static string Each(int count, Func<int, string> select) =>
        string.Join(" UNION ALL ", Enumerable.Range(0, count).Select(i => $"SELECT * FROM ({select(i)}) c{i}"));
}
