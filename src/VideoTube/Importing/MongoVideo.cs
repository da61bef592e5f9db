using System.Text.Json;
using VideoTube.Data;
using VideoTube.Videos;

namespace VideoTube.Importing;

/// <summary>A video of the Express and Mongoose backend, held to this site's rules: texts that are too long are cut.</summary>
internal sealed record MongoVideo(
    Id Id, Id Owner, string Title, string Description, double Duration, long Views, bool IsPublished, string? VideoFile,
    string? Thumbnail, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    private const double MaxDuration = 10 * 365 * 86400.0; // seconds; more is no length of a video

    /// <exception cref="InvalidDocumentException">A field is missing or against the rules.</exception>
    public static MongoVideo Read(JsonElement document)
    {
        var id = MongoTimes.IdOf(document);
        var owner = ExtendedJson.Id(document, "owner") ?? throw new InvalidDocumentException("it has no owner");
        var title = Cut((ExtendedJson.Text(document, "title") ?? "").Trim(), VideoDetails.MaxTitle);
        if (title.Length == 0)
            throw new InvalidDocumentException("it has no title");
        var duration = ExtendedJson.Number(document, "duration") ?? 0;
        if (duration is < 0 or > MaxDuration)
            throw new InvalidDocumentException("its duration is none");
        var views = ExtendedJson.Number(document, "views") ?? 0;
        if (views is < 0 or > long.MaxValue / 2)
            throw new InvalidDocumentException("its views are no number of views");
        var (createdAt, updatedAt) = MongoTimes.Of(document, id);
        return new MongoVideo(
            id, owner, title, Cut((ExtendedJson.Text(document, "description") ?? "").Trim(), VideoDetails.MaxDescription),
            duration, (long)views, ExtendedJson.Flag(document, "isPublished") ?? true, ExtendedJson.Text(document, "videoFile"),
            ExtendedJson.Text(document, "thumbnail"), createdAt, updatedAt);
    }

    /// <summary>Never between the two halves of one character.</summary>
    private static string Cut(string text, int max) =>
        text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)].TrimEnd();
}
