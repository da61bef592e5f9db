using VideoTube.Accounts;
using VideoTube.Captions;
using VideoTube.Chapters;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Search;
using VideoTube.Storage;

namespace VideoTube.Videos;

/// <summary>Reads videos. Who may see what stands in the WHERE clauses.</summary>
internal sealed class VideoStore(Database database, VideoSearch search, ListPages lists, TimeProvider time)
{
    private static readonly string OneForVisitors = OneSql(VideoRow.Columns(signedIn: false), VideoSight.Visible),
        OneForPeople = OneSql(VideoRow.Columns(signedIn: true), VideoSight.Visible),
        OneForModerators = OneSql(VideoRow.ForModerators, VideoSight.VisibleToModerators);

    private const string RenditionsSql = """
        SELECT name, width, height, frame_rate, bandwidth, codecs FROM renditions
        WHERE video_id = @id AND kind = 'video' ORDER BY height DESC, bandwidth DESC
        """;

    /// <summary>Deleted, or about to be with its owner's account.</summary>
    private const string GoneSql = """
        SELECT id FROM gone WHERE id = @id AND kind = 'video'
        UNION
        SELECT v.id FROM videos v JOIN closed_accounts k ON k.user_id = v.owner_id
        WHERE v.id = @id AND v.published = TRUE AND v.visibility <> 'private' AND v.status <> 'uploading'
        """;

    private const string TakedownSql = "SELECT reason, by_law, created_at FROM takedowns WHERE kind = 'video' AND subject_id = @id";

    /// <summary>The video as this viewer sees it, or why it is not there for them.</summary>
    public Task<Result<Video>> FindAsync(Id id, Id? viewer, CancellationToken ct) => FindAsync(id, viewer, moderates: false, ct);

    /// <summary>The same for whoever opens its address: who moderates sees what is withheld and locked.</summary>
    public Task<Result<Video>> FindAsync(Id id, Visitor visitor, CancellationToken ct) => FindAsync(id, visitor.Id, visitor.Moderates, ct);

    /// <summary>The same inside a transaction.</summary>
    public Task<Result<Video>> FindAsync(Session read, Id id, Id? viewer) => FindAsync(read, id, viewer, moderates: false);

    /// <summary>Notes a change of a video and holds its row until the transaction ends; false when it is not this owner's.</summary>
    public async Task<bool> TouchAsync(Session session, Id id, Id owner) =>
        await session.ExecuteAsync("UPDATE videos SET updated_at = @now WHERE id = @id AND owner_id = @owner", new { id, owner, now = time.GetUtcNow() }) == 1;

    /// <summary>Holds the row of a video, as it is, until the transaction ends; false when it is not this owner's.</summary>
    public async Task<bool> HoldAsync(Session session, Id id, Id owner) =>
        await session.ExecuteAsync("UPDATE videos SET updated_at = updated_at WHERE id = @id AND owner_id = @owner", new { id, owner }) == 1;

    /// <summary>For a change, once its transaction holds the row.</summary>
    /// <exception cref="RequestRefusedException">The video is not as the client wants it to be.</exception>
    public async Task CheckAsync(Session session, Id id, Id owner, Preconditions? conditions)
    {
        if (conditions is { AreAny: true } && (await FindAsync(session, id, owner)).Value is { } current)
            conditions.Check(current, current.UpdatedAt);
    }

    /// <summary>Where the file is as it was uploaded; who may have it is judged before.</summary>
    public async Task<MediaKey?> FindOriginalAsync(Id id, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<string?>("SELECT original FROM videos WHERE id = @id", new { id }) is { } original ? MediaKey.Parse(original) : null;
    }

    public async Task<bool> IsOwnAsync(Session read, Id id, Id owner) =>
        await read.FindAsync<string>("SELECT id FROM videos WHERE id = @id AND owner_id = @owner", new { id, owner }) is not null;

    /// <summary>Why this viewer may not change a video: it is another's, or as good as not there.</summary>
    public async Task<ApiError> WhyNotAsync(Id id, Id viewer, CancellationToken ct) =>
        (await FindAsync(id, viewer, ct)).Error ?? VideoErrors.NotYours;

    /// <summary>
    /// Why this viewer may not watch or discuss a video; null when they may. For acts whose own statement, which names
    /// <see cref="VideoSight.Watchable"/>, found no such video.
    /// </summary>
    public async Task<ApiError?> WhyNotWatchAsync(Id id, Id? viewer, CancellationToken ct)
    {
        var found = await FindAsync(id, viewer, ct);
        return found.Value is { IsLocked: true } locked ? VideoErrors.MembersOnly(locked.Owner.Username) : found.Error;
    }

