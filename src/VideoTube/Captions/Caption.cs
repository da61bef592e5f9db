using System.Text.Json.Serialization;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Storage;
using VideoTube.Videos;

namespace VideoTube.Captions;

/// <summary>A video's text in one language.</summary>
public sealed record Caption
{
    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }

    /// <summary>What players call it: the language's own name unless the owner says otherwise.</summary>
    public required string Label { get; init; }

    /// <summary>Address of a WebVTT file; another one after each change.</summary>
    public required string Src { get; init; }
}

/// <param name="Label">1 to 60 characters.</param>
internal sealed record CaptionLabel(string? Label) : IRequestBody<CaptionLabel>
{
    public const int MaxLength = 60;

    /// <summary>Trimmed; null when none was sent.</summary>
    /// <exception cref="RequestRefusedException">It is too long.</exception>
    public string? Clean()
    {
        var label = new string([.. (Label ?? "").Where(c => !char.IsControl(c))]).Trim();
        if (label.Length > MaxLength)
            throw new RequestRefusedException(HttpErrors.InvalidField("label", $"label has at most {MaxLength} characters"));
        return label.Length == 0 ? null : label;
    }
}

internal static class CaptionKeys
{
    /// <summary>A new name for each change, so that no player shows the old text from its cache.</summary>
    public static MediaKey New(Id video, string language, Id version) => VideoKeys.Folder(video) / "captions" / $"{language}-{version}.vtt";
}

[JsonSerializable(typeof(Caption))]
[JsonSerializable(typeof(IReadOnlyList<Caption>))]
[JsonSerializable(typeof(CaptionLabel))]
[JsonSerializable(typeof(ExportedCaption))]
internal sealed partial class CaptionJson : JsonSerializerContext;
