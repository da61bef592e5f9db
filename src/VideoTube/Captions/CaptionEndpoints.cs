using System.Text;
using VideoTube.Accounts;
using VideoTube.Configuration;
using VideoTube.Http;
using VideoTube.Media.Captions;
using VideoTube.Playback;
using VideoTube.Storage;
using VideoTube.Uploads;
using VideoTube.Videos;

namespace VideoTube.Captions;

internal static class CaptionEndpoints
{
    public static void MapCaptions(this IEndpointRouteBuilder api)
    {
        var captions = api.MapGroup("/videos/{id}/captions").WithTags("Captions");
        captions.MapGet("", List)
            .WithSummary("Languages that a video has captions in")
            .Refuses([.. VideoErrors.OfMissing, VideoErrors.MembersOnly("ada")]);
        captions.MapGet("/{language}", Download)
            .WithSummary("A caption file, as WebVTT or made into SubRip")
            .Sends("text/vtt", "application/x-subrip")
            .Gives(200, 203, 206)
            .Refuses([.. VideoErrors.OfMissing, VideoErrors.MembersOnly("ada"), CaptionErrors.NotFound, CaptionErrors.Language, ApiError.OfStatus(412), ApiError.OfStatus(416)]);
        captions.MapPut("/{language}", Put).DisableAntiforgery()
            .WithSummary("Gives a video captions in a language, or changes their label")
            .WithMetadata(CaptionBody.Taken)
            .Gives(200, 201)
            .Refuses([.. VideoErrors.OfMissing, VideoErrors.NotYours, CaptionErrors.NotFound, CaptionErrors.TooLarge, CaptionErrors.BodyType, CaptionErrors.Malformed(new CaptionFormatException(4, "this is no line of times"))]);
        captions.MapDelete("/{language}", Delete)
            .WithSummary("Removes a video's captions in a language")
            .Gives(204)
            .Refuses([.. VideoErrors.OfMissing, VideoErrors.NotYours, CaptionErrors.NotFound, CaptionErrors.Language]);
    }

    private static async Task<ApiResult<IReadOnlyList<Caption>>> List(
        string id, Visitor visitor, VideoStore videos, CaptionStore captions, CancellationToken ct)
    {
        var video = VideoEndpoints.IdOf(id);
        if (await videos.WhyNotWatchAsync(video, visitor.Id, ct) is { } error)
            return error;
        return new ApiResult<IReadOnlyList<Caption>>(StatusCodes.Status200OK, await captions.ListAsync(video, ct));
    }

    private static async Task<IResult> Download(
        string id, string language, CaptionFormat format, HttpContext http, Visitor visitor, VideoStore videos, CaptionStore captions, IMediaStore store, Settings settings, CancellationToken ct)
    {
        var (video, tag) = (VideoEndpoints.IdOf(id), TagOf(language));
        if (await videos.WhyNotWatchAsync(video, visitor.Id, ct) is { } error)
            throw new RequestRefusedException(error);
        if (await captions.FindFileAsync(video, tag, ct) is not { } file)
            throw new RequestRefusedException(CaptionErrors.NotFound);
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{video}.{tag}.{format.Extension}\"";
        if (format.Extension != "srt")
            return new MediaFileResult(store, file, MediaCaching.Private, settings.MediaTimeout);
        await using var stored = await store.OpenAsync(file, 0, length: null, ct);
        using var reader = new StreamReader(stored, Encoding.UTF8);
        var track = WebVtt.Read(await reader.ReadToEndAsync(ct));
        http.Response.Headers.CacheControl = MediaCaching.Private.CacheControl;
        // Places, voices and styles are lost on the way: not what the owner gave (RFC 9110 section 15.3.4).
        return TypedResults.Text(SubRip.Write(track), "application/x-subrip", Encoding.UTF8, StatusCodes.Status203NonAuthoritative);
    }

    private static async Task<ApiResult<Caption>> Put(
        string id, string language, HttpContext http, CurrentUser user, ChangeCaptions change, UploadFolder folder, CancellationToken ct)
    {
        var (video, tag) = (VideoEndpoints.IdOf(id), TagOf(language));
        if (await change.WhyNotAsync(video, user.Id, ct) is { } error)
            return error;
        var body = await CaptionBody.ReadAsync(http, folder, ct);
        if (body is { Track: null, Label: null })
            return CaptionErrors.FileMissing;
        var saved = body.Track is { } track
            ? await change.SaveAsync(video, user.Id, tag, track, body.Label, ct)
            : await change.RenameAsync(video, user.Id, tag, body.Label!, ct);
        if (saved.Value is not { } done)
            return saved.Error!;
        return done.IsNew ? ApiResult.Created(done.Caption, $"/api/v1/videos/{video}/captions/{tag}") : done.Caption;
    }

    private static async Task<ApiResult<Nothing?>> Delete(
        string id, string language, CurrentUser user, ChangeCaptions change, CancellationToken ct) =>
        await change.DeleteAsync(VideoEndpoints.IdOf(id), user.Id, TagOf(language), ct) is { } error ? error : ApiResult.NoContent;

    private static string TagOf(string language) => LanguageTag.Normalize(language) ?? throw new RequestRefusedException(CaptionErrors.Language);
}