    public async Task<Page<Video>> ListAsync(VideoQuery query, PageRequest page, Id? viewer, CancellationToken ct)
    {
        if (query.Words is not null)
            return await search.ListAsync(query, page, viewer, ct);

        var shape = new VideoListSql.Shape(
            query.Sort, query.Ascending, query.Owner is not null, query.Owner is { } owner && owner == viewer,
            query.Tag is not null, query.MinDuration is not null, query.MaxDuration is not null, viewer is not null);
        var of = new { Owner = query.Owner?.ToString(), query.Tag, Min = query.MinDuration ?? 0, Max = query.MaxDuration ?? 0 };
        var values = new
        {
            Key = page.After is { } cursor ? VideoCursor.KeyOf(cursor, query.Sort) : null,
            Viewer = viewer?.ToString() ?? "",
            Now = time.GetUtcNow(),
        };
        await using var read = await database.ReadAsync(ct);
        return await lists.ReadAsync<VideoRow, Video>(
            read, page, VideoListSql.For(shape), of, values, row => row.ToVideo(), last => VideoCursor.At(last, query.Sort));
    }

    private async Task<Result<Video>> FindAsync(Id id, Id? viewer, bool moderates, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await FindAsync(read, id, viewer, moderates);
    }

    private async Task<Result<Video>> FindAsync(Session read, Id id, Id? viewer, bool moderates)
    {
        var of = new { id = id.ToString(), Viewer = viewer?.ToString() ?? "", Now = time.GetUtcNow() };
        var sql = viewer is null ? OneForVisitors : moderates ? OneForModerators : OneForPeople;
        if (await read.FindAsync<VideoRow>(sql, of) is not { } row)
            return await WhyNotThereAsync(read, id);
        var seen = row with { Unlocked = row.Unlocked || moderates };
        return seen.ToVideo(row.HasRenditions ? await ListRenditionsAsync(read, of) : []) with
        {
            Captions = seen.Unlocked ? await CaptionStore.ListAsync(read, id) : null,
            Chapters = seen.Unlocked ? ChapterList.Of(row.Chapters, row.Description, row.Duration).Chapters : null,
            Takedown = row.Withheld ? await read.FindAsync<VideoTakedown>(TakedownSql, of) : null,
        };
    }

    /// <remarks>What is to take its place is read in the same statement: the video changes in the moment that it is gone.</remarks>
    private static string OneSql(string columns, string visible) => $"""
        SELECT {columns}, v.chapters, n.kind AS replacement_kind, n.status AS replacement_status, n.progress AS replacement_progress,
            n.failure AS replacement_failure, n.trim_start, n.trim_end,
            EXISTS (SELECT 1 FROM renditions r WHERE r.video_id = v.id AND r.complete = TRUE)
            AND NOT EXISTS (SELECT 1 FROM renditions r WHERE r.video_id = v.id AND r.complete = TRUE AND r.timeline IS NULL) AS has_dash
        FROM videos v JOIN users u ON u.id = v.owner_id
        LEFT JOIN replacements n ON n.video_id = v.id AND n.status <> 'done' AND v.owner_id = @Viewer
        WHERE v.id = @id AND {visible}
        """;

    /// <summary>It was taken down, it is gone for good, or nobody is to know whether it ever was.</summary>
    private static async Task<ApiError> WhyNotThereAsync(Session read, Id id)
    {
        var takedown = await read.FindAsync<TakedownRow>("""
            SELECT t.reason, t.by_law FROM takedowns t JOIN videos v ON v.id = t.subject_id
            WHERE t.kind = 'video' AND t.subject_id = @id AND v.published = TRUE AND v.visibility <> 'private'
            """, new { id });
        if (takedown is not null)
            return VideoErrors.TakenDown(takedown.Reason, takedown.ByLaw);
        return await read.FindAsync<string>(GoneSql, new { id }) is null
            ? VideoErrors.NotFound
            : VideoErrors.Gone;
    }

    private static async Task<IReadOnlyList<VideoRendition>> ListRenditionsAsync(Session read, object of) =>
        [.. (await read.ListAsync<RenditionRow>(RenditionsSql, of)).Select(row => row.ToRendition())];

    private sealed record TakedownRow
    {
        public string Reason { get; init; } = "";
        public bool ByLaw { get; init; }
    }

    private sealed record RenditionRow
    {
        public string Name { get; init; } = "";
        public int Width { get; init; }
        public int Height { get; init; }
        public double FrameRate { get; init; }
        public long Bandwidth { get; init; }
        public string Codecs { get; init; } = "";

        public VideoRendition ToRendition() => new(Name, Width, Height, FrameRate, Bandwidth, Codecs);
    }
}
