using VideoTube.Data;
using VideoTube.Media.Playlists;

namespace VideoTube.Playback;

internal sealed class RenditionStore(Database database)
{
    /// <summary>What a video can be played in now; empty when there is nothing yet.</summary>
    public async Task<IReadOnlyList<RenditionFacts>> ListAsync(Id video, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        var rows = await read.ListAsync<RenditionRow>("""
            SELECT name, kind, playlist, codecs, width, height, frame_rate, bandwidth, average_bandwidth, channels
            FROM renditions WHERE video_id = @id ORDER BY name
            """, new { id = video.ToString() });
        return [.. rows.Select(row => row.ToFacts(video))];
    }

    /// <summary>All of it that is complete, with timelines; empty unless each has one.</summary>
    public async Task<IReadOnlyList<RenditionFacts>> ListCompleteAsync(Id video, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        var rows = await read.ListAsync<RenditionRow>("""
            SELECT name, kind, playlist, codecs, width, height, frame_rate, bandwidth, average_bandwidth, channels, timeline
            FROM renditions WHERE video_id = @id AND complete = TRUE ORDER BY name
            """, new { id = video.ToString() });
        return rows.Any(row => row.Timeline is null) ? [] : [.. rows.Select(row => row.ToFacts(video))];
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
        public string? Timeline { get; init; }

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
                Timeline = Timeline is null ? null : Media.Playlists.Timeline.Parse(Timeline),
            };
        }
    }
}
