using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using VideoTube.Data;
using VideoTube.Http;

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
        if (!await ReportStore.MaySeeAsync(session, request.Kind!, subject, reporter, now))
            return false;
        await ReportStore.AddAsync(session, id, reporter, request, subject, now);
        return true;
    }
}
