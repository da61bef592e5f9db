using System.Xml;
using Microsoft.Net.Http.Headers;
using VideoTube.Accounts;
using VideoTube.Http;

namespace VideoTube.Feeds;

/// <summary>RSS 2.0 with Media RSS and Atom's link to itself; readers ask often, so 304 answers most.</summary>
internal static class RssEndpoint
{
    private const string Media = "http://search.yahoo.com/mrss/", Atom = "http://www.w3.org/2005/Atom", Creator = "http://purl.org/dc/elements/1.1/";

    public static async Task<IResult> Get(string username, HttpContext http, FeedStore feeds, CancellationToken ct)
    {
        if (await feeds.FindChannelAsync(AccountRules.Normal(username), ct) is not { } feed)
            throw new RequestRefusedException(FeedErrors.NoChannel);
        var body = Write(http, feed);
        http.Response.Headers.CacheControl = "public, max-age=300";
        http.Response.Headers.AccessControlAllowOrigin = "*";
        var tag = new EntityTagHeaderValue(ConditionalBody.TagOf(body));
        // No date: what goes from the feed makes no date newer.
        return TypedResults.Bytes(body, "application/rss+xml; charset=utf-8", entityTag: tag);
    }

    private static byte[] Write(HttpContext http, ChannelFeed feed)
    {
        using var body = new MemoryStream();
        using (var xml = XmlWriter.Create(body, XmlText.Settings))
        {
            var (channel, home) = (feed.Channel, SiteAddress.Of(http, $"/@{feed.Channel.Username}"));
            xml.WriteStartElement("rss");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteAttributeString("xmlns", "media", null, Media);
            xml.WriteAttributeString("xmlns", "atom", null, Atom);
            xml.WriteAttributeString("xmlns", "dc", null, Creator);
            xml.WriteStartElement("channel");
            xml.WriteElementString("title", XmlText.Clean(channel.Fullname));
            xml.WriteElementString("link", home);
            xml.WriteElementString("description", XmlText.Clean($"Videos by {channel.Fullname}"));
            xml.WriteElementString("generator", "VideoTube");
            xml.WriteStartElement("atom", "link", Atom);
            xml.WriteAttributeString("href", SiteAddress.Of(http, $"/feed/{channel.Username}.xml"));
            xml.WriteAttributeString("rel", "self");
            xml.WriteAttributeString("type", "application/rss+xml");
            xml.WriteEndElement();
            if (channel.Avatar is not null)
            {
                xml.WriteStartElement("image");
                xml.WriteElementString("url", SiteAddress.Of(http, $"/media/{channel.Avatar}"));
                xml.WriteElementString("title", XmlText.Clean(channel.Fullname));
                xml.WriteElementString("link", home);
                xml.WriteEndElement();
            }

            foreach (var video in feed.Videos)
                WriteItem(xml, http, video);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return body.ToArray();
    }

    private static void WriteItem(XmlWriter xml, HttpContext http, FeedVideo video)
    {
        var page = SiteAddress.Of(http, $"/watch/{video.Id}");
        xml.WriteStartElement("item");
        xml.WriteElementString("title", XmlText.Clean(video.Title));
        xml.WriteElementString("link", page);
        xml.WriteElementString("guid", page);
        xml.WriteElementString("pubDate", video.CreatedAt.ToString("R"));
        xml.WriteElementString("dc", "creator", Creator, XmlText.Clean(video.Fullname));
        xml.WriteElementString("description", XmlText.Clean(video.Description));
        var file = video is { Original: not null, OriginalType: not null } ? SiteAddress.Of(http, $"/media/{video.Original}") : null;
        if (file is not null)
        {
            xml.WriteStartElement("enclosure");
            xml.WriteAttributeString("url", file);
            xml.WriteAttributeString("length", (video.Size ?? 0).ToString());
            xml.WriteAttributeString("type", video.OriginalType);
            xml.WriteEndElement();
        }

        xml.WriteStartElement("media", "group", Media);
        if (file is not null)
        {
            xml.WriteStartElement("media", "content", Media);
            xml.WriteAttributeString("url", file);
            xml.WriteAttributeString("type", video.OriginalType);
            xml.WriteAttributeString("duration", Math.Round(video.Duration).ToString("0"));
            xml.WriteEndElement();
        }

        xml.WriteElementString("media", "title", Media, XmlText.Clean(video.Title));
        xml.WriteElementString("media", "description", Media, XmlText.Clean(video.Description));
        xml.WriteStartElement("media", "player", Media);
        xml.WriteAttributeString("url", SiteAddress.Of(http, $"/embed/{video.Id}"));
        xml.WriteEndElement();
        if (video.Poster is not null)
        {
            xml.WriteStartElement("media", "thumbnail", Media);
            xml.WriteAttributeString("url", SiteAddress.Of(http, $"/media/{video.Poster}"));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
