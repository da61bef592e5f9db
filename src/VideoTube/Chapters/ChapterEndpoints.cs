using System.Text.Json.Nodes;
using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Media.Captions;
using VideoTube.Playback;
using VideoTube.Videos;

namespace VideoTube.Chapters;

internal static class ChapterEndpoints
{
    public static void MapChapters(this IEndpointRouteBuilder api)
    {
        var chapters = api.MapGroup("/videos/{id}/chapters").WithTags("Chapters");
        chapters.MapGet("", Get)
            .WithSummary("A video's chapters")
            .Refuses([.. VideoErrors.OfMissing, VideoErrors.MembersOnly("ada")]);
        chapters.MapPut("", Put).DisableAntiforgery()
            .WithSummary("Replaces a video's chapters, unless somebody else did meanwhile")
            .Takes<SentChapters>()
            .Refuses([.. VideoErrors.OfMissing, VideoErrors.NotYours, HttpErrors.PreconditionFailed, HttpErrors.PreconditionRequired]);
    }

    public static void MapChapterTrack(this IEndpointRouteBuilder site) =>
        site.MapGet("/media/videos/{id}/chapters.vtt", Track).WithTags("Media")
            .WithSummary("A video's chapters as a WebVTT track")
            .Sends("text/vtt")
            .Gives(200, 206)
            .Refuses(MediaEndpoints.MediaRefusals);

    private static async Task<ApiResult<ChapterList>> Get(string id, Visitor visitor, VideoStore videos, ChapterStore chapters, CancellationToken ct)
    {
        var video = VideoEndpoints.IdOf(id);
        if (await videos.WhyNotWatchAsync(video, visitor.Id, ct) is { } error)
            return error;
        return await chapters.FindAsync(video, ct) is { } found ? found : VideoErrors.NotFound;
    }

    private static async Task<ApiResult<ChapterList>> Put(
        string id, HttpContext http, CurrentUser user, Preconditions conditions, ChapterStore chapters, CancellationToken ct)
    {
        var video = VideoEndpoints.IdOf(id);
        var body = (JsonObject)await RequestBody.ReadAsync(http.Request);
        return await chapters.ReplaceAsync(video, user.Id, body["chapters"], conditions, ct);
    }

    private static async Task<IResult> Track(
        string id, HttpContext http, Visitor visitor, MediaAccess access, ChapterStore chapters, VideoStore videos, CancellationToken ct)
    {
        if (!Id.TryParse(id, null, out var video))
            return MediaEndpoints.NotThere;
        var judged = await access.JudgeAsync(video, visitor, ct);
        if (judged.Value is not { } found)
            return (ApiResult<Nothing?>)judged.Error!;
        if (await chapters.FindAsync(video, ct) is not { Chapters.Count: > 0 } list)
            return MediaEndpoints.NotThere;
        var duration = (await videos.FindAsync(video, visitor.Id, ct)).Value?.Duration ?? 0;
        return PlaylistEndpoints.Send(http, WebVtt.Write(TrackOf(list.Chapters, duration)), "chapters.vtt", found);
    }

    /// <summary>Each lasts until the next one; the last until the end.</summary>
    private static CaptionTrack TrackOf(IReadOnlyList<Chapter> chapters, double duration)
    {
        var end = Math.Max(duration, chapters[^1].Start + 1);
        return new CaptionTrack([.. chapters.Select((chapter, i) => new CaptionCue(
            TimeSpan.FromSeconds(chapter.Start), TimeSpan.FromSeconds(i + 1 < chapters.Count ? chapters[i + 1].Start : end), WebVtt.Escape(chapter.Title)))]);
    }
}
