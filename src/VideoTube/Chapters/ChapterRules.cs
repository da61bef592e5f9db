using System.Globalization;
using System.Text.Json.Nodes;
using VideoTube.Http;

namespace VideoTube.Chapters;

/// <summary>Reads chapters as a client sent them: a list in JSON, the same as text in a form, or a form's <c>chapters[0][start]</c>.</summary>
internal static class ChapterRules
{
    public const int Max = 100, MaxTitle = 100;

    /// <summary>What the part before the first chapter is called when a client names none.</summary>
    private const string Opening = "Intro";

    /// <summary>Null when none were sent or something is wrong, which is then told.</summary>
    public static IReadOnlyList<Chapter>? Read(JsonNode? node, List<FieldError> errors)
    {
        if (node is null)
            return null;
        if (FormTree.ListOf(node) is not { } items)
        {
            errors.Add(new("chapters", "chapters must be a list of {start, title}"));
            return null;
        }

        var before = errors.Count;
        var chapters = new List<Chapter>();
        for (var i = 0; i < items.Count && i <= Max; i++)
            if (ReadOne(items[i], i, chapters.LastOrDefault(), errors) is { } chapter)
                chapters.Add(chapter);
        if (chapters.Count > 0 && chapters[0].Start > 0)
            chapters.Insert(0, new Chapter(0, Opening));
        if (Math.Max(chapters.Count, items.Count) > Max)
            errors.Add(new("chapters", $"A video has at most {Max} chapters"));
        return errors.Count == before ? chapters : null;
    }

    /// <param name="duration">Seconds; 0 while it is unknown.</param>
    /// <exception cref="RequestRefusedException">A chapter starts where the video is over.</exception>
    public static void CheckWithin(IReadOnlyList<Chapter> chapters, double duration)
    {
        for (var i = 0; i < chapters.Count && duration > 0; i++)
            if (chapters[i].Start >= duration)
                throw new RequestRefusedException(HttpErrors.InvalidField($"chapters[{i}].start", $"\"{chapters[i].Title}\" starts after the end of the video"));
    }

    private static Chapter? ReadOne(JsonNode? item, int index, Chapter? previous, List<FieldError> errors)
    {
        var fields = item as JsonObject;
        var start = SecondsOf(fields?["start"]);
        var title = fields?["title"] is JsonValue value && value.TryGetValue<string>(out var text)
            ? new string([.. text.Where(c => !char.IsControl(c))]).Trim() : "";
        if (start is null)
            errors.Add(new($"chapters[{index}].start", "start must be seconds, 0 or more"));
        else if (previous is not null && start <= previous.Start)
            errors.Add(new($"chapters[{index}].start", "Chapters come in order, each after the one before"));
        if (title.Length is 0 or > MaxTitle)
            errors.Add(new($"chapters[{index}].title", $"title has 1 to {MaxTitle} characters"));
        return start is { } seconds && title.Length is > 0 and <= MaxTitle ? new Chapter(seconds, title) : null;
    }

    private static double? SecondsOf(JsonNode? node)
    {
        if (node is not JsonValue value)
            return null;
        if (!value.TryGetValue<double>(out var seconds)
            && !(value.TryGetValue<string>(out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out seconds)))
            return null;
        return seconds is >= 0 and < 1e9 ? Math.Round(seconds, 3) : null;
    }
}
