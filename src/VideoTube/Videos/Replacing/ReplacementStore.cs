using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Media.Probing;
using VideoTube.Storage;

namespace VideoTube.Videos.Replacing;

/// <summary>Files on their way to a video's place: one a video.</summary>
internal sealed class ReplacementStore(Database database)
{
    private const string Retried = "UPDATE replacements SET status = 'processing', progress = 0, failure = NULL WHERE status = 'failed'";

    /// <summary>What is on its way or has failed; null when nothing is.</summary>
    public static Task<Replacement?> FindAsync(Session read, Id video) => read.FindAsync<Replacement>("""
        SELECT id, kind, status, progress, failure, trim_start AS start, trim_end AS "end"
        FROM replacements WHERE video_id = @video AND status <> 'done'
        """, new { video });

    /// <summary>One's own video; null when it is not theirs.</summary>
    public static async Task<ReplaceableVideo?> FindVideoAsync(Session read, Id video, Id owner)
    {
        var found = await read.FindAsync<ReplaceableVideo>("SELECT status, duration, original FROM videos WHERE id = @video AND owner_id = @owner", new { video, owner });
        return found is null ? null : found with { OnItsWay = await FindAsync(read, video) };
    }

    /// <summary>The same, and its row is taken until the transaction ends.</summary>
    public static async Task<ReplaceableVideo?> HoldAsync(Session session, Id video, Id owner)
    {
        var held = await session.FindAsync<ReplaceableVideo>(
            "UPDATE videos SET updated_at = updated_at WHERE id = @video AND owner_id = @owner RETURNING status, duration, original", new { video, owner });
        return held is null ? null : held with { OnItsWay = await FindAsync(session, video) };
    }

    /// <summary>In the place of one that has ended.</summary>
    public static async Task InsertAsync(Session session, Id id, Id video, string kind, (double Start, double End)? trim, DateTimeOffset now)
    {
        await session.ExecuteAsync("DELETE FROM replacements WHERE video_id = @video", new { video });
        await session.ExecuteAsync("""
            INSERT INTO replacements (id, video_id, kind, status, trim_start, trim_end, created_at, updated_at)
            VALUES (@id, @video, @kind, 'processing', @start, @end, @now, @now)
            """, new { id, video, kind, start = trim?.Start, end = trim?.End, now });
    }

    public static Task SetOriginalAsync(Session session, Id id, MediaKey original, MediaInfo info, DateTimeOffset now) => session.ExecuteAsync("""
        UPDATE replacements SET original = @original, duration = @duration, width = @width, height = @height, size = @Size, updated_at = @now WHERE id = @id
        """, new
    {
        id, original = original.Value, duration = Math.Round(info.Duration.TotalSeconds, 3), width = info.Video?.DisplaySize.Width,
        height = info.Video?.DisplaySize.Height, info.Size, now,
    });

    /// <summary>Where a trim begins and ends in truth.</summary>
    public static Task SetTrimAsync(Session session, Id id, double start, double end) =>
        session.ExecuteAsync("UPDATE replacements SET trim_start = @start, trim_end = @end WHERE id = @id", new { id, start, end });

    /// <summary>With all rows that hang on it.</summary>
    public static Task DeleteAsync(Session session, Id id) => session.ExecuteAsync("DELETE FROM replacements WHERE id = @id", new { id });

    /// <summary>What has failed is in processing again; the id of what is to take this video's place, or null when nothing failed.</summary>
    public static Task<Id?> RetryAsync(Session session, Id video, Id owner) =>
        session.FindAsync<Id?>($"{Retried} AND video_id = (SELECT id FROM videos WHERE id = @video AND owner_id = @owner) RETURNING id", new { video, owner });

    /// <summary>The same by its own id, whosever it is.</summary>
    public static Task RetryAsync(Session session, Id id) =>
        session.ExecuteAsync($"{Retried} AND id = @id", new { id });

    /// <summary>The video whose place this is to take, or has taken; null when it is no replacement.</summary>
    public static async Task<Id?> FindReplacedAsync(Session read, Id id) =>
        await read.FindAsync<string>("SELECT video_id FROM replacements WHERE id = @id", new { id }) is { } video ? Id.Parse(video) : null;

    /// <summary>It is a part that has not been cut out yet.</summary>
    public static async Task<bool> IsUncutAsync(Session session, Id id) =>
        await session.FindAsync<string>("SELECT id FROM replacements WHERE id = @id AND kind = 'trim' AND original IS NULL", new { id }) is not null;

    /// <summary>A part that has taken its video's place; null when this is none.</summary>
    public async Task<MadeCut?> FindCutAsync(Id id, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<MadeCut>("""
            SELECT video_id AS video, trim_start AS start, trim_end AS "end", updated_at AS at
            FROM replacements WHERE id = @id AND kind = 'trim' AND status = 'done'
            """, new { id });
    }

    /// <summary>The part that is to be cut out, and of what; null when it is not wanted any more.</summary>
    public async Task<PlannedTrim?> FindTrimAsync(Id id, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<PlannedTrim>("""
            SELECT v.id AS video, v.original, n.trim_start AS start, n.trim_end AS "end"
            FROM replacements n JOIN videos v ON v.id = n.video_id
            WHERE n.id = @id AND n.kind = 'trim' AND n.original IS NULL AND v.original IS NOT NULL
            """, new { id });
    }
}

/// <summary>A part of a video that has taken its place.</summary>
internal sealed record MadeCut
{
    public Id Video { get; init; }

    /// <summary>Seconds of the video before.</summary>
    public double Start { get; init; }

    /// <summary>Seconds of the video before.</summary>
    public double End { get; init; }

    /// <summary>When it took its place.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>A video before a file is sent to its place.</summary>
internal sealed record ReplaceableVideo
{
    public string Status { get; init; } = "";

    /// <summary>Seconds.</summary>
    public double Duration { get; init; }

    /// <summary>Media key; null of what was imported without its file.</summary>
    public string? Original { get; init; }

    public Replacement? OnItsWay { get; init; }

    /// <summary>The video itself, not what is to take its place.</summary>
    public bool IsInProcessing => Status is "uploading" or "processing";

    /// <summary>Why nothing may be sent to its place now; null when it may.</summary>
    public ApiError? Refusal =>
        IsInProcessing ? ReplacementErrors.StillProcessed
        : OnItsWay is { Status: "processing" } ? ReplacementErrors.OneIsOnItsWay
        : null;
}

internal sealed record PlannedTrim
{
    public Id Video { get; init; }

    /// <summary>Media key.</summary>
    public string Original { get; init; } = "";

    /// <summary>Seconds.</summary>
    public double Start { get; init; }

    /// <summary>Seconds.</summary>
    public double End { get; init; }
}
