using VideoTube.Data;

namespace VideoTube.Http;

/// <summary>An id in an address.</summary>
internal static class PathId
{
    /// <param name="name">As the message begins: "The video's id".</param>
    /// <exception cref="RequestRefusedException">It has not the shape of one: 400.</exception>
    public static Id Read(string text, string name) =>
        Id.TryParse(text, null, out var id) ? id : throw new RequestRefusedException(HttpErrors.BadId(name));
}
