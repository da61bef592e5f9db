using VideoTube.Data;
using VideoTube.Storage;

namespace VideoTube.Captions;

internal sealed class CaptionStore(Database database)
{
    public const int MaxLanguages = 50;

    private const string Columns = "language, label, '/media/' || file AS src";

    /// <summary>By language.</summary>
    public static Task<IReadOnlyList<Caption>> ListAsync(Session read, Id video) =>
        read.ListAsync<Caption>($"SELECT {Columns} FROM captions WHERE video_id = @video ORDER BY language", new { video });

    public async Task<IReadOnlyList<Caption>> ListAsync(Id video, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await ListAsync(read, video);
    }

    /// <summary>Where the file is; null when there is none in this language.</summary>
    public async Task<MediaKey?> FindFileAsync(Id video, string language, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await FindFileAsync(read, video, language);
    }

    public static async Task<MediaKey?> FindFileAsync(Session session, Id video, string language) =>
        await session.FindAsync<string>("SELECT file FROM captions WHERE video_id = @video AND language = @language", new { video, language })
            is { } file ? MediaKey.Parse(file) : null;

    public static async Task<bool> HasRoomAsync(Session session, Id video) =>
        await session.GetAsync<long>("SELECT COUNT(*) FROM captions WHERE video_id = @video", new { video }) < MaxLanguages;

    /// <param name="label">Null keeps the one there is.</param>
    /// <param name="firstLabel">For captions that are new.</param>
    public static Task<Caption> SaveAsync(Session session, Id video, string language, string? label, string firstLabel, MediaKey file, DateTimeOffset now) =>
        session.GetAsync<Caption>($"""
            INSERT INTO captions (video_id, language, label, file, created_at, updated_at)
            VALUES (@video, @language, COALESCE(@label, @firstLabel), @file, @now, @now)
            ON CONFLICT (video_id, language) DO UPDATE
            SET label = COALESCE(@label, captions.label), file = excluded.file, updated_at = excluded.updated_at
            RETURNING {Columns}
            """, new { video, language, label, firstLabel, file = file.Value, now });

    public static Task DeleteAsync(Session session, Id video, string language) =>
        session.ExecuteAsync("DELETE FROM captions WHERE video_id = @video AND language = @language", new { video, language });

    /// <summary>All of a video that were last changed before a time.</summary>
    public async Task<IReadOnlyList<CaptionFileRow>> ListFilesAsync(Id video, DateTimeOffset before, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.ListAsync<CaptionFileRow>("SELECT language, file FROM captions WHERE video_id = @video AND updated_at < @before", new { video, before });
    }

    /// <summary>Nothing when they were changed meanwhile.</summary>
    public static Task MoveAsync(Session session, Id video, MovedCaption moved, DateTimeOffset now) => session.ExecuteAsync(
        "UPDATE captions SET file = @file, updated_at = @now WHERE video_id = @video AND language = @Language AND file = @before",
        new { video, moved.Language, before = moved.Before.Value, file = moved.File.Value, now });
}

internal sealed record CaptionFileRow
{
    public string Language { get; init; } = "";

    /// <summary>Media key.</summary>
    public string File { get; init; } = "";
}
