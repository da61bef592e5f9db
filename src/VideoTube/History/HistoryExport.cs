using VideoTube.Accounts.Export;
using VideoTube.Data;

namespace VideoTube.History;

/// <summary>What a person watched, and how far, as they take it away.</summary>
internal sealed record ExportedWatch
{
    private const string Sql = """
        SELECT video_id AS video, position, watched_at FROM watch_history
        WHERE user_id = @user AND video_id > @after ORDER BY video_id LIMIT @limit
        """;

    public Id Video { get; init; }

    /// <summary>Seconds.</summary>
    public double Position { get; init; }
    public DateTimeOffset WatchedAt { get; init; }

    public static void AddTo(IServiceCollection services) =>
        services.AddExport<ExportedWatch>("history", Sql, row => row.Video.ToString(), "watch_history");
}
