using VideoTube.Data;

namespace VideoTube.Http;

/// <summary>An id as a client names it, in an address or a body.</summary>
internal static class GivenId
{
    /// <param name="name">As the refusal calls it: "The comment's id".</param>
    /// <exception cref="RequestRefusedException">400: it has no id's shape.</exception>
    public static Id Read(string text, string name) =>
        Id.TryParse(text, null, out var id) ? id : throw new RequestRefusedException(HttpErrors.BadId(name));
}
