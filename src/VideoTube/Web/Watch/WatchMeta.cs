using System.Buffers;
using System.Text;
using System.Text.Json;
using VideoTube.Videos;
using VideoTube.Web.Frame;
using VideoTube.Web.Words;

namespace VideoTube.Web.Watch;

internal static class WatchMeta
{
    private const int SummaryLength = 160; // what search engines show

    public static string Summary(Video video)
    {
        var text = string.Join(' ', video.Description.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (text.Length == 0)
            return $"A video by {video.Owner.Fullname}";
        if (text.Length <= SummaryLength)
            return text;
        var cut = text.LastIndexOf(' ', SummaryLength - 1);
        return $"{text[..(cut > 0 ? cut : SummaryLength - 1)].TrimEnd(',', '.', ';', ':')}…";
    }

    /// <summary>schema.org VideoObject. The writer escapes &lt;, so a title cannot end the script element.</summary>
    public static string JsonLd(Video video, HttpContext http)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("@context", "https://schema.org");
            json.WriteString("@type", "VideoObject");
            json.WriteString("name", video.Title);
            json.WriteString("description", Summary(video));
            json.WriteString("uploadDate", TimeWords.Machine(video.CreatedAt));
            json.WriteString("duration", TimeWords.Iso(video.Duration));
            if (video.Thumbnail is not null)
                json.WriteString("thumbnailUrl", Links.Absolute(http, video.Thumbnail));
            if (video.VideoFile is not null)
                json.WriteString("contentUrl", Links.Absolute(http, video.VideoFile));
            json.WriteStartObject("author");
            json.WriteString("@type", "Person");
            json.WriteString("name", video.Owner.Fullname);
            json.WriteString("url", Links.Absolute(http, $"/@{video.Owner.Username}"));
            json.WriteEndObject();
            json.WriteStartObject("interactionStatistic");
            json.WriteString("@type", "InteractionCounter");
            json.WriteString("interactionType", "https://schema.org/WatchAction");
            json.WriteNumber("userInteractionCount", video.Views);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(body.WrittenSpan);
    }
}
