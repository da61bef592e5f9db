using System.Text.Json.Serialization;

namespace VideoTube.Storage.Cloudinary;

/// <summary>What an upload and <c>explicit</c> answer. A chunk that is not the last one is answered with Done false.</summary>
internal sealed record StoredFile(string? PublicId, long? Bytes, DateTimeOffset? CreatedAt, string? Etag, bool? Done);

/// <param name="Result"><c>ok</c> or <c>not found</c>.</param>
internal sealed record DestroyAnswer(string? Result);

internal sealed record ListedFiles(IReadOnlyList<ListedFile>? Resources, string? NextCursor);

internal sealed record ListedFile(string? PublicId, FileContext? Context);

internal sealed record FileContext(CustomContext? Custom);

/// <param name="Key">The media key of a file whose public ID had to be shortened.</param>
internal sealed record CustomContext(string? Key);

/// <param name="Deleted">What became of each public ID.</param>
/// <param name="NextCursor">Where to go on when there was more than one request deletes.</param>
internal sealed record DeletedFiles(IReadOnlyDictionary<string, string>? Deleted, bool? Partial, string? NextCursor);

internal sealed record ErrorAnswer(ErrorText? Error);

internal sealed record ErrorText(string? Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StoredFile))]
[JsonSerializable(typeof(DestroyAnswer))]
[JsonSerializable(typeof(ListedFiles))]
[JsonSerializable(typeof(DeletedFiles))]
[JsonSerializable(typeof(ErrorAnswer))]
internal sealed partial class CloudinaryJson : JsonSerializerContext;
