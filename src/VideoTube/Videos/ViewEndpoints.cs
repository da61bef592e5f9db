using System.ComponentModel.DataAnnotations;
using VideoTube.Accounts;
using VideoTube.Accounts.Sessions;
using VideoTube.Http;

namespace VideoTube.Videos;

/// <param name="Position">Where the player is, in seconds.</param>
/// <param name="Watched">Seconds played since the report before; 0 in the first.</param>
internal sealed record ReportView([property: Range(0, 1e9)] double Position, [property: Range(0, 1e9)] double Watched) : IRequestBody<ReportView>;

internal static class ViewEndpoints
{
    public static async Task<ApiResult<Nothing?>> Report(
        string id, HttpContext http, ReportView report, Visitor visitor, GatheredViews views, CancellationToken ct)
    {
        var video = VideoEndpoints.IdOf(id);
        var viewer = visitor.Id?.ToString() ?? VisitorCookie.GetOrSet(http, video);
        return await views.ReportAsync(video, visitor.Id, viewer, Device.Of(http).Client, report, ct) is { } error ? error : ApiResult.NoContent;
    }
}
