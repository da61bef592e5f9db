using System.Reflection;
using VideoTube.Http;

namespace VideoTube.Videos;

/// <summary>Which tags are asked for.</summary>
/// <param name="Prefix">How they begin; empty for all.</param>
internal sealed record TagQuery(string Prefix, int Limit) : IReadsQuery<TagQuery>
{
    private const int DefaultLimit = 20, MaxLimit = 100;

    public static IReadOnlyList<QueryParameter> Query { get; } =
    [
        QueryParameter.Text("query", "How they begin; all when left out"),
        QueryParameter.Whole("limit", $"How many; more than {MaxLimit} are {MaxLimit}", DefaultLimit, min: 1, MaxLimit),
    ];

    public static ValueTask<TagQuery?> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var query = http.Request.Query;
        var limit = int.TryParse(query["limit"], out var wanted) ? Math.Clamp(wanted, 1, MaxLimit) : DefaultLimit;
        return ValueTask.FromResult<TagQuery?>(new TagQuery(VideoTags.Clean(query["query"].ToString()), limit));
    }
}
