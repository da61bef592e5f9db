using VideoTube.Media.Probing;

namespace VideoTube.Media.Encoders;

/// <summary>A file to make renditions of, and what probing it told.</summary>
/// <param name="Path">Absolute path.</param>
public sealed record MediaSource(string Path, MediaInfo Info);
