using System.Globalization;
using System.Reflection;
using VideoTube.Http;

namespace VideoTube.Feeds;

/// <summary>What another site asks for (oembed.com, section 2.2).</summary>
/// <param name="MaxWidth">CSS pixels; null for any.</param>
/// <param name="MaxHeight">CSS pixels; null for any.</param>
internal sealed record OEmbedQuery(string Url, int? MaxWidth, int? MaxHeight, bool IsXml) : IReadsQuery<OEmbedQuery>
{
    public static IReadOnlyList<QueryParameter> Query { get; } =
    [
        QueryParameter.Text("url", "Address of a video's page here"),
        QueryParameter.Number("maxwidth", "Pixels that the player may be wide", min: 1),
        QueryParameter.Number("maxheight", "Pixels that the player may be high", min: 1),
        QueryParameter.OneOf("format", "json when it is left out", "json", "xml"),
    ];

    public static ValueTask<OEmbedQuery?> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var query = http.Request.Query;
        if (query["format"].ToString() is not ("" or "json" or "xml"))
            throw new RequestRefusedException(OEmbedErrors.Format);
        if (query["url"].ToString() is not { Length: > 0 } url)
            throw new RequestRefusedException(OEmbedErrors.UrlMissing);
        return ValueTask.FromResult<OEmbedQuery?>(new OEmbedQuery(url, Pixels(query["maxwidth"]), Pixels(query["maxheight"]), query["format"] == "xml"));
    }

    /// <summary>What is no number of pixels bounds nothing.</summary>
    private static int? Pixels(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) && pixels > 0 ? pixels : null;
}
