namespace VideoTube.Media.Ladders;

/// <summary>What an operator may choose about renditions.</summary>
public sealed record LadderOptions
{
    /// <summary>Short side of the largest rung that is made, 240 to 2160.</summary>
    public int MaxShortSide { get; init; } = 2160;

    /// <summary>
    /// Whether a source that players take as it is becomes the top rung without being encoded. Off costs about three
    /// times the CPU.
    /// </summary>
    public bool CopyTop { get; init; } = true;

    /// <summary>x264's preset. At equal quality superfast needs 2.3 times the bits of veryfast.</summary>
    public string Preset { get; init; } = "veryfast";
}
