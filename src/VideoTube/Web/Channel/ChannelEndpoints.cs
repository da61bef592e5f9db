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
        string username, PageRequest page, Visitor visitor, ChannelStore channels, VideoStore videos, CancellationToken ct)
    {
        if (await channels.FindAsync(AccountRules.Normal(username), visitor.Id, ct) is not { } channel)
            throw new RequestRefusedException(AccountErrors.NotFound);
        var query = new VideoQuery { Owner = channel.Id };
        var list = await videos.ListAsync(query, page with { Limit = VideosAPage, Number = 1 }, visitor.Id, ct);
        return PageResult.Of<ChannelPage>(
            (nameof(ChannelPage.Channel), channel),
            (nameof(ChannelPage.Videos), list.Docs),
            (nameof(ChannelPage.Next), list.NextCursor is { } cursor ? $"/@{channel.Username}?cursor={cursor}" : null),
            (nameof(ChannelPage.IsSignedIn), visitor.Id is not null),
            (nameof(ChannelPage.IsOwn), visitor.Id == channel.Id));
    }
}
