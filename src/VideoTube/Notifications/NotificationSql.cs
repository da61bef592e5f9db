using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Notifications;

/// <summary>
/// The statements that read. What a person may no longer see is left out, also of the numbers: the video, the comment and
/// whoever acted are judged as they are now, not as they were when it happened.
/// </summary>
internal static class NotificationSql
{
    private const string From = """
        notifications n
        LEFT JOIN users a ON a.id = n.actor_id
        LEFT JOIN videos v ON v.id = n.video_id
        LEFT JOIN comments c ON c.id = n.comment_id
        """;

    private const string IsForThem = $"""
        n.user_id = @Viewer
        AND (n.actor_id IS NULL OR a.banned_at IS NULL)
        AND (n.video_id IS NULL OR {VideoSight.Watchable})
        AND (n.comment_id IS NULL OR c.withheld = FALSE)
        """;

    private const string Columns = """
        n.id, n.kind, n.seen, n.created_at, a.id AS actor_id, a.username, a.fullname, a.avatar,
        v.id AS video_id, v.title, v.poster, c.id AS comment_id, SUBSTR(c.content, 1, 140) AS excerpt
        """;

    // Of more, those that are not there for the person any more are counted too: to be told apart costs a look at each.
    private const string CountSql = $"""
        SELECT CASE WHEN everything.total > 500 THEN everything.total ELSE (SELECT COUNT(*) FROM {From} WHERE {IsForThem}) END
        FROM (SELECT COUNT(*) AS total FROM notifications WHERE user_id = @Viewer) everything
        """;

    public static readonly ListSql List = new(PageSql(""), PageSql("AND n.id < @After"), CountSql, IsRemembered: false);

    public const string One = $"SELECT {Columns} FROM {From} WHERE {IsForThem} AND n.id = @id";

    /// <summary>At most <c>@MostUnseen</c>: beyond that nobody counts.</summary>
    public const string Unseen = $"""
        SELECT COUNT(*) FROM (SELECT n.id FROM {From} WHERE {IsForThem} AND n.seen = FALSE LIMIT @MostUnseen) unseen
        """;

    private static string PageSql(string beyond) =>
        $"SELECT {Columns} FROM {From} WHERE {IsForThem} {beyond} ORDER BY n.id DESC LIMIT @Limit OFFSET @Skip";
}

internal sealed record NotificationRow
{
    public Data.Id Id { get; init; }
    public string Kind { get; init; } = "";
    public bool Seen { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public string? ActorId { get; init; }
    public string Username { get; init; } = "";
    public string Fullname { get; init; } = "";
    public string? Avatar { get; init; }
    public string? VideoId { get; init; }
    public string Title { get; init; } = "";
    public string? Poster { get; init; }
    public string? CommentId { get; init; }
    public string Excerpt { get; init; } = "";

    public Notification ToNotification() => new()
    {
        Id = Id,
        Kind = Kind,
        Actor = ActorId is null ? null : new NotificationActor
        {
            Id = Data.Id.Parse(ActorId), Username = Username, Fullname = Fullname, Avatar = AddressOf(Avatar),
        },
        Video = VideoId is null ? null : new NotificationVideo { Id = Data.Id.Parse(VideoId), Title = Title, Thumbnail = AddressOf(Poster) },
        Comment = CommentId is null ? null : new NotificationComment(Data.Id.Parse(CommentId), Excerpt),
        Seen = Seen,
        CreatedAt = CreatedAt,
    };

    private static string? AddressOf(string? key) => key is null ? null : $"/media/{key}";
}
