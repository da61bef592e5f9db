using VideoTube.Accounts;
using VideoTube.Http;
using VideoTube.Media;
using VideoTube.Uploads;
using VideoTube.Videos;
using VideoTube.Web.Frame;
using VideoTube.Web.Parts;

namespace VideoTube.Web.Studio;

/// <summary>The page about one of one's videos. Its forms lead back to it, and tell beside their fields what they refuse.</summary>
internal static class EditEndpoints
{
    public static void MapEditing(this RouteGroupBuilder pages)
    {
        pages.MapGet("/studio/videos/{id}", Show).SignedInOnly();
        pages.MapEditActs();
    }

    private static Task<IResult> Show(string id, string? saved, HttpContext http, CurrentUser user, CancellationToken ct) =>
        PageAsync(id, http, user, StatusCodes.Status200OK, saved, FormState.Empty, ct);

    /// <summary>Leads back to the part of the page, or shows it with what stood in the way.</summary>
    /// <param name="section">Whose form it is; its values are shown as they were sent when they are refused.</param>
    public static async Task<IResult> EndAsync(
        string id, HttpContext http, CurrentUser user, string section, IFormCollection form, Func<Task<ApiError?>> act, CancellationToken ct)
    {
        ApiError? error;
        try
        {
            error = await act();
        }
        catch (RequestRefusedException refused)
        {
            error = refused.Error;
        }
        catch (MediaRefusedException refused)
        {
            error = FileErrors.Of(refused.Refusal);
        }

        return error is null
            ? PageResult.SeeOther(http, $"/studio/videos/{id}?saved={section}#{section}")
            : await PageAsync(id, http, user, error.Status, section, FormState.Refused(form, EditWords.Of(error)), ct);
    }

    private static async Task<IResult> PageAsync(string id, HttpContext http, CurrentUser user, int status, string? section, FormState form, CancellationToken ct)
    {
        var services = http.RequestServices;
        var found = await services.GetRequiredService<VideoStore>().FindAsync(GivenId.Read(id, "The video's id"), user.Id, ct);
        if (found.Value is not { } video)
            throw new RequestRefusedException(found.Error!);
        if (video.Owner.Id != user.Id)
            throw new RequestRefusedException(VideoErrors.NotYours);
        var posters = await services.GetRequiredService<PosterStore>().ListAsync(video.Id, ct);
        return PageResult.Of<EditPage>(
            status, (nameof(EditPage.Video), video), (nameof(EditPage.Section), section), (nameof(EditPage.Form), form),
            (nameof(EditPage.Posters), posters.Select(row => row.ToCandidate()).ToList()));
    }
}
