using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace VideoTube.OpenApi;

/// <summary>Makes up what an answer could look like, from its schema: by the names of its fields, which mean the same everywhere.</summary>
internal static class Samples
{
    private const string SomeId = "6890a1b2c3d4e5f607182930";
    private const int Deep = 6; // comments hold replies: somewhere it must end

    private static readonly Dictionary<string, JsonNode> Known = new(StringComparer.Ordinal)
    {
        ["username"] = "ada",
        ["fullname"] = "Ada Martin",
        ["email"] = "ada@example.org",
        ["password"] = "three quiet rivers",
        ["oldPassword"] = "three quiet rivers",
        ["newPassword"] = "four loud rivers",
        ["title"] = "Three quiet rivers",
        ["description"] = "A walk from the springs to the sea.",
        ["content"] = "I did not know there was a bridge.",
        ["name"] = "Rivers",
        ["avatar"] = $"/media/users/{SomeId}/avatar-{SomeId}.jpg",
        ["coverImage"] = $"/media/users/{SomeId}/cover-{SomeId}.jpg",
        ["thumbnail"] = $"/media/videos/{SomeId}/poster.jpg",
        ["hls"] = $"/media/videos/{SomeId}/master.m3u8",
        ["videoFile"] = $"/media/videos/{SomeId}/original.mp4",
        ["videoType"] = "video/mp4",
        ["tags"] = new JsonArray("walks", "rivers"),
        ["accessToken"] = "eyJhbGciOiJIUzI1NiJ9.…",
        ["refreshToken"] = "eyJhbGciOiJIUzI1NiJ9.…",
        ["token"] = "eyJhbGciOiJIUzI1NiJ9.…",
        ["status"] = "ready",
        ["visibility"] = "public",
        ["codecs"] = "avc1.64001f",
        ["duration"] = 92.4,
        ["width"] = 1280,
        ["height"] = 720,
        ["progress"] = 100,
        ["page"] = 1,
        ["limit"] = 10,
        ["totalDocs"] = 1,
        ["totalPages"] = 1,
        ["pagingCounter"] = 1,
        ["hasPrevPage"] = false,
        ["hasNextPage"] = false,
    };

    public static JsonNode? OfEnvelope(IOpenApiSchema envelope, int status, string message)
    {
        var sample = new JsonObject { ["status"] = status, ["statusCode"] = status, ["success"] = true, ["message"] = message };
        foreach (var (name, schema) in envelope.Properties!)
            if (!sample.ContainsKey(name))
                sample[name] = Of(name, schema, 0);
        return sample;
    }

    /// <summary>What one could send: nothing that may be left out and says nothing.</summary>
    public static JsonNode? OfRequest(IOpenApiSchema schema)
    {
        var sample = Of("", schema, 0);
        foreach (var empty in (sample as JsonObject)?.Where(member => member.Value is null).Select(member => member.Key).ToList() ?? [])
            sample!.AsObject().Remove(empty);
        return sample;
    }

    private static JsonNode? Of(string name, IOpenApiSchema schema, int depth)
    {
        if (schema.OneOf is { Count: > 0 } or)
            return Of(name, or.FirstOrDefault(one => one.Type != JsonSchemaType.Null) ?? or[0], depth);
        var type = (schema.Type ?? JsonSchemaType.Object) & ~JsonSchemaType.Null;
        if (schema.Enum is { Count: > 0 } values)
            return (Known.TryGetValue(name, out var listed) && values.Any(value => JsonNode.DeepEquals(value, listed)) ? listed : values[0]).DeepClone();
        if (Known.TryGetValue(name, out var known) && Fits(known, type))
            return known.DeepClone();
        if (schema.Type?.HasFlag(JsonSchemaType.Null) == true)
            return null;
        return type switch
        {
            JsonSchemaType.Object when depth < Deep => ObjectOf(schema, depth),
            JsonSchemaType.Array when depth < Deep && schema.Items is { } items => new JsonArray(Of(name, items, depth + 1)),
            JsonSchemaType.Array => new JsonArray(),
            JsonSchemaType.Boolean => true,
            JsonSchemaType.Integer or JsonSchemaType.Number => JsonValue.Create(Clamp(1, schema)),
            JsonSchemaType.String => TextOf(schema),
            _ => null,
        };
    }

    private static JsonObject ObjectOf(IOpenApiSchema schema, int depth)
    {
        var sample = new JsonObject();
        foreach (var (name, member) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            sample[name] = Of(name, member, depth + 1);
        return sample;
    }

    private static string TextOf(IOpenApiSchema schema) =>
        schema.Format == "date-time" ? "2026-05-01T09:30:00.000Z"
        : schema.Format == "date" ? "2026-05-01"
        : schema.Pattern?.Contains("{24}") == true ? SomeId
        : "text";

    private static bool Fits(JsonNode known, JsonSchemaType type) => known.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.String => type == JsonSchemaType.String,
        System.Text.Json.JsonValueKind.False => type == JsonSchemaType.Boolean,
        System.Text.Json.JsonValueKind.Array => type == JsonSchemaType.Array,
        _ => type == JsonSchemaType.Number || (type == JsonSchemaType.Integer && known.GetValue<object>() is int),
    };

    private static long Clamp(long value, IOpenApiSchema schema) =>
        long.TryParse(schema.Minimum, CultureInfo.InvariantCulture, out var min) ? Math.Max(min, value) : value;
}
