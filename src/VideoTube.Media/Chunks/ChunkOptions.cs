namespace VideoTube.Media.Chunks;

/// <summary>When and how long videos are cut into chunks.</summary>
public sealed record ChunkOptions
{
    /// <summary>A shorter video is encoded in one go: there is nothing to gain from a second worker.</summary>
    public TimeSpan LeastDuration { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>
    /// About how long a chunk is. From 30 s on, starting ffmpeg and decoding from the key frame before cost less than one
    /// part in fifty; longer ones give the work back to fewer workers, later.
    /// </summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromSeconds(48);
}
