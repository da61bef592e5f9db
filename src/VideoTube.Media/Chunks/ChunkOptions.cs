namespace VideoTube.Media.Chunks;

/// <summary>When and how long videos are cut into chunks.</summary>
public sealed record ChunkOptions
{
    /// <summary>A shorter video is encoded in one go: there is nothing to gain from a second worker.</summary>
    public TimeSpan LeastDuration { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>
    /// About how long a chunk is. Starting ffmpeg and decoding from the key frame before cost little of that (bench/README.md);
    /// longer ones give the work to fewer workers, later.
    /// </summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromSeconds(48);
}
