using VideoTube.Accounts;
using VideoTube.Notifications;

namespace VideoTube.Web.Frame;

/// <summary>Who looks at the page, as the frame shows them.</summary>
/// <param name="Unseen">Notifications not seen yet, up to <see cref="NotificationStore.MostUnseen"/>.</param>
public sealed record Me(string Username, string Fullname, string? Avatar, bool Moderates, long Unseen)
{
    /// <summary>Null for visitors. A page of an error may know the username only.</summary>
    internal static Me? Of(HttpContext http) =>
        http.Features.Get<Me>() ?? (CurrentUser.From(http.User) is { } user ? new Me(user.Username, user.Username, Avatar: null, user.Moderates, Unseen: 0) : null);

    internal static async Task LoadAsync(HttpContext http)
    {
        if (CurrentUser.From(http.User) is { } current
            && await http.RequestServices.GetRequiredService<AccountStore>().FindAsync(current.Id, http.RequestAborted) is { } user)
        {
            var unseen = await http.RequestServices.GetRequiredService<NotificationStore>().CountUnseenAsync(user.Id, http.RequestAborted);
            http.Features.Set(new Me(user.Username, user.Fullname, user.Avatar, current.Moderates, unseen));
        }
    }
}
