using VideoTube.Media.Ladders;
using VideoTube.Media.Probing;

namespace VideoTube.Media.Encoders;

/// <summary>The options of the sound that all pictures share.</summary>
internal static class SoundOutput
{
    // Samples that ffmpeg's AAC encoder puts before the first of the source.
    private const int Priming = 1024;

    public static IEnumerable<string> Arguments(AudioTrack audio, AudioPlan plan) => plan switch
    {
        AudioPlan.None => [],
        AudioPlan.Copy => ["-map", $"0:{audio.Index}", .. Copy, .. HlsOutput.Arguments(Ladder.AudioName)],
        _ => ["-map", $"0:{audio.Index}", .. Encode(audio), .. HlsOutput.Arguments(Ladder.AudioName)],
    };

    // What lies before 0 is the source encoder's own priming, which its edit list hides. aac_adtstoasc turns the
    // sound of transport streams into what MP4 holds, and leaves all other alone.
    private static readonly string[] Copy = ["-c:a", "copy", "-copypriorss:a", "0", "-bsf:a", "aac_adtstoasc"];

    // async fills gaps and a late start with silence. Then as many samples are left out as the encoder will put before
    // the first, so that the rest is heard when it should be.
    private static string[] Encode(AudioTrack audio)
    {
        var rate = audio.SampleRate == 44_100 ? 44_100 : 48_000;
        return
        [
            "-af", $"aresample={rate}:async=1:first_pts=0,atrim=start_sample={Priming}",
            "-c:a", "aac", "-b:a", "128k", "-ac", "2",
        ];
    }
}
