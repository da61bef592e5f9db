using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Moderation;

internal sealed record ReportRequest(
    [property: Required, AllowedValues(SubjectKind.Video, SubjectKind.Comment, SubjectKind.Post, SubjectKind.Channel, ErrorMessage = "kind must be video, comment, post or channel")] string? Kind,
    [property: Required] string? Id,
    [property: Required, AllowedValues("spam", "abuse", "violence", "sexual", "copyright", "privacy", "misinformation", "other",
        ErrorMessage = "reason must be spam, abuse, violence, sexual, copyright, privacy, misinformation or other")] string? Reason,
    [property: StringLength(2000)] string? Details) : IRequestBody<ReportRequest>;

/// <summary>Tells the site's keepers of something that its reporter can see.</summary>
internal sealed class ReportSubject(Database database, ReportStore reports, TimeProvider time)
{
    private static readonly Dictionary<string, string> VisibleSql = new()
    {
        [SubjectKind.Video] = $"SELECT v.id FROM videos v WHERE v.id = @subject AND {VideoSight.Visible}",
        [SubjectKind.Comment] = $"""
            SELECT c.id FROM comments c JOIN videos v ON v.id = c.video_id
            WHERE c.id = @subject AND c.withheld = FALSE AND {VideoSight.Watchable}
            """,
        [SubjectKind.Post] = "SELECT p.id FROM posts p WHERE p.id = @subject AND p.withheld = FALSE",
        [SubjectKind.Channel] = "SELECT u.id FROM users u WHERE u.id = @subject AND u.banned_at IS NULL",
    };

    // Enough for an afternoon of cleaning up one's comments; too few to bury what others report.
    private readonly AttemptLimit perPerson = new(30, TimeSpan.FromHours(1), time);

    public async Task<Result<Report>> RunAsync(Id reporter, ReportRequest request, CancellationToken ct)
    {
        if (!Id.TryParse(request.Id, null, out var subject))
            return HttpErrors.BadId("id");
        if (perPerson.Take(reporter.ToString()) is { } wait)
            return ModerationErrors.TooManyReports(wait);
        var id = Id.New(time);
        try
        {
            var isThere = await database.WriteAsync(session => AddAsync(session, id, reporter, request, subject), ct);
            return isThere ? (await reports.FindAsync(id, CancellationToken.None))! : ModerationErrors.SubjectNotFound;
        }
        catch (DbException refused) when (database.Dialect.IsTaken(refused, out _))
        {
            return ModerationErrors.AlreadyReported;
        }
    }

    private async Task<bool> AddAsync(Session session, Id id, Id reporter, ReportRequest request, Id subject)
    {
        var now = time.GetUtcNow();
        if (await session.FindAsync<string>(VisibleSql[request.Kind!], new { subject, Viewer = reporter.ToString(), Now = now }) is null)
            return false;
        await session.ExecuteAsync("""
            INSERT INTO reports (id, reporter_id, kind, subject_id, reason, details, created_at, updated_at)
            VALUES (@id, @reporter, @Kind, @subject, @Reason, @details, @now, @now)
            """, new { id, reporter, request.Kind, subject, request.Reason, details = PlainText.Of(request.Details), now });
        return true;
    }
}
