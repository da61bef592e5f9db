using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Playlists;

/// <summary>What its owner says about a playlist; what was not sent is null and stays as it is.</summary>
internal sealed record WritePlaylist(string? Name, string? Description, string? Visibility) : IRequestBody<WritePlaylist>
{
    private const int MaxName = 150, MaxDescription = 5000;

    /// <summary>With texts trimmed; or every fault at once.</summary>
    public Result<WritePlaylist> Checked(bool isNew)
    {
        // PostgreSQL keeps no NUL in text; no name needs one.
        var (name, description) = (Name?.Replace("\0", "").Trim(), Description?.Replace("\0", "").Trim());
        if (isNew && string.IsNullOrEmpty(name))
            return HttpErrors.Invalid([new("name", "name is required")], onlyMissing: true);
        if (!isNew && this is { Name: null, Description: null, Visibility: null })
            return PlaylistErrors.NothingToChange;
        var errors = new List<FieldError>();
        if (name is { Length: 0 or > MaxName })
            errors.Add(new("name", $"name has 1 to {MaxName} characters"));
        if (description?.Length > MaxDescription)
            errors.Add(new("description", $"description has at most {MaxDescription} characters"));
        if (Visibility is not (null or "public" or "unlisted" or "private"))
            errors.Add(new("visibility", "visibility must be public, unlisted or private"));
        return errors.Count > 0 ? HttpErrors.Invalid(errors, onlyMissing: false) : new WritePlaylist(name, description, Visibility);
    }
}

/// <summary>All of a playlist in its new order, or one video moved.</summary>
/// <param name="Videos">Each that the owner sees, once.</param>
/// <param name="Video">The one to move; for long playlists, whose ids a body does not hold.</param>
/// <param name="Before">The one it comes before; null for the end.</param>
internal sealed record OrderPlaylist(IReadOnlyList<Id>? Videos, Id? Video, Id? Before) : IRequestBody<OrderPlaylist>;
