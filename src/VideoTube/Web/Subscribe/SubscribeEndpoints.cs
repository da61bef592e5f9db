using VideoTube.Accounts;
using VideoTube.Channels;
using VideoTube.Http;
using VideoTube.Subscriptions;
using VideoTube.Web.Frame;

namespace VideoTube.Web.Subscribe;

/// <summary>The form of the button; it leads back to the page where the button stood.</summary>
internal static class SubscribeEndpoints
{
    public static void MapSubscribe(this RouteGroupBuilder pages) => pages.MapPost("/@{username}/subscribe", Change).FromHereOnly();

    private static async Task<IResult> Change(
        string username, HttpContext http, CurrentUser user, ChannelStore channels, ChangeSubscription act, CancellationToken ct)
    {
        var form = await PageForm.ReadAsync(http.Request, ct);
        if (await channels.FindAsync(AccountRules.Normal(username), user.Id, ct) is not { } channel)
            throw new RequestRefusedException(AccountErrors.NotFound);
        var changed = await act.RunAsync(channel.Id, form["subscribed"] == "true", user.Id, ct);
        return changed.Error is { } error ? throw new RequestRefusedException(error) : PageResult.SeeOther(http, Links.Local(form["back"]));
    }
}
