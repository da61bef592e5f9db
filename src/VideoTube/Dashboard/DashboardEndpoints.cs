using System.Text.Json.Serialization;
using VideoTube.Accounts;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Dashboard;

internal static class DashboardEndpoints
{
    public static void MapDashboard(this IEndpointRouteBuilder api)
    {
        var dashboard = api.MapGroup("/dashboard").WithTags("Dashboard").RequireAuthorization();
        dashboard.MapGet("/stats", Stats).WithSummary("Tells what one's channel has gathered.");
        dashboard.MapGet("/videos", Videos).WithSummary("Lists all of one's videos, drafts and failed ones too.");
        dashboard.MapGet("/series", Series).WithSummary("Tells what one's channel gained day by day.");
    }

    private static async Task<ApiResult<ChannelStats>> Stats(CurrentUser user, DashboardStore dashboard, CancellationToken ct) =>
        await dashboard.GetStatsAsync(user.Id, ct);

    private static async Task<ApiResult<Page<Video>>> Videos(
        VideoQuery query, PageRequest page, CurrentUser user, VideoStore videos, CancellationToken ct) =>
        await videos.ListAsync(query with { Owner = user.Id }, page, user.Id, ct);

    private static async Task<ApiResult<IReadOnlyList<DayGain>>> Series(DaysAsked days, CurrentUser user, DashboardStore dashboard, CancellationToken ct) =>
        ApiResult.Ok(await dashboard.ListDaysAsync(user.Id, days.Count, ct));
}

[JsonSerializable(typeof(ChannelStats))]
[JsonSerializable(typeof(IReadOnlyList<DayGain>))]
[JsonSerializable(typeof(ExportedDay))]
internal sealed partial class DashboardJson : JsonSerializerContext;
