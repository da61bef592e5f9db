using VideoTube.Media.Running;
using VideoTube.Media.Sniffing;

namespace VideoTube.Media.Probing;

/// <summary>The first picture and the first sound of a file, as ffprobe describes them.</summary>
internal sealed record ProbedTracks(ProbeStream? Video, ProbeStream? Audio, double? FormatLength)
{
    /// <summary>Seconds the header promises; 0 when it promises nothing.</summary>
    public double ClaimedLength => Video?.Length ?? Audio?.Length ?? FormatLength ?? 0;

    /// <exception cref="MediaRefusedException">There is nothing to play, or more than is taken.</exception>
    public static ProbedTracks Choose(ProbeOutput output, MediaLimits limits)
    {
        if (output.Streams.Count > limits.MaxStreams)
        {
            throw new MediaRefusedException(MediaRefusals.TooManyStreams, $"{output.Streams.Count} streams");
        }

        var video = output.Streams.FirstOrDefault(stream => stream.IsPicture);
        var audio = output.Streams.FirstOrDefault(stream => stream.IsSound);
        if (video is null && audio is null)
        {
            throw new MediaRefusedException(MediaRefusals.NoTracks);
        }

        if (video is not null && (long)video.Width * video.Height > limits.MaxPixels)
        {
            throw new MediaRefusedException(MediaRefusals.TooManyPixels, $"{video.Width}x{video.Height}");
        }

        if (video is not null && (video.Width <= 1 || video.Height <= 1 || video.CodecName is null || video.PixFmt is null))
        {
            throw new MediaRefusedException(MediaRefusals.Corrupt, "The picture's codec or size is unknown.");
        }

        return new ProbedTracks(video, audio, ProbeOutput.Seconds(output.Format?.Duration));
    }
}
