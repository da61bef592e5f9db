using System.Security.Cryptography;
using System.Text;
using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Media.Playlists;

namespace VideoTube.Playback;

/// <summary>The HLS master playlist of a video, written from its renditions as they are now.</summary>
internal static class PlaylistEndpoints
{
    public static async Task<IResult> Master(
        string id, HttpContext http, Visitor visitor, MediaAccess access, Database database, CancellationToken ct)
    {
        if (!Id.TryParse(id, null, out var video) || await access.FindAsync(video, ct) is not { } found || !MediaEndpoints.MaySee(found, visitor))
            return MediaEndpoints.NotThere;
        await using var read = await database.ReadAsync(ct);
        var renditions = await read.ListAsync<RenditionRow>("""
            SELECT name, kind, playlist, codecs, width, height, frame_rate, bandwidth, average_bandwidth, channels
            FROM renditions WHERE video_id = @id ORDER BY name
            """, new { id = video.ToString() });
        return renditions.Count == 0
            ? MediaEndpoints.NotThere
            : Send(http, MasterPlaylist.Write([.. renditions.Select(row => row.ToFacts(video))]), found.IsOpen ? MediaCaching.Revalidated : MediaCaching.Private);
    }

    private static IResult Send(HttpContext http, string playlist, MediaCaching caching)
    {
        var body = Encoding.UTF8.GetBytes(playlist);
        var headers = http.Response.Headers;
        headers.CacheControl = caching.CacheControl;
        headers["Cross-Origin-Resource-Policy"] = caching.ResourcePolicy;
        // The framework's file result answers If-None-Match and ranges.
        var tag = new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"");
        return TypedResults.Bytes(body, MediaTypes.Of("master.m3u8"), entityTag: tag);
    }

    private sealed record RenditionRow
    {
        public string Name { get; init; } = "";
        public string Kind { get; init; } = "";
        public string Playlist { get; init; } = "";
        public string Codecs { get; init; } = "";
        public int Width { get; init; }
        public int Height { get; init; }
        public double FrameRate { get; init; }
        public long Bandwidth { get; init; }
        public long AverageBandwidth { get; init; }
        public int Channels { get; init; }

        public RenditionFacts ToFacts(Id video)
        {
            var isVideo = Kind == "video";
            return new RenditionFacts
            {
                Name = Name,
                Uri = Path.GetRelativePath($"/videos/{video}", $"/{Playlist}"),
                Codecs = Codecs,
                Width = isVideo ? Width : null,
                Height = isVideo ? Height : null,
                FrameRate = isVideo ? FrameRate : null,
                Channels = isVideo ? null : Channels,
                PeakBitRate = Bandwidth,
                AverageBitRate = AverageBandwidth,
                Duration = TimeSpan.Zero, // not told by this playlist
                Bytes = 0,
            };
        }
    }
}
