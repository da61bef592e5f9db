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
        QueryParameter.Whole("limit", $"How many; more than {MaxLimit} are {MaxLimit}, fewer than 1 are 1", DefaultLimit, min: 1, MaxLimit),
    ];

    public static ValueTask<TagQuery?> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var query = http.Request.Query;
        if (PageRequest.ReadLimit(query["limit"], DefaultLimit, MaxLimit) is not { } limit)
            throw new RequestRefusedException(HttpErrors.Invalid([PageRequest.NoLimit], onlyMissing: false));
        return ValueTask.FromResult<TagQuery?>(new TagQuery(VideoTags.Clean(query["query"].ToString()), limit));
    }
}
