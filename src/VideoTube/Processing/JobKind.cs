namespace VideoTube.Processing;

/// <summary>What is quick has workers of its own, so that a new upload never waits behind a long ladder.</summary>
internal enum JobKind
{
    /// <summary>Quick: look into the file, make a poster, and whatever plays without encoding.</summary>
    Prepare,

    /// <summary>Slow: every rung of the ladder. Of a long video it is the plan and the join of its chunks, which is quick.</summary>
    Encode,

    /// <summary>Slow: one of the chunks of a long video.</summary>
    Chunk,

    /// <summary>Slow: every rung of a long video whose chunks did not fit.</summary>
    EncodeWhole,

    /// <summary>Tell a channel's subscribers of a new video.</summary>
    Announce,

    /// <summary>The same of those subscribers who are members, while only they may watch it.</summary>
    AnnounceToMembers,

    /// <summary>Small pictures to move through a ready video by.</summary>
    Storyboard,

    /// <summary>Slowest: some sizes of a ready video as AV1, where the site is set so.</summary>
    Av1,

    /// <summary>Slow where no key frame is near: a new file for a video, of a part of its own.</summary>
    Trim,

    /// <summary>Captions of a video after such a part has taken its place.</summary>
    MoveCaptions,
}

internal static class JobKinds
{
    /// <summary>What is made of a video's file.</summary>
    public static IReadOnlyList<JobKind> OfMedia { get; } =
        [JobKind.Prepare, JobKind.Encode, JobKind.Chunk, JobKind.EncodeWhole, JobKind.Storyboard, JobKind.Av1];
}
