using System.Text.Json.Nodes;
using VideoTube.Accounts;
using VideoTube.Accounts.Pictures;
using VideoTube.Http;
using VideoTube.Uploads;

namespace VideoTube.Compatibility;

/// <summary>PATCH /users/update-account as a form with avatar and cover image, which ours takes at routes of their own.</summary>
internal static class AccountWithPictures
{
    public const string Path = "/api/v1/users/update-account-with-pictures";

    private static readonly PictureKind[] Kinds = [PictureKind.Avatar, PictureKind.CoverImage];

    public static void MapAccountWithPictures(this IEndpointRouteBuilder app) =>
        app.MapPatch(Path, Update).RequireAuthorization().ExcludeFromDescription();

    private static async Task<ApiResult<User>> Update(
        HttpContext http, CurrentUser user, UpdateAccount update, ChangePicture change, AccountStore accounts, UploadFolder folder, CancellationToken ct)
    {
        await using var form = await MultipartForm.ReadAsync(http.Request, folder.Path, Kinds.Select(kind => kind.Rule), ct);
        var pictures = Kinds.Where(kind => form.Find(kind.Field) is not null).ToList();
        if (pictures.Count == 0 || Names(form.Fields))
        {
            var updated = await update.RunAsync(RequestBody.Parse<AccountChange>(form.Fields, http), user, ct);
            if (updated.Error is { } refused)
                return refused;
        }

        foreach (var kind in pictures)
            if ((await change.RunAsync(user.Id, kind, form.Find(kind.Field)!, ct)).Error is { } refused)
                return refused;
        return await accounts.FindAsync(user.Id, ct) is { } changed ? changed : AccountErrors.NotFound;
    }

    private static bool Names(JsonObject fields) =>
        fields.Any(field => field.Key.Equals("fullname", StringComparison.OrdinalIgnoreCase) || field.Key is "email" or "username");
}
