using System.Reflection;
using VideoTube.Http;

namespace VideoTube.Dashboard;

/// <summary>How many days back a series goes, today included.</summary>
internal sealed record DaysAsked(int Count) : IReadsQuery<DaysAsked>
{
    private const int Standard = 28, Max = 365;

    public static IReadOnlyList<QueryParameter> Query { get; } = [QueryParameter.Whole("days", "How many, today included", Standard, min: 1, Max)];

    public static ValueTask<DaysAsked?> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var count = Standard;
        if (http.Request.Query["days"].ToString() is { Length: > 0 } text && (!int.TryParse(text, out count) || count is < 1 or > Max))
            throw new RequestRefusedException(HttpErrors.InvalidField("days", $"days must be a whole number from 1 to {Max}"));
        return ValueTask.FromResult<DaysAsked?>(new DaysAsked(count));
    }
}
