using System.Text.Json.Serialization;
using VideoTube.Accounts;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Dashboard;

internal static class DashboardEndpoints
{
    private const int StandardDays = 28, MaxDays = 365;

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

    private static async Task<ApiResult<IReadOnlyList<DayGain>>> Series(string? days, CurrentUser user, DashboardStore dashboard, CancellationToken ct)
    {
        var count = StandardDays;
        if (days is not null && (!int.TryParse(days, out count) || count is < 1 or > MaxDays))
            return HttpErrors.InvalidField("days", $"days must be a whole number from 1 to {MaxDays}");
        return ApiResult.Ok(await dashboard.ListDaysAsync(user.Id, count, ct));
    }
}

[JsonSerializable(typeof(ChannelStats))]
[JsonSerializable(typeof(IReadOnlyList<DayGain>))]
internal sealed partial class DashboardJson : JsonSerializerContext;
