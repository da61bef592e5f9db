using System.ComponentModel.DataAnnotations;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Moderation;

internal sealed record ResolutionRequest(
    [property: Required, AllowedValues("upheld", "dismissed", ErrorMessage = "state must be upheld or dismissed")] string? State,
    [property: Required, StringLength(500, MinimumLength = 1)] string? Resolution) : IRequestBody<ResolutionRequest>;

/// <summary>Answers an open report. What it is about stays as it is: that is another act.</summary>
internal sealed class ResolveReport(Database database, ReportStore reports, AuditLog audit, TimeProvider time)
{
    public async Task<Result<Report>> RunAsync(Actor actor, Id id, string state, string resolution, CancellationToken ct)
    {
        var error = await database.WriteAsync(async session =>
        {
            if (!await ReportStore.ResolveAsync(session, id, state, resolution, time.GetUtcNow()))
                return !await ReportStore.ExistsAsync(session, id)
                    ? ModerationErrors.ReportNotFound
                    : ModerationErrors.ReportClosed;
            await audit.WriteAsync(session, actor, state == "upheld" ? "report.uphold" : "report.dismiss", "report", id, resolution);
            return null;
        }, ct);
        return error is not null ? error : (await reports.FindAsync(id, CancellationToken.None))!;
    }
}
