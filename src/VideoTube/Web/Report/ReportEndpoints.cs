using VideoTube.Accounts;
using VideoTube.Http;
using VideoTube.Moderation;
using VideoTube.Web.Frame;
using VideoTube.Web.Parts;

namespace VideoTube.Web.Report;

internal static class ReportEndpoints
{
    public static void MapReport(this RouteGroupBuilder pages)
    {
        pages.MapGet("/report/{kind}/{id}", Show).SignedInOnly();
        pages.MapPost("/report/{kind}/{id}", Send).FromHereOnly();
    }

    private static IResult Show(string kind, string id, string? sent) => Page(StatusCodes.Status200OK, kind, id, sent is not null, FormState.Empty);

    private static async Task<IResult> Send(string kind, string id, HttpContext http, CurrentUser user, ReportSubject report, CancellationToken ct)
    {
        var form = await PageForm.ReadAsync(http.Request, ct);
        var request = new ReportRequest(kind, id, form["reason"].ToString(), form["details"].ToString());
        if (FaultOf(request) is { } fault)
            return Page(fault.Status, kind, id, isSent: false, FormState.Refused(form, fault));
        return (await report.RunAsync(user.Id, request, ct)).Error is { } error
            ? Page(error.Status, kind, id, isSent: false, FormState.Refused(form, error))
            : PageResult.SeeOther(http, $"/report/{kind}/{id}?sent=1");
    }

    private static ApiError? FaultOf(ReportRequest request) =>
        request.Kind is not (SubjectKind.Video or SubjectKind.Comment or SubjectKind.Post or SubjectKind.Channel) ? ModerationErrors.SubjectNotFound
        : !ReportWords.Reasons.Any(reason => reason.Name == request.Reason) ? HttpErrors.InvalidField("reason", "Choose what is wrong with it")
        : request.Details!.Length > ReportWords.MaxDetails ? HttpErrors.InvalidField("details", $"At most {ReportWords.MaxDetails} characters")
        : null;

    private static IResult Page(int status, string kind, string id, bool isSent, FormState form) => PageResult.Of<ReportPage>(
        status, (nameof(ReportPage.Kind), kind), (nameof(ReportPage.Id), id), (nameof(ReportPage.IsSent), isSent), (nameof(ReportPage.Form), form));
}
