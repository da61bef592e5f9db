using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Moderation;

internal static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder api)
    {
        api.MapPost("/reports", Add).RequireAuthorization().WithTags("Reports").WithSummary("Report something to the site's keepers.").Gives(201)
            .Refuses(HttpErrors.BadId("id"), ModerationErrors.SubjectNotFound, ModerationErrors.AlreadyReported, ModerationErrors.TooManyReports(1));
        var reports = api.MapGroup("/moderation/reports").WithTags("Moderation");
        reports.MapGet("", List).WithSummary("Reports in a state, newest first.").Refuses(AccountErrors.AccessForbidden);
        reports.MapPatch("/{id}", Resolve).WithSummary("Answer an open report.")
            .Refuses(AccountErrors.AccessForbidden, ModerationErrors.ReportNotFound, ModerationErrors.ReportClosed);
    }

    private static async Task<ApiResult<Report>> Add(ReportRequest request, CurrentUser user, ReportSubject report, CancellationToken ct) =>
        await report.RunAsync(user.Id, request, ct) is var result && result.Value is { } made
            ? ApiResult.Created(made, message: "Thank you. Somebody will look at it.")
            : result;

    private static async Task<ApiResult<Page<Report>>> List(
        Moderator moderator, string? state, PageRequest page, ReportStore reports, CancellationToken ct) =>
        state is null or "open" or "upheld" or "dismissed"
            ? await reports.ListAsync(state ?? "open", page, ct)
            : HttpErrors.InvalidField("state", "state must be open, upheld or dismissed");

    private static async Task<ApiResult<Report>> Resolve(
        string id, Moderator moderator, ResolutionRequest request, ResolveReport resolve, CancellationToken ct) =>
        Id.TryParse(id, null, out var report)
            ? await resolve.RunAsync(Actor.Of(moderator.User), report, request.State!, PlainText.Of(request.Resolution), ct)
            : HttpErrors.BadId("The report's id");
}
