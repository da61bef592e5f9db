using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Moderation;
using VideoTube.Web.Frame;

namespace VideoTube.Web.Moderation;

/// <summary>The forms of the keepers' pages. Each goes back to where it stood.</summary>
internal static class ModerationActs
{
    public static void MapModerationActs(this RouteGroupBuilder pages)
    {
        pages.MapPost("/moderation/reports/{id}", Answer).FromHereOnly();
        pages.MapPost("/moderation/takedowns/{kind}/{id}", Take).FromHereOnly();
        pages.MapPost("/moderation/people/{id}", Judge).FromHereOnly();
    }

    /// <summary>Dismiss: nothing is wrong. Uphold: what it is about is taken down, or its channel banned.</summary>
    private static async Task<IResult> Answer(
        string id, HttpContext http, Moderator moderator, ReportStore reports, ResolveReport resolve, TakeDown takeDown, BanUser ban, CancellationToken ct)
    {
        var (form, actor) = (await PageForm.ReadAsync(http.Request, ct), Actor.Of(moderator.User));
        var report = await reports.FindAsync(IdOf(id), ct) ?? throw new RequestRefusedException(ModerationErrors.ReportNotFound);
        var reason = ReasonOf(form);
        Demand(form["act"] == "dismiss" ? (await resolve.RunAsync(actor, report.Id, "dismissed", reason, ct)).Error
            : report.Kind == SubjectKind.Channel ? (await ban.RunAsync(actor, report.Subject.Id, reason, until: null, ct)).Error
            : (await takeDown.RunAsync(actor, report.Kind, report.Subject.Id, reason, byLaw: false, ct)).Error);
        return PageResult.SeeOther(http, "/moderation");
    }

    private static async Task<IResult> Take(
        string kind, string id, string? next, HttpContext http, Moderator moderator, TakeDown takeDown, RestoreSubject restore, CancellationToken ct)
    {
        var (form, actor) = (await PageForm.ReadAsync(http.Request, ct), Actor.Of(moderator.User));
        Demand(form["act"] == "restore"
            ? await restore.RunAsync(actor, kind, IdOf(id), PlainText.Of(form["reason"]), ct)
            : (await takeDown.RunAsync(actor, kind, IdOf(id), ReasonOf(form), form["byLaw"] == "on", ct)).Error);
        return PageResult.SeeOther(http, Links.Local(next));
    }

    private static async Task<IResult> Judge(
        string id, HttpContext http, Admin admin, BanUser ban, LiftBan lift, GrantRole grant, CancellationToken ct)
    {
        var (form, actor, person) = (await PageForm.ReadAsync(http.Request, ct), Actor.Of(admin.User), IdOf(id));
        Demand(form["act"].ToString() switch
        {
            "ban" => (await ban.RunAsync(actor, person, ReasonOf(form), until: null, ct)).Error,
            "lift" => await lift.RunAsync(actor, person, PlainText.Of(form["reason"]), ct),
            Roles.User or Roles.Moderator or Roles.Admin => (await grant.RunAsync(actor, person, form["act"].ToString(), PlainText.Of(form["reason"]), ct)).Error,
            _ => HttpErrors.InvalidField("act", "There is no such act"),
        });
        return PageResult.SeeOther(http, "/moderation/people");
    }

    private static void Demand(ApiError? error)
    {
        if (error is not null)
            throw new RequestRefusedException(error);
    }

    private static string ReasonOf(IFormCollection form) =>
        PlainText.Of(form["reason"]) is { Length: > 0 and <= 500 } reason ? reason
            : throw new RequestRefusedException(HttpErrors.InvalidField("reason", "Say why, in at most 500 characters"));

    private static Id IdOf(string text) => Id.TryParse(text, null, out var id) ? id : throw new RequestRefusedException(HttpErrors.BadId("The id"));
}
