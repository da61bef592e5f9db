using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using VideoTube.Accounts;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.History;

/// <param name="Paused">While it is, nothing that is watched is remembered.</param>
internal sealed record PauseHistory([property: Required] bool? Paused) : IRequestBody<PauseHistory>;

internal sealed record HistorySettings(bool Paused);

internal static class HistoryEndpoints
{
    public static void MapHistory(this IEndpointRouteBuilder api)
    {
        var history = api.MapGroup("/users/history").WithTags("History").RequireAuthorization();
        history.MapGet("", List).WithSummary("Lists what one watched, newest first.");
        history.MapDelete("", Clear).WithSummary("Forgets all that one watched.");
        history.MapDelete("/{videoId}", Remove).WithSummary("Forgets that one watched a video.").Refuses(HistoryErrors.NotFound);
        history.MapPatch("", Pause).WithSummary("Pauses remembering what one watches, or goes on.");
        history.MapGet("/settings", Settings).WithSummary("Tells whether remembering is paused.");
    }

    private static async Task<ApiResult<Page<Video>>> List(PageRequest page, CurrentUser user, HistoryStore history, CancellationToken ct) =>
        await history.ListAsync(user.Id, page, ct);

    private static async Task<ApiResult<Nothing?>> Clear(CurrentUser user, HistoryStore history, CancellationToken ct)
    {
        await history.ClearAsync(user.Id, ct);
        return ApiResult.Done("Watch history cleared");
    }

    private static async Task<ApiResult<Nothing?>> Remove(string videoId, CurrentUser user, HistoryStore history, CancellationToken ct) =>
        await history.RemoveAsync(user.Id, GivenId.Read(videoId, "The video's id"), ct) ? ApiResult.Done("Removed from watch history") : HistoryErrors.NotFound;

    private static async Task<ApiResult<HistorySettings>> Pause(PauseHistory request, CurrentUser user, HistoryStore history, CancellationToken ct)
    {
        await history.PauseAsync(user.Id, request.Paused!.Value, ct);
        return new HistorySettings(request.Paused.Value);
    }

    private static async Task<ApiResult<HistorySettings>> Settings(CurrentUser user, HistoryStore history, CancellationToken ct) =>
        new HistorySettings(await history.IsPausedAsync(user.Id, ct));
}

internal static class HistoryErrors
{
    public static readonly ApiError NotFound = new(404, "history.not_found", "This video is not in your watch history");
}

[JsonSerializable(typeof(PauseHistory))]
[JsonSerializable(typeof(HistorySettings))]
[JsonSerializable(typeof(ExportedWatch))]
internal sealed partial class HistoryJson : JsonSerializerContext;
