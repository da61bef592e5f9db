using System.Reflection;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Feeds;

/// <summary>Which page of a sitemap.</summary>
/// <param name="After">The id it begins after; empty for the first.</param>
internal sealed record SitemapPage(string After) : IReadsQuery<SitemapPage>
{
    public static IReadOnlyList<QueryParameter> Query { get; } = [QueryParameter.Text("after", "The id that the page begins after, as the index names it")];

    public static ValueTask<SitemapPage?> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var after = http.Request.Query["after"].ToString();
        return after.Length == 0 || Id.TryParse(after, null, out _)
            ? ValueTask.FromResult<SitemapPage?>(new SitemapPage(after.ToLowerInvariant()))
            : throw new RequestRefusedException(FeedErrors.After);
    }
}
