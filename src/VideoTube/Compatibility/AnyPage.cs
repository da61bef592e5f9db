using Microsoft.Extensions.Primitives;
using VideoTube.Http;

namespace VideoTube.Compatibility;

/// <summary><c>?page=undefined</c> is the first page to the original backend, and front-ends send it.</summary>
internal static class AnyPage
{
    public static void Allow(HttpRequest request)
    {
        var query = request.Query;
        var (page, limit) = (PageRequest.ReadNumber(query["page"]), PageRequest.ReadLimit(query["limit"], 1, 1));
        if (page is not null && limit is not null)
            return;
        var kept = new Dictionary<string, StringValues>(query, StringComparer.OrdinalIgnoreCase);
        if (page is null)
            kept.Remove("page");
        if (limit is null)
            kept.Remove("limit");
        request.QueryString = QueryString.Create(kept);
    }
}
