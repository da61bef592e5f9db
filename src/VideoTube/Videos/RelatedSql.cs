using VideoTube.Data;

namespace VideoTube.Videos;

/// <summary>
/// The statements behind related videos. Candidates come from the ends of indexes, a few from each: what a hundred
/// thousand videos have in common costs no more than what ten have.
/// </summary>
internal static class RelatedSql
{
    /// <summary>How many are looked at for each tag, word, and of the channel.</summary>
    public const int OfEach = 30;

    private const int MostWatched = 60;
    private const string Facts = "v.id, v.owner_id, v.title, v.tags, v.views";

    public static readonly string Subject = $"SELECT {Facts} FROM videos v WHERE v.id = @id AND {VideoSight.Visible}";

    /// <summary>Takes <c>@Numbers</c>, a JSON array of those that share tags or words, and <c>@Channel</c>. A video may come more than once.</summary>
    public static string Candidates(Dialect dialect) => $"""
        SELECT {Facts} FROM videos v WHERE v.number IN {dialect.NumbersIn("@Numbers")} AND v.listed = TRUE
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
}
