namespace VideoTube.Web.Api;

/// <summary>The operations of one tag.</summary>
public sealed record ApiChapter(string Name, IReadOnlyList<ApiOperation> Operations);

public sealed record ApiOperation
{
    public required string Id { get; init; }
    public required string Method { get; init; }
    public required string Path { get; init; }
    public required string Summary { get; init; }

    /// <summary>What a sign-in changes, in words; null when nothing.</summary>
    public string? SignIn { get; init; }
    public IReadOnlyList<ApiField> Parameters { get; init; } = [];
    public ApiBody? Body { get; init; }
    public IReadOnlyList<ApiAnswer> Answers { get; init; } = [];
}

/// <summary>A record of the document's components.</summary>
public sealed record ApiRecord(string Name, string? About, IReadOnlyList<ApiField> Fields);

public sealed record ApiField(string Name, ApiType Type)
{
    public string? About { get; init; }
    public bool IsRequired { get; init; }
    public bool IsInPath { get; init; }
}

/// <param name="Forms">Media types it may come in.</param>
/// <param name="Parts">Of a multipart form; empty where it may not be one.</param>
/// <param name="Example">As JSON; null where it may not be that.</param>
public sealed record ApiBody(IReadOnlyList<string> Forms, IReadOnlyList<ApiField> Parts, string? Example)
{
    public bool HasFiles => Parts.Any(part => part.Type.IsFile);
}

public sealed record ApiAnswer(string Status, string About)
{
    public IReadOnlyList<(string Code, string Message)> Codes { get; init; } = [];
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>What the envelope holds; null when there is no envelope.</summary>
    public ApiType? Data { get; init; }
    public string? Example { get; init; }
}
