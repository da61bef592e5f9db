namespace VideoTube.Processing;

/// <summary>Each kind has workers of its own, so that a new upload never waits behind a long ladder.</summary>
internal enum JobKind
{
    /// <summary>Quick: look into the file, make a poster, and whatever plays without encoding.</summary>
    Prepare,

    /// <summary>Slow: every rung of the ladder.</summary>
    Encode,

    /// <summary>Tell a channel's subscribers of a new video.</summary>
    Announce,

    /// <summary>The same of those subscribers who are members, while only they may watch it.</summary>
    AnnounceToMembers,

    /// <summary>Small pictures to move through a ready video by.</summary>
    Storyboard,
}
