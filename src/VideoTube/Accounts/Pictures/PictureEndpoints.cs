using VideoTube.Configuration;
using VideoTube.Http;

namespace VideoTube.Accounts.Pictures;

internal static class PictureEndpoints
{
    public static void MapPictures(this IEndpointRouteBuilder users)
    {
        users.MapPatch("/avatar", (HttpContext http, CurrentUser user, ChangePicture change, Settings settings, CancellationToken ct) =>
            ChangeAsync(http, user, PictureKind.Avatar, change, settings, ct)).RequireAuthorization();
        users.MapPatch("/cover-image", (HttpContext http, CurrentUser user, ChangePicture change, Settings settings, CancellationToken ct) =>
            ChangeAsync(http, user, PictureKind.CoverImage, change, settings, ct)).RequireAuthorization();
    }

    private static async Task<ApiResult<User>> ChangeAsync(
        HttpContext http, CurrentUser user, PictureKind kind, ChangePicture change, Settings settings, CancellationToken ct)
    {
        await using var form = await MultipartForm.ReadAsync(http.Request, settings.TemporaryFolder, [kind.Rule], ct);
        if (form.Find(kind.Field) is not { } file)
            return AccountRules.Missing((kind.Field, null))!;
        return await change.RunAsync(user.Id, kind, file, ct);
    }
}
