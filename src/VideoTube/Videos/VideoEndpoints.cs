using System.Text.Json.Nodes;
using Microsoft.Net.Http.Headers;
using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Media;
using VideoTube.Processing;
using VideoTube.Uploads;

namespace VideoTube.Videos;

internal static class VideoEndpoints
{
    public static void MapVideos(this IEndpointRouteBuilder api)
    {
        var videos = api.MapGroup("/videos").WithTags("Videos");
        videos.MapGet("", List)
            .WithSummary("Videos that everyone sees, or a channel's; newest first, or found by words");
        videos.MapGet("/trending", ListTrending)
            .WithSummary("What is watched most these days");
        videos.MapGet("/{id}", Get)
            .WithSummary("One video, with its renditions and how far processing is")
            .Refuses([.. VideoErrors.OfMissing, VideoErrors.MembersOnly("ada")]);
        videos.MapGet("/{id}/related", ListRelated)
            .WithSummary("What to watch after a video, the closest first")
            .Refuses(VideoErrors.OfMissing);
        videos.MapPatch("/{id}", Edit).DisableAntiforgery()
            .WithSummary("Changes what was sent; a multipart form may bring a thumbnail")
            .Takes<VideoDetails>(VideoPictures.Thumbnail)
            .Refuses([.. VideoErrors.OfMissing, VideoErrors.NotYours, HttpErrors.PreconditionFailed])
            .Refuses(FileErrors.OfPictures);
        videos.MapDelete("/{id}", Delete)
            .WithSummary("Deletes a video with everything that hangs on it")
            .Refuses([.. VideoErrors.OfMissing, VideoErrors.NotYours, HttpErrors.PreconditionFailed]);
        videos.MapPatch("/toggle/publish/{id}", TogglePublish)
            .WithSummary("Hides a published video, publishes a hidden one")
            .Refuses([.. VideoErrors.OfMissing, VideoErrors.NotYours]);
        videos.MapPost("/{id}/views", ViewEndpoints.Report)
            .WithSummary("Tells how much was watched; a view counts once a viewer in 24 hours")
            .Gives(204)
            .Refuses([.. VideoErrors.OfMissing, VideoErrors.MembersOnly("ada")]);
        videos.MapPost("/{id}/retry", Retry)
            .WithSummary("Processes a video that failed once more")
            .Gives(202)
            .Refuses([.. VideoErrors.OfMissing, VideoErrors.NotYours, VideoErrors.NotFailed, VideoErrors.NothingToRetry]);
        api.MapGet("/tags", ListTags).WithTags("Videos")
            .WithSummary("The tags that most videos have, all or those that begin so");
    }

    private static async Task<ApiResult<Page<Video>>> List(
        VideoQuery query, PageRequest page, Visitor visitor, VideoStore videos, CancellationToken ct) =>
        await videos.ListAsync(query, page, visitor.Id, ct);

    private static async Task<ApiResult<Page<Video>>> ListTrending(PageRequest page, Visitor visitor, VideoStore videos, CancellationToken ct) =>
        await videos.ListAsync(new VideoQuery { Sort = VideoSort.Trend }, page, visitor.Id, ct);

    private static async Task<ApiResult<Page<Video>>> ListRelated(
        string id, PageRequest page, Visitor visitor, RelatedVideos related, CancellationToken ct) =>
        await related.ListAsync(IdOf(id), page, visitor.Id, ct);

    private static async Task<ApiResult<IReadOnlyList<TagCount>>> ListTags(TagQuery query, TagStore tags, CancellationToken ct) =>
        ApiResult.Ok(await tags.ListPopularAsync(query, ct));

    private static async Task<ApiResult<Video>> Get(string id, HttpContext http, Visitor visitor, VideoStore videos, CancellationToken ct) =>
        await videos.FindAsync(IdOf(id), visitor, ct) is var found && found.Value is { IsLocked: true } locked
            ? VideoErrors.MembersOnly(locked.Owner.Username)
            : Dated(found, http);

    private static Result<Video> Dated(Result<Video> found, HttpContext http)
    {
        if (found.Value is { } video)
            http.Response.Headers.LastModified = HeaderUtilities.FormatDate(video.UpdatedAt);
        return found;
    }

    private static async Task<ApiResult<Video>> Edit(
        string id, HttpContext http, CurrentUser user, Preconditions conditions, EditVideo edit, UploadFolder folder, CancellationToken ct)
    {
        var video = IdOf(id);
        if (!MultipartForm.IsMultipart(http.Request))
            return await edit.RunAsync(video, user.Id, VideoDetails.Read((JsonObject)await RequestBody.ReadAsync(http.Request)), null, ct, conditions);

        await using var form = await MultipartForm.ReadAsync(
            http.Request, folder.Path, [new FormFileRule("thumbnail", VideoPictures.MaxBytes)], ct);
        try
        {
            return await edit.RunAsync(video, user.Id, VideoDetails.Read(form.Fields), form.Find("thumbnail")?.Path, ct, conditions);
        }
        catch (MediaRefusedException refused)
        {
            return FileErrors.Of(refused.Refusal);
        }
    }

    private static async Task<ApiResult<Nothing?>> Delete(string id, CurrentUser user, Preconditions conditions, DeleteVideo delete, CancellationToken ct) =>
        await delete.RunAsync(IdOf(id), user.Id, ct, conditions) is { } error ? error : ApiResult.Done("Video deleted successfully");

    private static async Task<ApiResult<Video>> TogglePublish(string id, CurrentUser user, EditVideo edit, CancellationToken ct) =>
        await edit.TogglePublishAsync(IdOf(id), user.Id, ct);

    private static async Task<ApiResult<Video>> Retry(string id, CurrentUser user, RetryVideo retry, CancellationToken ct) =>
        await retry.RunAsync(IdOf(id), user.Id, ct) is var result && result.Value is { } video
            ? ApiResult.Accepted(video, $"/api/v1/videos/{video.Id}")
            : result;

    internal static Id IdOf(string text) => GivenId.Read(text, "The video's id");
}
