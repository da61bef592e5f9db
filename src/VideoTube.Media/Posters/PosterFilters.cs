using VideoTube.Media.Probing;

namespace VideoTube.Media.Posters;

/// <summary>ffmpeg filters that make a frame look as the player would show it, and sound look like something.</summary>
internal static class PosterFilters
{
    /// <summary>The larger side at most: what the player's poster needs on common screens.</summary>
    private const int LongSide = 1280;

    public static string For(VideoTrack video)
    {
        var (width, height) = video.DisplaySize;
        var shrink = Math.Min(1.0, (double)LongSide / Math.Max(width, height));
        (width, height) = (Even(width * shrink), Even(height * shrink));
        var (stored, lines) = video.Rotation is 90 or 270 ? (height, width) : (width, height);

        List<string> filters = [];
        if (video.IsInterlaced)
        {
            filters.Add("bwdif=mode=send_frame");
        }

        // Shrunk first: tone mapping works on floats, and on fewer of them then.
        filters.Add($"scale={stored}:{lines}:flags=bicubic,setsar=1");
        if (video.IsHdr)
        {
            filters.Add("zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,"
                + "zscale=t=bt709:m=bt709:r=tv,format=yuv420p");
        }

        filters.AddRange(video.Rotation switch
        {
            90 => ["transpose=clock"],
            180 => ["hflip", "vflip"],
            270 => ["transpose=cclock"],
            _ => Array.Empty<string>(),
        });
        return string.Join(',', filters);
    }

    /// <summary>Waves in one calm colour on a dark ground, with room above and below.</summary>
    public static string Waves(int audio) =>
        $"[0:{audio}]aformat=channel_layouts=mono,showwavespic=s=1280x480:colors=0x7c9cd6:scale=sqrt[waves];"
        + "color=c=0x15181e:s=1280x720:d=1[ground];[ground][waves]overlay=0:120:format=rgb,format=yuvj420p[out]";

    private static int Even(double size) => Math.Max(2, (int)Math.Round(size / 2) * 2);
}
