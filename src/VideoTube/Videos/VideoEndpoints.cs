using System.Text.Json.Nodes;
using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Media;
using VideoTube.Uploads;

namespace VideoTube.Videos;

internal static class VideoEndpoints
{
    public static void MapVideos(this IEndpointRouteBuilder api)
    {
        var videos = api.MapGroup("/videos").WithTags("Videos");
        videos.MapGet("", List);
        videos.MapGet("/trending", ListTrending).WithSummary("Lists what is watched most these days.");
        videos.MapGet("/{id}", Get);
        videos.MapGet("/{id}/related", ListRelated).WithSummary("Lists what to watch after a video.").Refuses(VideoErrors.NotFound, VideoErrors.Gone);
        videos.MapPatch("/{id}", Edit).DisableAntiforgery();
        videos.MapDelete("/{id}", Delete);
        videos.MapPatch("/toggle/publish/{id}", TogglePublish);
        videos.MapPost("/{id}/views", ViewEndpoints.Report);
        api.MapGet("/tags", ListTags).WithTags("Videos").WithSummary("Lists the tags that most videos have.");
    }

    private static async Task<ApiResult<Page<Video>>> List(
        VideoQuery query, PageRequest page, Visitor visitor, VideoStore videos, CancellationToken ct) =>
        await videos.ListAsync(query, page, visitor.Id, ct);

    private static async Task<ApiResult<Page<Video>>> ListTrending(PageRequest page, Visitor visitor, VideoStore videos, CancellationToken ct) =>
        await videos.ListAsync(new VideoQuery { Sort = VideoSort.Trend }, page, visitor.Id, ct);

    private static async Task<ApiResult<Page<Video>>> ListRelated(
        string id, PageRequest page, Visitor visitor, RelatedVideos related, CancellationToken ct) =>
        await related.ListAsync(IdOf(id), page, visitor.Id, ct);

    private static async Task<ApiResult<IReadOnlyList<TagCount>>> ListTags(string? query, int? limit, TagStore tags, CancellationToken ct) =>
        ApiResult.Ok(await tags.ListPopularAsync(VideoTags.Clean(query ?? ""), Math.Clamp(limit ?? TagStore.DefaultLimit, 1, PageRequest.MaxLimit), ct));

    private static async Task<ApiResult<Video>> Get(string id, Visitor visitor, VideoStore videos, CancellationToken ct) =>
        await videos.FindAsync(IdOf(id), visitor.Id, ct) is var found && found.Value is { IsLocked: true } locked
            ? VideoErrors.MembersOnly(locked.Owner.Username)
            : found;

    private static async Task<ApiResult<Video>> Edit(
        string id, HttpContext http, CurrentUser user, EditVideo edit, UploadFolder folder, CancellationToken ct)
    {
        var video = IdOf(id);
        if (!MultipartForm.IsMultipart(http.Request))
            return await edit.RunAsync(video, user.Id, VideoDetails.Read((JsonObject)await RequestBody.ReadAsync(http.Request)), null, ct);

        await using var form = await MultipartForm.ReadAsync(
            http.Request, folder.Path, [new FormFileRule("thumbnail", VideoPictures.MaxBytes)], ct);
        try
        {
            return await edit.RunAsync(video, user.Id, VideoDetails.Read(form.Fields), form.Find("thumbnail")?.Path, ct);
        }
        catch (MediaRefusedException refused)
        {
            return new ApiError(422, refused.Refusal.Code, refused.Refusal.Message);
        }
    }

    private static async Task<ApiResult<Nothing?>> Delete(string id, CurrentUser user, DeleteVideo delete, CancellationToken ct) =>
        await delete.RunAsync(IdOf(id), user.Id, ct) is { } error ? error : ApiResult.Done("Video deleted successfully");

    private static async Task<ApiResult<Video>> TogglePublish(string id, CurrentUser user, EditVideo edit, CancellationToken ct) =>
        await edit.TogglePublishAsync(IdOf(id), user.Id, ct);

    internal static Id IdOf(string text) => PathId.Read(text, "The video's id");
}
