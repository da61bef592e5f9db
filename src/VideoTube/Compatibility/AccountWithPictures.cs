using System.Text.Json.Nodes;
using VideoTube.Accounts;
using VideoTube.Accounts.Pictures;
using VideoTube.Accounts.Sessions;
using VideoTube.Http;
using VideoTube.Uploads;

namespace VideoTube.Compatibility;

/// <summary>
/// PATCH /users/update-account as the original has it: also as a form with avatar and cover image, which ours takes at routes
/// of their own, and without the password that ours asks for before it changes an e-mail address.
/// </summary>
internal static class AccountWithPictures
{
    public const string Path = "/api/v1/users/update-account-with-pictures";

    private static readonly PictureKind[] Kinds = [PictureKind.Avatar, PictureKind.CoverImage];

    public static void MapAccountWithPictures(this IEndpointRouteBuilder app) =>
        app.MapPatch(Path, Update).RequireAuthorization().ExcludeFromDescription();

    private static async Task<ApiResult<User>> Update(
        HttpContext http, CurrentUser user, UpdateAccount update, ChangePicture change, UploadFolder folder, CancellationToken ct)
    {
        if (!MultipartForm.IsMultipart(http.Request))
            return await UpdateAsync(await RequestBody.ReadAsync(http.Request), http, user, update, ct);
        await using var form = await MultipartForm.ReadAsync(http.Request, folder.Path, Kinds.Select(kind => kind.Rule), ct);
        var pictures = Kinds.Where(kind => form.Find(kind.Field) is not null).Select(kind => (kind, form.Find(kind.Field)!)).ToList();
        return await change.RunAsync(user.Id, pictures, UpdateNamesAsync, ct);

        async Task<ApiError?> UpdateNamesAsync() =>
            pictures.Count > 0 && !Names(form.Fields) ? null : (await UpdateAsync(form.Fields, http, user, update, ct)).Error;
    }

    /// <summary>A password that is sent is looked at.</summary>
    private static async Task<Result<User>> UpdateAsync(JsonNode fields, HttpContext http, CurrentUser user, UpdateAccount update, CancellationToken ct)
    {
        var change = RequestBody.Parse<AccountChange>(fields, http);
        return await update.RunAsync(change, user, Device.Of(http), ct, asksForPassword: change.Password is not null);
    }

    private static bool Names(JsonObject fields) =>
        fields.Any(field => field.Key.Equals("fullname", StringComparison.OrdinalIgnoreCase) || field.Key is "email" or "username");
}
