using VideoTube.Accounts;
using VideoTube.Channels;
using VideoTube.Http;
using VideoTube.Videos;
using VideoTube.Web.Frame;

namespace VideoTube.Web.Channel;

internal static class ChannelEndpoints
{
    private const int VideosAPage = 24;

    public static void MapChannel(this RouteGroupBuilder pages) => pages.MapGet("/@{username}", Show);

    private static async Task<IResult> Show(
        string username, PageRequest page, HttpContext http, Visitor visitor, ChannelStore channels, OldUsernames oldNames, VideoStore videos, CancellationToken ct)
    {
        var name = AccountRules.Normal(username);
        if (await channels.FindAsync(name, visitor.Id, ct) is not { } channel)
            return await oldNames.FindPresentAsync(name, ct) is { } present
                ? Results.Redirect($"/@{present}{http.Request.QueryString}", permanent: true)
                : throw new RequestRefusedException(AccountErrors.NotFound);
        var query = new VideoQuery { Owner = channel.Id };
        var list = await videos.ListAsync(query, page with { Limit = VideosAPage, Number = 1 }, visitor.Id, ct);
        return PageResult.Of<ChannelPage>(
            (nameof(ChannelPage.Channel), channel),
            (nameof(ChannelPage.Videos), list.Docs),
            (nameof(ChannelPage.Next), list.NextCursor is { } cursor ? $"/@{channel.Username}?cursor={cursor}" : null),
            (nameof(ChannelPage.IsOwn), visitor.Id == channel.Id));
    }
}
