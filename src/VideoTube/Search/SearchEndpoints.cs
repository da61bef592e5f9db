using VideoTube.Http;

namespace VideoTube.Search;

/// <summary>What is found by words beside videos, which their own list finds: <c>GET /videos?query=</c>.</summary>
internal static class SearchEndpoints
{
    public static void MapSearch(this IEndpointRouteBuilder api)
    {
        var search = api.MapGroup("/search").WithTags("Search");
        search.MapGet("/channels", Channels).WithSummary("Channels whose username or full name has the words, or words that begin so.");
        search.MapGet("/suggestions", Suggest).WithSummary("Up to ten titles, tags and channel names for what is being typed.");
    }

    private static async Task<ApiResult<Page<FoundChannel>>> Channels(string? query, PageRequest page, ChannelSearch channels, CancellationToken ct) =>
        await channels.ListAsync(query ?? "", page, ct);

    private static async Task<ApiResult<IReadOnlyList<string>>> Suggest(string? query, VideoSuggestions suggestions, CancellationToken ct) =>
        ApiResult.Ok(await suggestions.ListAsync(query ?? "", ct));
}
