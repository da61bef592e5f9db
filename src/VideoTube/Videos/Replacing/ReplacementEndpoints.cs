using System.ComponentModel.DataAnnotations;
using VideoTube.Accounts;
using VideoTube.Configuration;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Processing;
using VideoTube.Uploads;

namespace VideoTube.Videos.Replacing;

/// <summary>The part of a video that stays.</summary>
/// <param name="Start">Seconds; 0 when it is not given.</param>
/// <param name="End">Seconds; the end of the video when it is not given.</param>
internal sealed record TrimmedPart([property: Range(0, 1e6)] double? Start, [property: Range(0, 1e6)] double? End) : IRequestBody<TrimmedPart>;

/// <summary>PUT /videos/:id/file, POST /videos/:id/trim, DELETE /videos/:id/replacement.</summary>
internal static class ReplacementEndpoints
{
    public static void MapReplacements(this IEndpointRouteBuilder api)
    {
        api.MapPut("/videos/{id}/file", Put).WithTags("Videos").DisableAntiforgery()
            .WithSummary("A new file for one's video, whose address, views and comments stay; the old one plays until the new one is ready")
            .TakesForm(new FilePart("videoFile", "The video, streamed to disk") { IsRequired = true })
            .Gives(202)
            .Refuses(ReplacementErrors.OfVideo)
            .Refuses(VideoErrors.FileMissing, VideoErrors.TooLarge, VideoErrors.UploadType, VideoErrors.DiskFull)
            .Refuses(FileErrors.OfVideos);
        api.MapPost("/videos/{id}/trim", Cut).WithTags("Videos").DisableAntiforgery()
            .WithSummary("Cuts the beginning or the end off one's video: without encoding anew where a key frame is near, to the frame elsewhere")
            .Gives(202)
            .Refuses(ReplacementErrors.OfVideo)
            .Refuses(ReplacementErrors.NoFile);
        api.MapDelete("/videos/{id}/replacement", Cancel).WithTags("Videos")
            .WithSummary("Ends what is on its way to a video's place, or has failed; the video stays as it is")
            .Refuses([.. VideoErrors.OfMissing, VideoErrors.NotYours, ReplacementErrors.NotFound]);
    }

    public static void AddReplacements(this IServiceCollection services)
    {
        services.AddSingleton<ReplaceVideo>();
        services.AddSingleton<CancelReplacement>();
        services.AddSingleton<TrimVideo>();
    }

    private static async Task<ApiResult<Video>> Put(
        string id, HttpContext http, CurrentUser user, Settings settings, UploadFolder folder, ReplaceVideo replace, TimeProvider time, CancellationToken ct)
    {
        var video = VideoEndpoints.IdOf(id);
        UploadEndpoints.RefuseByHeaders(http.Request, settings, folder);
        if (await replace.WhyNotAsync(video, user.Id, ct) is { } error)
            return error;
        await using var form = await MultipartForm.ReadAsync(http.Request, folder.Path, [UploadEndpoints.VideoFile(settings)], ct);
        if (form.Find("videoFile") is not { } file)
            return VideoErrors.FileMissing;
        return Accepted(await replace.RunAsync(file.Path, video, user.Id, Id.New(time)));
    }

    private static async Task<ApiResult<Video>> Cut(string id, TrimmedPart part, CurrentUser user, TrimVideo trim, CancellationToken ct) =>
        Accepted(await trim.RunAsync(VideoEndpoints.IdOf(id), user.Id, part.Start ?? 0, part.End, ct));

    private static async Task<ApiResult<Video>> Cancel(string id, CurrentUser user, CancelReplacement cancel, CancellationToken ct) =>
        await cancel.RunAsync(VideoEndpoints.IdOf(id), user.Id, ct);

    private static ApiResult<Video> Accepted(Result<Video> result) =>
        result.Value is { } video ? ApiResult.Accepted(video, $"/api/v1/videos/{video.Id}") : result;
}
