using System.Text.Json.Nodes;
using VideoTube.Accounts;
using VideoTube.Captions;
using VideoTube.Http;
using VideoTube.Media.Captions;
using VideoTube.Processing;
using VideoTube.Uploads;
using VideoTube.Videos;
using VideoTube.Web.Frame;

namespace VideoTube.Web.Studio;

/// <summary>What the forms of a video's page do: the acts that the API has, each leading back to its part of the page.</summary>
internal static class EditActs
{
    // 100 chapters of 100 letters, and 5000 letters of a description, at up to four bytes each.
    private const int MaxFormBytes = 64 * 1024;

    public static void MapEditActs(this RouteGroupBuilder pages)
    {
        var video = pages.MapGroup("/studio/videos/{id}");
        video.MapPost("/details", Details).FromHereOnly();
        video.MapPost("/chapters", Chapters).FromHereOnly();
        video.MapPost("/poster", ChoosePicture).FromHereOnly();
        video.MapPost("/picture", OwnPicture).FromHereOnly();
        video.MapPost("/captions", AddCaptions).FromHereOnly();
        video.MapPost("/captions/{language}/delete", DeleteCaptions).FromHereOnly();
        video.MapReplaceActs();
        video.MapPost("/retry", Retry).FromHereOnly();
        video.MapPost("/delete", Delete).FromHereOnly();
    }

    private static async Task<IResult> Details(string id, HttpContext http, CurrentUser user, EditVideo edit, CancellationToken ct)
    {
        var form = await PageForm.ReadAsync(http.Request, ct, MaxFormBytes);
        return await EditEndpoints.EndAsync(id, http, user, "details", form, async () =>
        {
            // What is not ticked is not sent.
            var details = VideoDetails.Read(new JsonObject
            {
                ["title"] = form["title"].ToString(), ["description"] = TextOf(form["description"]), ["tags"] = form["tags"].ToString(),
                ["visibility"] = form["visibility"].ToString(), ["isPublished"] = form["isPublished"] == "true", ["downloadable"] = form["downloadable"] == "true",
            });
            return (await edit.RunAsync(VideoEndpoints.IdOf(id), user.Id, details, null, ct, isAsSeen: video => Seen.Details(video) == form["version"])).Error;
        }, ct);
    }

    private static async Task<IResult> Chapters(string id, HttpContext http, CurrentUser user, EditVideo edit, CancellationToken ct)
    {
        var form = await PageForm.ReadAsync(http.Request, ct, MaxFormBytes);
        return await EditEndpoints.EndAsync(id, http, user, "chapters", form, async () =>
        {
            var details = new VideoDetails { Chapters = ChapterLines.Read(TextOf(form["lines"])) };
            return (await edit.RunAsync(VideoEndpoints.IdOf(id), user.Id, details, null, ct, isAsSeen: video => Seen.Chapters(video) == form["version"])).Error;
        }, ct);
    }

    private static async Task<IResult> ChoosePicture(string id, HttpContext http, CurrentUser user, ChoosePoster choose, CancellationToken ct)
    {
        var form = await PageForm.ReadAsync(http.Request, ct);
        return await EditEndpoints.EndAsync(id, http, user, "poster", form, async () =>
            WholeNumber.Parse(form["candidate"].ToString()) is { } candidate
                ? (await choose.RunAsync(VideoEndpoints.IdOf(id), user.Id, candidate, ct)).Error
                : PosterErrors.NotFound, ct);
    }

    private static Task<IResult> OwnPicture(string id, HttpContext http, CurrentUser user, EditVideo edit, UploadFolder folder, CancellationToken ct) =>
        EditEndpoints.EndAsync(id, http, user, "poster", FormCollection.Empty, async () =>
        {
            await using var sent = await MultipartForm.ReadAsync(http.Request, folder.Path, [new FormFileRule("thumbnail", VideoPictures.MaxBytes)], ct);
            return sent.Find("thumbnail") is { } file
                ? (await edit.RunAsync(VideoEndpoints.IdOf(id), user.Id, new VideoDetails(), file.Path, ct)).Error
                : HttpErrors.InvalidField("thumbnail", "A picture is required");
        }, ct);

    private static Task<IResult> AddCaptions(string id, HttpContext http, CurrentUser user, ChangeCaptions change, UploadFolder folder, CancellationToken ct) =>
        EditEndpoints.EndAsync(id, http, user, "captions", FormCollection.Empty, async () =>
        {
            var video = VideoEndpoints.IdOf(id);
            if (await change.WhyNotAsync(video, user.Id, ct) is { } error)
                return error;
            var sent = await CaptionBody.ReadAsync(http, folder, ct);
            if (LanguageTag.Normalize(sent.Language ?? "") is not { } language)
                return CaptionErrors.Language;
            return sent.Track is { } track
                ? (await change.SaveAsync(video, user.Id, language, track, sent.Label, ct)).Error
                : CaptionErrors.FileMissing;
        }, ct);

    private static Task<IResult> DeleteCaptions(string id, string language, HttpContext http, CurrentUser user, ChangeCaptions change, CancellationToken ct) =>
        EditEndpoints.EndAsync(id, http, user, "captions", FormCollection.Empty, async () =>
            LanguageTag.Normalize(language) is { } tag ? await change.DeleteAsync(VideoEndpoints.IdOf(id), user.Id, tag, ct) : CaptionErrors.Language, ct);

    private static Task<IResult> Retry(string id, HttpContext http, CurrentUser user, RetryVideo retry, CancellationToken ct) =>
        EditEndpoints.EndAsync(id, http, user, "status", FormCollection.Empty, async () => (await retry.RunAsync(VideoEndpoints.IdOf(id), user.Id, ct)).Error, ct);

    private static async Task<IResult> Delete(string id, HttpContext http, CurrentUser user, DeleteVideo delete, CancellationToken ct) =>
        await delete.RunAsync(VideoEndpoints.IdOf(id), user.Id, ct) is { } error
            ? throw new RequestRefusedException(error)
            : PageResult.SeeOther(http, "/studio?deleted=1");

    /// <summary>Forms end their lines with CR LF.</summary>
    private static string TextOf(string? sent) => (sent ?? "").Replace("\r\n", "\n", StringComparison.Ordinal);
}
