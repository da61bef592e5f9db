using VideoTube.Accounts;
using VideoTube.Http;
using VideoTube.Moderation;
using VideoTube.Web.Frame;

namespace VideoTube.Web.Moderation;

/// <summary>What the site's keepers look at.</summary>
internal static class ModerationEndpoints
{
    public static void MapModeration(this RouteGroupBuilder pages)
    {
        pages.MapGet("/moderation", Reports);
        pages.MapGet("/moderation/people", People);
        pages.MapGet("/moderation/audit", Audit);
        pages.MapModerationActs();
    }

    private static async Task<IResult> Reports(Moderator moderator, string? state, PageRequest page, ReportStore reports, CancellationToken ct)
    {
        var wanted = state is "upheld" or "dismissed" ? state : "open";
        var list = await reports.ListAsync(wanted, page, ct);
        return PageResult.Of<ReportsPage>(
            (nameof(ReportsPage.Reports), list.Docs), (nameof(ReportsPage.State), wanted), (nameof(ReportsPage.IsAdmin), IsAdmin(moderator)),
            (nameof(ReportsPage.Next), list.NextCursor is { } cursor ? $"/moderation?state={wanted}&cursor={cursor}" : null));
    }

    private static async Task<IResult> People(Admin admin, string? q, string? banned, PageRequest page, PeopleStore people, CancellationToken ct)
    {
        var words = PlainText.Of(q);
        var list = await people.ListAsync(new PeopleFilter(words.Length > 0 ? words : null, Role: null, banned is null ? null : true), page, ct);
        return PageResult.Of<PeoplePage>(
            (nameof(PeoplePage.People), list.Docs), (nameof(PeoplePage.Query), words), (nameof(PeoplePage.Self), admin.User.Username),
            (nameof(PeoplePage.OnlyBanned), banned is not null),
            (nameof(PeoplePage.Next), list.NextCursor is { } cursor ? $"/moderation/people?q={Uri.EscapeDataString(words)}{(banned is null ? "" : "&banned=1")}&cursor={cursor}" : null));
    }

    private static async Task<IResult> Audit(Moderator moderator, PageRequest page, AuditLog audit, CancellationToken ct)
    {
        var list = await audit.ListAsync(new AuditFilter(), page with { Limit = 50, Number = 1 }, ct);
        return PageResult.Of<AuditPage>(
            (nameof(AuditPage.Entries), list.Docs), (nameof(AuditPage.IsAdmin), IsAdmin(moderator)),
            (nameof(AuditPage.Next), list.NextCursor is { } cursor ? $"/moderation/audit?cursor={cursor}" : null));
    }

    private static bool IsAdmin(Moderator moderator) => moderator.User.Role == Roles.Admin;
}
