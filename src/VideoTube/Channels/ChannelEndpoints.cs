using VideoTube.Accounts;
using VideoTube.Http;

namespace VideoTube.Channels;

internal static class ChannelEndpoints
{
    public static void MapChannels(this IEndpointRouteBuilder api) =>
        api.MapGet("/users/c/{username}", Find).WithTags("Channels")
            .WithSummary("A channel as everyone sees it; with the e-mail address to oneself")
            .Gives(200, 301)
            .Refuses(AccountErrors.NotFound);

    private static async Task<ApiResult<Channel>> Find(
        string username, Visitor visitor, ChannelStore channels, OldUsernames oldNames, CancellationToken ct)
    {
        var name = AccountRules.Normal(username);
        if (await channels.FindAsync(name, visitor.Id, ct) is { } channel)
            return channel;
        return await oldNames.FindPresentAsync(name, ct) is { } present
            ? ApiResult.Moved<Channel>($"/api/v1/users/c/{present}")
            : AccountErrors.NotFound;
    }
}
