using VideoTube.Configuration;
using VideoTube.Http;
using VideoTube.Storage;

namespace VideoTube.Playback;

/// <summary>
/// Sends browsers to where a file lies, when the settings ask for it: what is large, and anyone may see. Playlists stay, for
/// the names in them would lead elsewhere without a signature; so does what only some may see, for an address goes on
/// working when they no longer may.
/// </summary>
internal sealed class MediaRedirect(IMediaStore store, Settings settings)
{
    /// <summary>Players go on with the address a file began with: longer than anyone pauses.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>Where browsers are sent: scheme, host and port; null when to no other place.</summary>
    public string? Origin =>
        settings.MediaHost is { Redirects: true } && store is ISignedAddresses signed
            ? signed.Sign(MediaKey.Parse("origin"), Lifetime)?.GetLeftPart(UriPartial.Authority)
            : null;

    /// <summary>307 to an address that is signed; null when the file comes from here.</summary>
    public IResult? Find(HttpContext http, MediaKey key, MediaCaching caching)
    {
        if (settings.MediaHost is not { Redirects: true } || store is not ISignedAddresses signed
            || AnyMethod.AsksForHead(http.Request) || caching != MediaCaching.Forever || !IsLarge(key))
            return null;
        if (signed.Sign(key, Lifetime) is not { } address)
            return null;
        http.Response.Headers.CacheControl = "private, max-age=3600";
        http.Response.Headers["Cross-Origin-Resource-Policy"] = caching.ResourcePolicy;
        return TypedResults.Redirect(address.AbsoluteUri, permanent: false, preserveMethod: true);
    }

    private static bool IsLarge(MediaKey key) => MediaTypes.Of(key.Value).Split('/')[0] is "video" or "audio";
}
