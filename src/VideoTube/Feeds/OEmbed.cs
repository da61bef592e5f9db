using System.Net;
using System.Text.Json.Serialization;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Feeds;

/// <summary>An answer of oEmbed 1.0, type video (oembed.com, section 2.3.4.2). Lengths in CSS pixels.</summary>
internal sealed record OEmbed
{
    private const double StandardWidth = 640, StandardHeight = 360;

    public string Type => "video";
    public string Version => "1.0";
    public required string Title { get; init; }
    [JsonPropertyName("author_name")]
    public required string AuthorName { get; init; }
    [JsonPropertyName("author_url")]
    public required string AuthorUrl { get; init; }
    [JsonPropertyName("provider_name")]
    public string ProviderName => "VideoTube";
    [JsonPropertyName("provider_url")]
    public required string ProviderUrl { get; init; }

    /// <summary>Seconds that the answer may be kept.</summary>
    [JsonPropertyName("cache_age")]
    public int CacheAge => 3600;
    public required string Html { get; init; }
    public required int Width { get; init; }
    public required int Height { get; init; }

    /// <param name="maxWidth">Null for any.</param>
    /// <param name="maxHeight">Null for any.</param>
    public static OEmbed Of(HttpContext http, Video video, int? maxWidth, int? maxHeight)
    {
        // Upright videos get a player of the standard height.
        var shape = video is { Width: > 0, Height: > 0 } ? (double)video.Width.Value / video.Height.Value : StandardWidth / StandardHeight;
        var (width, height) = shape >= 1 ? (StandardWidth, StandardWidth / shape) : (StandardHeight * shape, StandardHeight);
        var scale = Math.Min(1, Math.Min((maxWidth ?? width) / width, (maxHeight ?? height) / height));
        var (w, h) = (Math.Max(1, (int)(width * scale)), Math.Max(1, (int)(height * scale)));
        var html = $"<iframe src=\"{WebUtility.HtmlEncode(SiteAddress.Of(http, $"/embed/{video.Id}"))}\" width=\"{w}\" height=\"{h}\" "
            + $"title=\"{WebUtility.HtmlEncode(video.Title)}\" style=\"border:0\" allow=\"autoplay; fullscreen; picture-in-picture\" allowfullscreen></iframe>";
        return new OEmbed
        {
            Title = video.Title,
            AuthorName = video.Owner.Fullname,
            AuthorUrl = SiteAddress.Of(http, $"/@{video.Owner.Username}"),
            ProviderUrl = SiteAddress.Of(http, "/"),
            Html = html,
            Width = w,
            Height = h,
        };
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OEmbed))]
internal sealed partial class OEmbedJson : JsonSerializerContext;
