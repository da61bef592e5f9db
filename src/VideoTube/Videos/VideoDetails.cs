using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using VideoTube.Chapters;
using VideoTube.Http;

namespace VideoTube.Videos;

/// <summary>What its owner says about a video, from a form or JSON; what was not sent is null and stays as it is.</summary>
internal sealed record VideoDetails : IRequestFields
{
    public const int MaxTitle = 120, MaxDescription = 5000;

    [StringLength(MaxTitle, MinimumLength = 1)]
    public string? Title { get; init; }

    [StringLength(MaxDescription)]
    public string? Description { get; init; }
    public IReadOnlyList<string>? Tags { get; init; }

    [AllowedValues("public", "unlisted", "members", "private", null)]
    public string? Visibility { get; init; }
    public bool? IsPublished { get; init; }

    /// <summary>Whoever may watch it may have the file as it was uploaded.</summary>
    public bool? Downloadable { get; init; }
    public IReadOnlyList<Chapter>? Chapters { get; init; }

    /// <exception cref="RequestRefusedException">A field is against its rules; every such field is told.</exception>
    public static VideoDetails Read(JsonObject fields)
    {
        var errors = new List<FieldError>();
        var details = new VideoDetails
        {
            Title = Text(fields, "title", 1, MaxTitle, errors),
            Description = Text(fields, "description", 0, MaxDescription, errors),
            Tags = ReadTags(fields["tags"], errors),
            Visibility = ReadVisibility(fields, errors),
            IsPublished = ReadFlag(fields, "isPublished", errors),
            Downloadable = ReadFlag(fields, "downloadable", errors),
            Chapters = ChapterRules.Read(fields["chapters"], errors),
        };
        return errors.Count == 0 ? details : throw new RequestRefusedException(HttpErrors.Invalid(errors, onlyMissing: false));
    }

    private static string? Text(JsonObject fields, string name, int min, int max, List<FieldError> errors)
    {
        if (fields[name] is not { } node)
            return null;
        if (node is not JsonValue value || !value.TryGetValue<string>(out var text))
            errors.Add(new(name, $"{name} must be text"));
        // PostgreSQL keeps no NUL in text; no title needs one.
        else if (text.Trim().Replace("\0", "") is var trimmed && trimmed.Length >= min && trimmed.Length <= max)
            return trimmed;
        else
            errors.Add(new(name, min == 0 ? $"{name} has at most {max} characters" : $"{name} has {min} to {max} characters"));
        return null;
    }

    private static IReadOnlyList<string>? ReadTags(JsonNode? node, List<FieldError> errors)
    {
        if (node is null)
            return null;
        var words = FormTree.ListOf(node) is { } list
            ? list.Select(item => item is JsonValue value && value.TryGetValue<string>(out var word) ? word : null).ToList()
            : node is JsonValue single && single.TryGetValue<string>(out var text) ? [.. text.Split(',')] : [null];
        if (words.Contains(null))
            errors.Add(new("tags", "tags must be a list of words, or words separated by commas"));
        else if (VideoTags.Read(words!) is { Error: { } error })
            errors.AddRange(error.Errors);
        else
            return VideoTags.Read(words!).Value;
        return null;
    }

    private static string? ReadVisibility(JsonObject fields, List<FieldError> errors)
    {
        var visibility = Text(fields, "visibility", 0, 20, errors);
        if (visibility is null or "public" or "unlisted" or "members" or "private")
            return visibility;
        errors.Add(new("visibility", "visibility must be public, unlisted, members or private"));
        return null;
    }

    private static bool? ReadFlag(JsonObject fields, string name, List<FieldError> errors)
    {
        if (fields[name] is not { } node)
            return null;
        if (node is JsonValue value)
        {
            if (value.TryGetValue<bool>(out var flag))
                return flag;
            if (value.TryGetValue<string>(out var text) && text is "true" or "1" or "on")
                return true;
            if (text is "false" or "0" or "off")
                return false;
        }

        errors.Add(new(name, $"{name} must be true or false"));
        return null;
    }
}
