using System.Reflection;
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
        OwnVideos asked, PageRequest page, CurrentUser user, VideoStore videos, CancellationToken ct) =>
        await videos.ListAsync(asked.Query with { Owner = user.Id }, page, user.Id, ct);

    private static async Task<ApiResult<IReadOnlyList<DayGain>>> Series(DaysAsked days, CurrentUser user, DashboardStore dashboard, CancellationToken ct) =>
        ApiResult.Ok(await dashboard.ListDaysAsync(user.Id, days.Count, ct));
}

/// <summary>What is asked of one's own videos: as of all, but not whose.</summary>
internal sealed record OwnVideos(VideoQuery Query) : IReadsQuery<OwnVideos>
{
    static IReadOnlyList<QueryParameter> IReadsQuery<OwnVideos>.Query { get; } = [.. VideoQuery.Query.Where(parameter => parameter.Name != "userId")];

    public static ValueTask<OwnVideos?> BindAsync(HttpContext http, ParameterInfo parameter) =>
        ValueTask.FromResult<OwnVideos?>(new OwnVideos(VideoQuery.OfAll(http)));
}

[JsonSerializable(typeof(ChannelStats))]
[JsonSerializable(typeof(IReadOnlyList<DayGain>))]
[JsonSerializable(typeof(ExportedDay))]
internal sealed partial class DashboardJson : JsonSerializerContext;
