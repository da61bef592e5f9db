using VideoTube.Accounts;
using VideoTube.Configuration;
using VideoTube.Http;
using VideoTube.Media.Sniffing;
using VideoTube.Videos;

namespace VideoTube.Uploads;

/// <summary>POST /videos: a video in one form.</summary>
internal static class UploadEndpoints
{
    public static void MapUploads(this IEndpointRouteBuilder api) =>
        api.MapPost("/videos", Add).WithTags("Videos").DisableAntiforgery()
            .WithSummary("Takes a video; 201 when it plays already, else 202: its status tells how far processing is")
            .TakesForm<VideoDetails>(new FilePart("videoFile", "The video, streamed to disk; send it last") { IsRequired = true }, VideoPictures.Thumbnail)
            .Gives(201, 202)
            .Refuses(VideoErrors.FileMissing, VideoErrors.TooLarge, VideoErrors.UploadType, VideoErrors.DiskFull)
            .Refuses(FileErrors.OfVideos)
            .Refuses(FileErrors.OfPictures);

    private static async Task<ApiResult<Video>> Add(
        HttpContext http, CurrentUser user, Settings settings, UploadFolder folder, TakeUpload take, CancellationToken ct)
    {
        RefuseByHeaders(http.Request, settings, folder);
        await using var form = await MultipartForm.ReadAsync(http.Request, folder.Path, Rules(settings), ct);
        if (form.Find("videoFile") is not { } file)
            return VideoErrors.FileMissing;
        var received = new ReceivedVideo(file.Path, file.FileName, form.Find("thumbnail")?.Path, VideoDetails.Read(form.Fields));
        var taken = await take.RunAsync(received, user.Id);
        if (taken.Value is not { } video)
            return taken.Error!;
        var location = $"/api/v1/videos/{video.Id}";
        return video.Playable ? ApiResult.Created(video, location) : ApiResult.Accepted(video, location);
    }

    private static FormFileRule[] Rules(Settings settings) =>
    [
        VideoFile(settings) with { JudgeFields = fields => _ = VideoDetails.Read(fields) },
        new("thumbnail", VideoPictures.MaxBytes),
    ];

    public static FormFileRule VideoFile(Settings settings) =>
        new("videoFile", settings.UploadMaxBytes) { JudgeStart = JudgeVideo, TooLarge = VideoErrors.TooLarge };

    /// <summary>A file that is no video is refused by its first bytes; the rest is never read.</summary>
    private static ApiError? JudgeVideo(ReadOnlyMemory<byte> start) =>
        ContainerSniffer.Sniff(start.Span, isAll: true)!.Refusal is { } refusal ? FileErrors.Of(refusal) : null;

    /// <summary>What the headers tell is judged before a byte of the body is asked for.</summary>
    public static void RefuseByHeaders(HttpRequest request, Settings settings, UploadFolder folder)
    {
        if (!MultipartForm.IsMultipart(request))
            throw new RequestRefusedException(VideoErrors.UploadType);
        if (request.ContentLength > settings.UploadMaxBytes + VideoPictures.MaxBytes + (1 << 20))
            throw new RequestRefusedException(VideoErrors.TooLarge);
        if (request.ContentLength > new DriveInfo(folder.Path).AvailableFreeSpace)
            throw new RequestRefusedException(VideoErrors.DiskFull);
    }
}
