using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace VideoTube.Tests.Testing;

/// <summary>JSON Schema as far as the OpenAPI document uses it. What a schema does not name is a fault: answers hold nothing untold.</summary>
internal sealed class SchemaCheck(JsonNode document)
{
    /// <summary>What is wrong with a value, and where; null when nothing is.</summary>
    public string? FindFault(JsonNode schema, JsonNode? value, string at = "body")
    {
        schema = Resolve(schema)!;
        if (schema["oneOf"] is JsonArray or)
            return or.Any(one => FindFault(one!, value, at) is null) ? null : $"{at} fits none of its schemas: {string.Join("; ", or.Select(one => FindFault(one!, value, at)))}";
        if (schema["type"] is { } type && !TypesOf(type).Any(one => Is(one, value)))
            return $"{at} is {Kind(value)}, not {type.ToJsonString()}";
        if (value is null)
            return null;
        if (schema["enum"] is JsonArray allowed && !allowed.Any(one => JsonNode.DeepEquals(one, value)))
            return $"{at} is {value.ToJsonString()}, not one of {allowed.ToJsonString()}";
        if ((string?)schema["pattern"] is { } pattern && !Regex.IsMatch((string)value!, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
            return $"{at} is {value.ToJsonString()}, not as {pattern}";
        return value switch
        {
            JsonArray items when schema["items"] is { } each => items.Select((item, i) => FindFault(each, item, $"{at}[{i}]")).FirstOrDefault(fault => fault is not null),
            JsonObject members => FaultOfMembers(schema, members, at),
            _ => null,
        };
    }

    public JsonNode? Resolve(JsonNode? node)
    {
        while ((string?)(node as JsonObject)?["$ref"] is { } reference)
            node = reference.Split('/').Skip(1).Aggregate(document, (at, name) => at[name]!);
        return node;
    }

    private string? FaultOfMembers(JsonNode schema, JsonObject members, string at)
    {
        foreach (var required in schema["required"]?.AsArray() ?? [])
            if (!members.ContainsKey((string)required!))
                return $"{at}.{required} is missing";
        foreach (var (name, value) in members)
        {
            if ((schema["properties"]?[name] ?? schema["additionalProperties"]) is not JsonObject member)
                return $"{at}.{name} is unknown to the document";
            if (FindFault(member, value, $"{at}.{name}") is { } fault)
                return fault;
        }

        return null;
    }

    private static IEnumerable<string> TypesOf(JsonNode type) => type is JsonArray many ? many.Select(one => (string)one!) : [(string)type!];

    private static bool Is(string type, JsonNode? value) => (type, Kind(value)) switch
    {
        ("null", JsonValueKind.Null) or ("string", JsonValueKind.String) or ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) or ("number", JsonValueKind.Number) => true,
        ("integer", JsonValueKind.Number) => value!.AsValue().TryGetValue<long>(out _),
        _ => false,
    };

    private static JsonValueKind Kind(JsonNode? value) => value?.GetValueKind() ?? JsonValueKind.Null;
}
