using VideoTube.Http;

namespace VideoTube.Moderation;

internal static class ModerationErrors
{
    public static readonly ApiError SubjectNotFound = new(404, "report.subject_not_found", "What you mean is not there");
    public static readonly ApiError AlreadyReported = new(409, "report.open", "You have reported this already; somebody will look at it");
    public static readonly ApiError ReportNotFound = new(404, "report.not_found", "Report not found");
    public static readonly ApiError ReportClosed = new(409, "report.closed", "This report has been answered already");

    public static readonly ApiError KindUnknown = new(400, "takedown.kind", "The kind must be video, comment or post");
    public static readonly ApiError NotTakenDown = new(404, "takedown.not_found", "This is not taken down");

    public static readonly ApiError Yourself = new(400, "ban.yourself", "You cannot ban yourself");
    public static readonly ApiError OutOfReach = new(403, "ban.out_of_reach", "Access forbidden: only an admin bans moderators and admins");
    public static readonly ApiError NotBanned = new(404, "ban.not_found", "This person is not banned");
    public static readonly ApiError BanEnded = HttpErrors.InvalidField("until", "until must lie in the future");
    public static readonly ApiError LastAdmin = new(409, "role.last_admin", "A site needs an admin: make somebody else one first");

    public static ApiError TooManyReports(int seconds) =>
        new(429, "report.too_many", "You have reported a lot in a short time. Please wait and try again.") { RetryAfter = seconds };
}
