using System.Text.Json;
using System.Text.Json.Serialization;
using VideoTube.Http;

namespace VideoTube.Chapters;

/// <summary>A part of a video with a name of its own.</summary>
/// <param name="Start">Seconds from the beginning, whole milliseconds.</param>
/// <param name="Title">1 to 100 characters.</param>
public sealed record Chapter(double Start, string Title);

/// <summary>The chapters of a video, by start; the first starts at 0.</summary>
/// <param name="Source">owner when they were set, description when they stand there as timestamps; null when there are none.</param>
internal sealed record ChapterList(IReadOnlyList<Chapter> Chapters, string? Source)
{
    /// <summary>The chapters that were set, or else those that the description tells.</summary>
    /// <param name="stored">The column.</param>
    /// <param name="duration">Seconds; 0 while it is unknown.</param>
    public static ChapterList Of(string stored, string description, double duration)
    {
        if (ReadColumn(stored) is { Count: > 0 } set)
            return new ChapterList(set, "owner");
        var told = DescriptionChapters.Read(description, duration);
        return new ChapterList(told, told.Count > 0 ? "description" : null);
    }

    public static string WriteColumn(IReadOnlyList<Chapter> chapters) => JsonSerializer.Serialize(chapters, ChapterColumn.Default.IReadOnlyListChapter);

    private static IReadOnlyList<Chapter> ReadColumn(string stored) => JsonSerializer.Deserialize(stored, ChapterColumn.Default.IReadOnlyListChapter) ?? [];
}

/// <summary>What a client may send; read item by item, so that each fault is told.</summary>
internal sealed record SentChapters(IReadOnlyList<Chapter>? Chapters) : IRequestFields;

[JsonSerializable(typeof(ChapterList))]
[JsonSerializable(typeof(SentChapters))]
internal sealed partial class ChapterJson : JsonSerializerContext;

/// <summary>As videos.chapters keeps them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<Chapter>))]
internal sealed partial class ChapterColumn : JsonSerializerContext;
