using VideoTube.Accounts;
using VideoTube.Http;
using VideoTube.Videos;
using VideoTube.Web.Frame;

namespace VideoTube.Web.Search;

internal static class SearchEndpoints
{
    private const int VideosAPage = 20, MaxQueryLength = 200;

    public static void MapSearch(this RouteGroupBuilder pages) => pages.MapGet("/search", Show);

    private static async Task<IResult> Show(string? q, PageRequest page, Visitor visitor, VideoStore videos, CancellationToken ct)
    {
        var words = q?.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, MaxQueryLength)] : null;
        if (words is null)
            return PageResult.Of<SearchPage>();
        var query = new VideoQuery { Words = words, Sort = VideoSort.Relevance };
        var list = await videos.ListAsync(query, page with { Limit = VideosAPage, Number = 1 }, visitor.Id, ct);
        var next = list.NextCursor is { } cursor ? $"/search?q={Uri.EscapeDataString(words)}&cursor={cursor}" : null;
        return PageResult.Of<SearchPage>((nameof(SearchPage.Query), words), (nameof(SearchPage.Videos), list.Docs), (nameof(SearchPage.Next), next),
            (nameof(SearchPage.Corrected), list.CorrectedQuery));
    }
}
