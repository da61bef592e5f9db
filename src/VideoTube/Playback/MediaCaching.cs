namespace VideoTube.Playback;

/// <summary>Who may keep a copy, and which sites may show it.</summary>
internal sealed record MediaCaching(string CacheControl, string ResourcePolicy)
{
    /// <summary>Media anyone may see, under a key whose bytes never change: segments, originals, storyboards.</summary>
    public static readonly MediaCaching Forever = new("public, max-age=31536000, immutable", "cross-origin");

    /// <summary>Media anyone may see that changes in place: playlists, posters, captions.</summary>
    public static readonly MediaCaching Revalidated = new("no-cache", "cross-origin");

    /// <summary>Media for some only: asked for again each time, so that losing the right to see it takes effect at once.</summary>
    public static readonly MediaCaching Private = new("private, no-cache", "same-site");
}
