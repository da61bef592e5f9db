using System.Text.Json.Serialization;

namespace VideoTube.Http;

/// <summary>
/// A page of a list, in the shape of mongoose-aggregate-paginate-v2, with a cursor beside the numbers: pages by number
/// are counted, pages by cursor cost the same at any depth.
/// </summary>
internal sealed record Page<T>
{
    public required IReadOnlyList<T> Docs { get; init; }
    public long? TotalDocs { get; init; }
    public required int Limit { get; init; }
    [JsonPropertyName("page")]
    public int? Number { get; init; }
    public long? TotalPages { get; init; }
    public long? PagingCounter { get; init; }
    public bool HasPrevPage { get; init; }
    public bool HasNextPage { get; init; }
    public int? PrevPage { get; init; }
    public int? NextPage { get; init; }

    /// <summary>Send it back as <c>?cursor=</c> for what follows; null at the end.</summary>
    public string? NextCursor { get; init; }

    /// <summary>What was searched instead of what was typed; only in answers where that is so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CorrectedQuery { get; init; }
}
