using System.Text.Json.Nodes;

namespace VideoTube.Web.Api;

/// <summary>What a value is, in words a reader understands.</summary>
/// <param name="Record">The record it is made of, to be linked; null for plain values.</param>
public sealed record ApiType(string Words, string? Record = null)
{
    public IReadOnlyList<string> Values { get; private init; } = [];

    public bool IsFile { get; private init; }

    public string? Default { get; private init; }

    internal static ApiType Of(JsonNode schema)
    {
        if ((string?)schema["$ref"] is { } reference)
            return reference[(reference.LastIndexOf('/') + 1)..] is var name && name == "Id" ? new ApiType("id") : new ApiType(name, name);
        if (schema["oneOf"] is JsonArray or && or.FirstOrDefault(one => (string?)one!["type"] != "null") is { } some)
            return Of(some) is var type ? type with { Words = $"{type.Words} or null" } : type;
        if (schema["items"] is { } items)
            return Of(items) is var item ? item with { Words = $"list of {item.Words}{OrNull(schema)}" } : item;
        return new ApiType(Plain(schema) + OrNull(schema))
        {
            Values = [.. schema["enum"]?.AsArray().Where(value => value is not null).Select(value => value!.ToString()) ?? []],
            IsFile = (string?)schema["format"] == "binary",
            Default = schema["default"]?.ToString(),
        };
    }

    private static string Plain(JsonNode schema) => ((string?)schema["format"], TypesOf(schema).FirstOrDefault(type => type != "null")) switch
    {
        ("binary", _) => "file",
        ("date-time", _) => "time",
        (_, "string") => (string?)schema["pattern"] == "^[0-9a-f]{24}$" ? "id" : "text",
        (_, "integer") => "whole number",
        (_, "boolean") => "true or false",
        (_, null) => TypesOf(schema).Any() ? "null" : "anything",
        var (_, type) => type,
    };

    private static string OrNull(JsonNode schema) => TypesOf(schema).Skip(1).Any() && TypesOf(schema).Contains("null") ? " or null" : "";

    private static IEnumerable<string> TypesOf(JsonNode schema) => schema["type"] switch
    {
        JsonArray many => many.Select(type => (string)type!),
        { } one => [(string)one!],
        _ => [],
    };
}
