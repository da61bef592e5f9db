using VideoTube.Data;

namespace VideoTube.Videos;

/// <summary>What a player told: seconds played since its report before, and where in the video it is.</summary>
/// <param name="Channel">Whose the video is.</param>
/// <param name="Person">Whose history it goes to; null for visitors.</param>
internal sealed record ViewReport(Id Channel, Id? Person, DateTimeOffset At, double Watched, double Position)
{
    /// <summary>Owners do not count: they watch to check their own work, and the number tells how many others did.</summary>
    public bool Counts => Person != Channel;
}

/// <param name="Viewer">User id, or a hash of the visitor's cookie.</param>
internal readonly record struct ViewKey(Id Video, string Viewer);
