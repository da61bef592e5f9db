using VideoTube.Data;

namespace VideoTube.Playback;

/// <summary>Whom a video's files are for, besides its owner.</summary>
internal enum VideoReach { Everyone, Members, Nobody, BlockedByLaw }

/// <param name="OwnerName">Username of the channel.</param>
/// <param name="Reason">Why the law blocks it; empty otherwise.</param>
internal sealed record VideoAccess(Id Owner, string OwnerName, VideoReach Reach, string Reason)
{
    /// <summary>Shared caches may keep its files.</summary>
    public bool IsOpen => Reach == VideoReach.Everyone;
}

internal sealed class VideoAccessStore(Database database)
{
    /// <summary>Null when there is no such video, or its upload is on its way.</summary>
    public async Task<VideoAccess?> FindAsync(Id video, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        var row = await read.FindAsync<AccessRow>("""
            SELECT v.owner_id, u.username, v.published, v.withheld, v.visibility, t.reason
            FROM videos v JOIN users u ON u.id = v.owner_id
            LEFT JOIN takedowns t ON t.kind = 'video' AND t.subject_id = v.id AND t.by_law = TRUE
            WHERE v.id = @id AND v.status <> 'uploading'
            """, new { id = video.ToString() });
        return row is null ? null : new VideoAccess(row.OwnerId, row.Username, row.Reach, row.Reason ?? "");
    }

    /// <summary>The small copy of its picture, JPEG in base64; null when there is none.</summary>
    public async Task<string?> FindPreviewAsync(Id video, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<string?>("SELECT preview FROM videos WHERE id = @id", new { id = video.ToString() });
    }

    /// <summary>Media key of its picture; null when there is none.</summary>
    public async Task<string?> FindPosterAsync(Id video, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<string?>("SELECT poster FROM videos WHERE id = @id", new { id = video.ToString() });
    }

    private sealed record AccessRow
    {
        public Id OwnerId { get; init; }
        public string Username { get; init; } = "";
        public bool Published { get; init; }
        public bool Withheld { get; init; }
        public string Visibility { get; init; } = "";
        public string? Reason { get; init; }

        public VideoReach Reach => this switch
        {
            { Published: false } or { Visibility: "private" } => VideoReach.Nobody,
            { Withheld: true } => Reason is null ? VideoReach.Nobody : VideoReach.BlockedByLaw,
            { Visibility: "members" } => VideoReach.Members,
            _ => VideoReach.Everyone,
        };
    }
}
