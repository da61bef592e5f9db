using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Moderation;

internal sealed class ReportStore(Database database)
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

    internal static readonly NewestFirst List = new(Columns, "reports", Joins, "x.state = @State");

    public async Task<Report?> FindAsync(Id id, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return (await read.FindAsync<ReportRow>($"SELECT {Columns} FROM reports x {Joins} WHERE x.id = @id", new { id }))?.ToReport();
    }

    public async Task<Page<Report>> ListAsync(string state, PageRequest page, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await List.ReadAsync<ReportRow, Report>(read, page, new { State = state }, row => row.ToReport(), row => (null, row.Id));
    }

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
