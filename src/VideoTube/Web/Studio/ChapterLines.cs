using System.Globalization;
using System.Text.Json.Nodes;
using VideoTube.Chapters;
using VideoTube.Http;
using VideoTube.Videos;
using VideoTube.Web.Words;

namespace VideoTube.Web.Studio;

/// <summary>Chapters as their owner types them, a line each: <c>0:00 The beginning</c>.</summary>
internal static class ChapterLines
{
    public const string Field = "chapter-lines";

    public static string Write(IReadOnlyList<Chapter> chapters) =>
        string.Join('\n', chapters.Select(chapter => $"{ClockTime.Write(chapter.Start)} {chapter.Title}"));

    /// <summary>What the owner set; empty where the chapters are only those that the description tells.</summary>
    public static string OfOwner(Video video) => AreTold(video) ? "" : Write(video.Chapters ?? []);

    /// <summary>True when the video has the chapters that its description tells.</summary>
    public static bool AreTold(Video video) =>
        video.Chapters is { Count: > 0 } chapters && chapters.SequenceEqual(DescriptionChapters.Read(video.Description, video.Duration));

    /// <summary>None for an empty text.</summary>
    /// <exception cref="RequestRefusedException">A line is no chapter; each such line is told.</exception>
    public static IReadOnlyList<Chapter> Read(string text)
    {
        var lines = text.Split('\n').Select((line, i) => (Number: i + 1, Text: line.Trim())).Where(line => line.Text.Length > 0).ToList();
        var faults = new List<FieldError>();
        var sent = new JsonArray();
        foreach (var (number, line) in lines)
        {
            var end = line.IndexOfAny([' ', '\t']);
            if (end < 0 || ClockTime.Parse(line[..end]) is not { } start)
                faults.Add(new(Field, $"Line {number} must be a time and a title, such as 1:30 Getting started"));
            else
                sent.Add(new JsonObject { ["start"] = start, ["title"] = line[end..].Trim() });
        }

        var judged = new List<FieldError>();
        var chapters = faults.Count == 0 ? ChapterRules.Read(sent, judged) : null;
        faults.AddRange(judged.Select(fault => fault with { Field = Field, Message = IndexOf(fault.Field) is { } i ? $"Line {lines[i].Number}: {fault.Message}" : fault.Message }));
        return chapters ?? throw new RequestRefusedException(HttpErrors.Invalid(faults, onlyMissing: false));
    }

    /// <summary>chapters[2].title: 2.</summary>
    private static int? IndexOf(string field) =>
        field.Split('[', ']') is [_, var index, ..] && int.TryParse(index, CultureInfo.InvariantCulture, out var i) ? i : null;
}
