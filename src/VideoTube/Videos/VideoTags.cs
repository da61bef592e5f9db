using VideoTube.Http;

namespace VideoTube.Videos;

/// <summary>Words a video is found by: lower case, without spaces; stored side by side, separated by a space.</summary>
internal static class VideoTags
{
    public const int Max = 20, MaxLength = 40;

    /// <summary>Cleans what a person wrote: "#Deep Sea" is "deep-sea"; empty and repeated ones go.</summary>
    public static Result<IReadOnlyList<string>> Read(IEnumerable<string> words)
    {
        var tags = words.Select(Clean).Where(tag => tag.Length > 0).Distinct().Take(Max + 1).ToList();
        if (tags.Count > Max)
            return HttpErrors.InvalidField("tags", $"At most {Max} tags are taken");
        return tags.Exists(tag => tag.Length > MaxLength)
            ? HttpErrors.InvalidField("tags", $"A tag has at most {MaxLength} characters")
            : tags;
    }

    public static string Clean(string word)
    {
        var parts = word.Trim().TrimStart('#').ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return new string([.. string.Join('-', parts).Where(c => !char.IsControl(c))]);
    }

    public static IReadOnlyList<string> Split(string stored) =>
        stored.Length == 0 ? [] : stored.Split(' ');

    public static string Join(IReadOnlyList<string> tags) => string.Join(' ', tags);
}
