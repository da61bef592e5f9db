using VideoTube.Accounts;
using VideoTube.Configuration;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Uploads;
using VideoTube.Videos;
using VideoTube.Videos.Replacing;
using VideoTube.Web.Frame;
using VideoTube.Web.Words;

namespace VideoTube.Web.Studio;

/// <summary>The forms that send another file to a video's place, or a part of its own.</summary>
internal static class ReplaceActs
{
    public static void MapReplaceActs(this RouteGroupBuilder video)
    {
        video.MapPost("/file", Replace).FromHereOnly();
        video.MapPost("/trim", Trim).FromHereOnly();
        video.MapPost("/replacement/cancel", Cancel).FromHereOnly();
    }

    /// <summary>For browsers without scripts; the others send it in pieces.</summary>
    private static Task<IResult> Replace(
        string id, HttpContext http, CurrentUser user, Settings settings, UploadFolder folder, ReplaceVideo replace, TimeProvider time, CancellationToken ct) =>
        EditEndpoints.EndAsync(id, http, user, "file", FormCollection.Empty, async () =>
        {
            var video = VideoEndpoints.IdOf(id);
            UploadEndpoints.RefuseByHeaders(http.Request, settings, folder);
            if (await replace.WhyNotAsync(video, user.Id, ct) is { } error)
                return error;
            await using var form = await MultipartForm.ReadAsync(http.Request, folder.Path, [UploadEndpoints.VideoFile(settings)], ct);
            return form.Find("videoFile") is { } file ? (await replace.RunAsync(file.Path, video, user.Id, Id.New(time))).Error : VideoErrors.FileMissing;
        }, ct);

    private static async Task<IResult> Trim(string id, HttpContext http, CurrentUser user, TrimVideo trim, CancellationToken ct)
    {
        var form = await PageForm.ReadAsync(http.Request, ct);
        return await EditEndpoints.EndAsync(id, http, user, "trim", form, async () =>
        {
            var (start, end) = (ClockTime.Parse(form["start"].ToString()), ClockTime.Parse(form["end"].ToString()));
            if (start is null || end is null)
                return HttpErrors.Invalid([.. FaultsOf(("start", start), ("end", end))], onlyMissing: false);
            return (await trim.RunAsync(VideoEndpoints.IdOf(id), user.Id, start.Value, end, ct)).Error;
        }, ct);
    }

    private static Task<IResult> Cancel(string id, HttpContext http, CurrentUser user, CancelReplacement cancel, CancellationToken ct) =>
        EditEndpoints.EndAsync(id, http, user, "status", FormCollection.Empty, async () => (await cancel.RunAsync(VideoEndpoints.IdOf(id), user.Id, ct)).Error, ct);

    private static IEnumerable<FieldError> FaultsOf(params (string Field, double? Time)[] times) =>
        times.Where(one => one.Time is null).Select(one => new FieldError(one.Field, "Write a time such as 1:05.2"));
}
