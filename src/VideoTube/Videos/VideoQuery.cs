using System.Globalization;
using System.Reflection;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Videos;

/// <summary><c>Trend</c> has an address of its own and is not asked for by name.</summary>
internal enum VideoSort { CreatedAt, Views, Duration, Title, Relevance, Trend }

/// <summary>Which videos are asked for, and in which order. Whoever asks for their own sees all of theirs.</summary>
internal sealed record VideoQuery : IReadsQuery<VideoQuery>
{
    public static IReadOnlyList<QueryParameter> Query { get; } =
    [
        QueryParameter.Text("query", "Words to search for in title, description and tags"),
        QueryParameter.OneOf("sortBy", "createdAt, or relevance with a query, when left out", "createdAt", "views", "duration", "title", "relevance"),
        QueryParameter.OneOf("sortType", "desc when left out", "asc", "desc"),
        QueryParameter.Id("userId", "Only this channel's; one's own with drafts"),
        QueryParameter.Text("tag", "Only with this tag"),
        QueryParameter.Number("minDuration", "Seconds", min: 0),
        QueryParameter.Number("maxDuration", "Seconds", min: 0),
    ];

    public VideoSort Sort { get; init; }
    public bool Ascending { get; init; }

    /// <summary>Only this channel's.</summary>
    public Id? Owner { get; init; }

    /// <summary>Words as typed; null for no search.</summary>
    public string? Words { get; init; }
    public string? Tag { get; init; }

    /// <summary>Seconds.</summary>
    public double? MinDuration { get; init; }

    /// <summary>Seconds.</summary>
    public double? MaxDuration { get; init; }

    public static ValueTask<VideoQuery?> BindAsync(HttpContext http, ParameterInfo parameter) =>
        ValueTask.FromResult<VideoQuery?>(OfAll(http) with
        {
            Owner = Given(http, "userId") is not { } owner ? null
                : Id.TryParse(owner, null, out var id) ? id : throw new RequestRefusedException(HttpErrors.BadId("userId")),
        });

    /// <summary>Whoever's they are.</summary>
    public static VideoQuery OfAll(HttpContext http)
    {
        string? Given(string name) => VideoQuery.Given(http, name);
        var words = Given("query");
        return new VideoQuery
        {
            Sort = SortBy(Given("sortBy"), words is not null),
            Ascending = SortType(Given("sortType")),
            Words = words,
            Tag = Given("tag") is { } tag ? VideoTags.Clean(tag) : null,
            MinDuration = Seconds("minDuration", Given("minDuration")),
            MaxDuration = Seconds("maxDuration", Given("maxDuration")),
        };
    }

    private static string? Given(HttpContext http, string name) => http.Request.Query[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    private static VideoSort SortBy(string? name, bool searching) => name switch
    {
        null => searching ? VideoSort.Relevance : VideoSort.CreatedAt,
        "createdAt" => VideoSort.CreatedAt,
        "views" => VideoSort.Views,
        "duration" => VideoSort.Duration,
        "title" => VideoSort.Title,
        "relevance" => searching ? VideoSort.Relevance : throw Wrong("sortBy", "Sorting by relevance needs a query"),
        _ => throw Wrong("sortBy", "sortBy must be createdAt, views, duration, title or relevance"),
    };

    private static bool SortType(string? name) => name?.ToLowerInvariant() switch
    {
        null or "desc" or "-1" => false,
        "asc" or "1" => true,
        _ => throw Wrong("sortType", "sortType must be asc or desc"),
    };

    private static double? Seconds(string name, string? text) =>
        text is null ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e9 ? seconds
        : throw Wrong(name, $"{name} must be a number of seconds");

    private static RequestRefusedException Wrong(string field, string message) => new(HttpErrors.InvalidField(field, message));
}
