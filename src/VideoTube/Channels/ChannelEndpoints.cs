using VideoTube.Accounts;
using VideoTube.Http;

namespace VideoTube.Channels;

internal static class ChannelEndpoints
{
    public static void MapChannels(this IEndpointRouteBuilder api) =>
        api.MapGet("/users/c/{username}", Find).WithTags("Channels")
            .WithSummary("A channel as everyone sees it; with the e-mail address to oneself")
            .Refuses(AccountErrors.NotFound);

    private static async Task<ApiResult<Channel>> Find(string username, Visitor visitor, ChannelStore channels, CancellationToken ct) =>
        await channels.FindAsync(AccountRules.Normal(username), visitor.Id, ct) is { } channel ? channel : AccountErrors.NotFound;
}
