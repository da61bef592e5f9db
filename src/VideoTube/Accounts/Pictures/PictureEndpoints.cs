using VideoTube.Http;
using VideoTube.Uploads;

namespace VideoTube.Accounts.Pictures;

internal static class PictureEndpoints
{
    public static void MapPictures(this IEndpointRouteBuilder users)
    {
        users.MapPatch("/avatar", Avatar).RequireAuthorization()
            .WithSummary("Replaces one's avatar")
            .TakesForm(PictureKind.Avatar.Part with { IsRequired = true })
            .Refuses(AccountErrors.NotFound)
            .Refuses(PictureKind.Refusals);
        users.MapPatch("/cover-image", CoverImage).RequireAuthorization()
            .WithSummary("Replaces the picture over one's channel")
            .TakesForm(PictureKind.CoverImage.Part with { IsRequired = true })
            .Refuses(AccountErrors.NotFound)
            .Refuses(PictureKind.Refusals);
    }

    private static Task<ApiResult<User>> Avatar(HttpContext http, CurrentUser user, ChangePicture change, UploadFolder folder, CancellationToken ct) =>
        ChangeAsync(http, user, PictureKind.Avatar, change, folder, ct);

    private static Task<ApiResult<User>> CoverImage(HttpContext http, CurrentUser user, ChangePicture change, UploadFolder folder, CancellationToken ct) =>
        ChangeAsync(http, user, PictureKind.CoverImage, change, folder, ct);

    private static async Task<ApiResult<User>> ChangeAsync(
        HttpContext http, CurrentUser user, PictureKind kind, ChangePicture change, UploadFolder folder, CancellationToken ct)
    {
        await using var form = await MultipartForm.ReadAsync(http.Request, folder.Path, [kind.Rule], ct);
        if (form.Find(kind.Field) is not { } file)
            return AccountRules.Missing((kind.Field, null))!;
        return await change.RunAsync(user.Id, kind, file, ct);
    }
}
