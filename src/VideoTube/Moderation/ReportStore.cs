using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Moderation;

internal sealed class ReportStore(Database database, ListPages lists)
{
    private const string Columns = """
        x.id, x.kind, x.subject_id, x.reason, x.details, x.state, x.resolution, x.created_at, x.updated_at,
        f.id AS reporter_id, f.username AS reporter_name,
        COALESCE(v.title, c.content, p.content, ch.fullname) AS title,
        COALESCE(v.id, c.video_id) AS video_id, o.id AS owner_id, o.username AS owner_name,
        COALESCE(v.withheld, c.withheld, p.withheld, ch.banned_at IS NOT NULL) AS is_withheld,
        (SELECT COUNT(*) FROM reports r WHERE r.kind = x.kind AND r.subject_id = x.subject_id AND r.state = 'open') AS open_reports
        """;

    private const string Joins = """
        LEFT JOIN users f    ON f.id = x.reporter_id
        LEFT JOIN videos v   ON x.kind = 'video'   AND v.id = x.subject_id
        LEFT JOIN comments c ON x.kind = 'comment' AND c.id = x.subject_id
        LEFT JOIN posts p    ON x.kind = 'post'    AND p.id = x.subject_id
        LEFT JOIN users ch   ON x.kind = 'channel' AND ch.id = x.subject_id
        LEFT JOIN users o    ON o.id = COALESCE(v.owner_id, c.author_id, p.owner_id, ch.id)
        """;

    internal static readonly ListSql List = ListSql.NewestFirst(Columns, "reports", Joins, "x.state = @State");

    public async Task<Report?> FindAsync(Id id, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return (await read.FindAsync<ReportRow>($"SELECT {Columns} FROM reports x {Joins} WHERE x.id = @id", new { id }))?.ToReport();
    }

    public async Task<Page<Report>> ListAsync(string state, PageRequest page, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await lists.ReadAsync<ReportRow, Report>(
            read, page, List, new { State = state }, values: null, row => row.ToReport(), last => Cursor.At(last.Id));
    }

    /// <summary>Whether somebody can see what they report.</summary>
    public static async Task<bool> MaySeeAsync(Session session, string kind, Id subject, Id reporter, DateTimeOffset now) =>
        await session.FindAsync<string>(SubjectSql.Visible[kind], new { subject, Viewer = reporter.ToString(), Now = now }) is not null;

    public static Task AddAsync(Session session, Id id, Id reporter, ReportRequest request, Id subject, DateTimeOffset now) => session.ExecuteAsync("""
        INSERT INTO reports (id, reporter_id, kind, subject_id, reason, details, created_at, updated_at)
        VALUES (@id, @reporter, @Kind, @subject, @Reason, @details, @now, @now)
        """, new { id, reporter, request.Kind, subject, request.Reason, details = PlainText.Of(request.Details), now });

    /// <summary>False when it is not there, or answered already.</summary>
    public static async Task<bool> ResolveAsync(Session session, Id id, string state, string resolution, DateTimeOffset now) => await session.ExecuteAsync("""
        UPDATE reports SET state = @state, resolution = @resolution, updated_at = @now WHERE id = @id AND state = 'open'
        """, new { id, state, resolution, now }) == 1;

    public static async Task<bool> ExistsAsync(Session session, Id id) =>
        await session.FindAsync<string>("SELECT id FROM reports WHERE id = @id", new { id }) is not null;

    /// <summary>All open reports on a thing were right.</summary>
    public static Task UpholdAsync(Session session, string kind, Id subject, string resolution, DateTimeOffset now) => session.ExecuteAsync("""
        UPDATE reports SET state = 'upheld', resolution = @resolution, updated_at = @now
        WHERE kind = @kind AND subject_id = @subject AND state = 'open'
        """, new { kind, subject, resolution, now });

    private sealed record ReportRow
    {
        private const int MaxTitle = 200;

        public Id Id { get; init; }
        public string Kind { get; init; } = "";
        public Id SubjectId { get; init; }
        public string Reason { get; init; } = "";
        public string Details { get; init; } = "";
        public string State { get; init; } = "";
        public string Resolution { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset UpdatedAt { get; init; }
        public string? ReporterId { get; init; }
        public string? ReporterName { get; init; }
        public string? Title { get; init; }
        public string? VideoId { get; init; }
        public string? OwnerId { get; init; }
        public string? OwnerName { get; init; }
        public bool? IsWithheld { get; init; }
        public long OpenReports { get; init; }

        public Report ToReport() => new()
        {
            Id = Id,
            Kind = Kind,
            Reason = Reason,
            Details = Details,
            State = State,
            Resolution = Resolution,
            Reporter = ReporterId is null ? null : new PersonInShort(Id.Parse(ReporterId), ReporterName!),
            Subject = new ReportedSubject
            {
                Id = SubjectId,
                Title = Title is { Length: > MaxTitle } ? $"{Title[..MaxTitle]}…" : Title,
                VideoId = VideoId is null ? null : Id.Parse(VideoId),
                Owner = OwnerId is null ? null : new PersonInShort(Id.Parse(OwnerId), OwnerName!),
                IsWithheld = IsWithheld ?? false,
                OpenReports = OpenReports,
            },
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
        };
    }
}
