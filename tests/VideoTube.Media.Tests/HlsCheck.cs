using VideoTube.Media.Boxes;
using VideoTube.Media.Playlists;

namespace VideoTube.Media.Tests;

/// <summary>
/// Checks finished HLS by what its playlists say and its boxes hold: it reads the text that players read, and sums the
/// samples anew.
/// </summary>
internal static class HlsCheck
{
    public sealed record Playlist(string Init, int Target, IReadOnlyList<(string Uri, double Seconds)> Segments, string Text);

    public static Playlist Parse(string text)
    {
        var lines = text.TrimEnd('\n').Split('\n');
        Assert.Equal("#EXTM3U", lines[0]);
        Assert.Contains("#EXT-X-VERSION:7", lines);
        var target = int.Parse(lines.Single(l => l.StartsWith("#EXT-X-TARGETDURATION:", StringComparison.Ordinal))[22..]);
        var init = lines.Single(l => l.StartsWith("#EXT-X-MAP:URI=", StringComparison.Ordinal))[15..].Trim('"');
        var segments = new List<(string, double)>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("#EXTINF:", StringComparison.Ordinal))
                segments.Add((lines[i + 1], double.Parse(lines[i][8..].TrimEnd(','))));
        }
        return new Playlist(init, target, segments, text);
    }

    /// <summary>One rendition on its own: a complete VOD playlist over contiguous segments that each start on their own.</summary>
    /// <param name="gap">Seconds that may lie between two segments: 0, or what the source's clock rounds to.</param>
    public static async Task<Rendition> ValidAsync(Rendition rendition, double gap = 0)
    {
        var playlist = Parse(MediaPlaylist.Write(rendition, isComplete: true));
        Assert.Contains("#EXT-X-PLAYLIST-TYPE:VOD", playlist.Text);
        Assert.Contains("#EXT-X-INDEPENDENT-SEGMENTS", playlist.Text);
        Assert.EndsWith("#EXT-X-ENDLIST\n", playlist.Text);
        Assert.Equal(
            ["ffmpeg.m3u8", .. playlist.Segments.Select(s => s.Uri).Append(playlist.Init)],
            Directory.GetFiles(rendition.Folder).Select(Path.GetFileName).Append("ffmpeg.m3u8").OrderBy(NumberLast));

        var init = File.ReadAllBytes(Path.Combine(rendition.Folder, playlist.Init));
        var track = Assert.Single(InitSegment.Read(init));
        double? next = null;
        foreach (var (uri, seconds) in playlist.Segments)
        {
            await using var file = File.OpenRead(Path.Combine(rendition.Folder, uri));
            var facts = await MediaSegment.ReadAsync(file, track, CancellationToken.None);
            Assert.True(facts.StartsWithSync, $"{rendition.Name}/{uri} starts without a sync sample");
            var start = (double)facts.Start / track.Timescale;
            Assert.InRange(start - (next ?? start), -1e-4, gap + 1e-4);
            next = (double)facts.End / track.Timescale;
            Assert.Equal(next.Value - start, seconds, 5e-6);
            Assert.True(Math.Round(seconds, MidpointRounding.AwayFromZero) <= playlist.Target, $"{seconds} > {playlist.Target}");
        }
        return rendition;

        static string NumberLast(string? name) => name switch
        {
            "ffmpeg.m3u8" => "0", Rendition.InitFileName => "z", _ => name!,
        };
    }

    /// <summary>All pictures cut at the same times, a frame of the slowest apart at most.</summary>
    public static void Aligned(IEnumerable<Rendition> renditions)
    {
        var videos = renditions.Where(r => r.Track.Kind == TrackKind.Video).ToList();
        foreach (var other in videos.Skip(1))
        {
            Assert.Equal(videos[0].Segments.Count, other.Segments.Count);
            var frame = Math.Max(FrameTime(videos[0]), FrameTime(other)) + 0.001;
            foreach (var (a, b) in videos[0].Segments.Zip(other.Segments))
                Assert.Equal(a.Start.TotalSeconds, b.Start.TotalSeconds, frame);
        }
    }

    public static int Frames(Rendition rendition) => rendition.Segments.Sum(s => s.Facts.Samples);

    private static double FrameTime(Rendition rendition) =>
        rendition.Segments.Sum(s => s.Duration.TotalSeconds) / Frames(rendition);
}
