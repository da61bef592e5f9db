using VideoTube.Media.Probing;

namespace VideoTube.Media.Ladders;

/// <summary>What becomes of the sound: one rendition that all pictures share.</summary>
public enum AudioPlan
{
    /// <summary>The source is silent.</summary>
    None,

    /// <summary>It is what players want already.</summary>
    Copy,

    /// <summary>AAC-LC, stereo, 128 kbit/s.</summary>
    Encode,
}

internal static class AudioPlans
{
    // Twice what we encode at: more is spent bandwidth that nobody hears.
    private const long MaxCopiedBitRate = 256_000;

    public static AudioPlan Of(AudioTrack? audio) => audio switch
    {
        null => AudioPlan.None,
        { Codec: "aac", Profile: "LC", Channels: 1 or 2, SampleRate: >= 22_050 and <= 48_000 }
            when audio.BitRate is null or <= MaxCopiedBitRate => AudioPlan.Copy,
        _ => AudioPlan.Encode,
    };
}
