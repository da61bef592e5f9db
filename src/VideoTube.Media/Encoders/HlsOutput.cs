using VideoTube.Media.Playlists;

namespace VideoTube.Media.Encoders;

/// <summary>The options that make one ffmpeg output one rendition in a folder of its own.</summary>
internal static class HlsOutput
{
    /// <summary>Segments end at the first key frame after each multiple of this.</summary>
    public const int SegmentSeconds = 4;

    /// <summary>ffmpeg insists on a playlist. Nobody reads it, and it is gone when the run has ended.</summary>
    public const string PlaylistFileName = "ffmpeg.m3u8";

    /// <summary>
    /// Every rendition is an output of its own, so that its init segment is named plainly and its times are kept:
    /// ffmpeg would move each to start at 0, and sound that begins later than the picture would be out of step.
    /// frag_discont writes these times into the fragments; negative_cts_offsets without an edit list lets a picture
    /// with B-frames start at 0 instead of at two frames. temp_file gives a segment its name when it is whole.
    /// </summary>
    public static IEnumerable<string> Arguments(string rendition) => Arguments(rendition, $"{SegmentSeconds}");

    /// <summary>A segment a key frame. Without ffmpeg's version in it, the init segment is the same from every machine.</summary>
    public static IEnumerable<string> OneAKeyFrame(string rendition) => ["-fflags", "+bitexact", .. Arguments(rendition, "0.001")];

    private static IEnumerable<string> Arguments(string rendition, string seconds) =>
    [
        "-map_metadata", "-1", "-map_chapters", "-1", "-avoid_negative_ts", "disabled",
        "-f", "hls", "-hls_time", seconds, "-hls_list_size", "0", "-hls_segment_type", "fmp4",
        "-hls_flags", "independent_segments+temp_file", "-hls_fmp4_init_filename", Rendition.InitFileName,
        "-hls_segment_options",
        "movflags=+negative_cts_offsets+frag_custom+dash+delay_moov+frag_discont:use_editlist=0:avoid_negative_ts=disabled",
        "-hls_segment_filename", $"{rendition}/s%05d.m4s", $"{rendition}/{PlaylistFileName}",
    ];
}
