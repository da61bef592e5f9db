using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace VideoTube.Http;

/// <summary>Forms as trees: <c>a[b][c]=1</c> is nested, <c>a[]=1</c> and a repeated name are lists, as Express's "extended" reads them.</summary>
internal static class FormTree
{
    // qs, which Express uses, stops at 5 levels and 1000 fields.
    private const int MaxDepth = 5;
    private const int MaxFields = 1000;

    public static JsonObject Parse(string urlencoded)
    {
        var tree = new JsonObject();
        try
        {
            using var reader = new FormReader(urlencoded) { ValueCountLimit = MaxFields };
            while (reader.ReadNextPair() is { } pair)
                Add(tree, pair.Key, pair.Value);
        }
        catch (InvalidDataException wrong)
        {
            throw new RequestRefusedException(HttpErrors.Unreadable(wrong.Message));
        }

        return tree;
    }

    public static async Task<JsonObject> ParseMultipartAsync(ReadOnlyMemory<byte> body, MediaTypeHeaderValue type)
    {
        var tree = new JsonObject();
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary))
            throw new RequestRefusedException(HttpErrors.Unreadable("The multipart body has no boundary"));
        try
        {
            var reader = new MultipartReader(boundary, new MemoryStream(body.ToArray()));
            while (await reader.ReadNextSectionAsync() is { } section)
                if (section.GetContentDispositionHeader() is { } disposition && disposition.IsFormDisposition())
                    Add(tree, HeaderUtilities.RemoveQuotes(disposition.Name).ToString(), await section.ReadAsStringAsync());
        }
        catch (Exception wrong) when (wrong is InvalidDataException or IOException)
        {
            throw new RequestRefusedException(HttpErrors.Unreadable("The multipart body is cut off or malformed"));
        }

        return tree;
    }

    public static void Add(JsonObject tree, string name, string value)
    {
        var path = name.Split('[').Select(part => part.TrimEnd(']')).Take(MaxDepth).ToArray();
        var node = tree;
        for (var i = 0; i < path.Length - 1 && path[i + 1].Length > 0; i++)
        {
            if (node[path[i]] is not JsonObject child)
                node[path[i]] = child = [];
            node = child;
        }

        var last = path[^1].Length > 0 || path.Length == 1 ? path[^1] : path[^2];
        var isList = path.Length > 1 && path[^1].Length == 0;
        if (node[last] is JsonArray list)
            list.Add((JsonNode)value);
        else if (node[last] is { } earlier)
            node[last] = new JsonArray(earlier.DeepClone(), value);
        else
            node[last] = isList ? new JsonArray((JsonNode)value) : value;
    }

    /// <summary>A list in any of the ways clients send one: as JSON, as JSON in the text of a field, or under numbered names; null when it is none.</summary>
    public static IReadOnlyList<JsonNode?>? ListOf(JsonNode node)
    {
        if (node is JsonValue value && value.TryGetValue<string>(out var text))
        {
            try
            {
                return text.Trim().Length == 0 ? [] : JsonNode.Parse(text) is JsonArray parsed ? [.. parsed] : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }

        return node is JsonObject numbered && numbered.All(item => int.TryParse(item.Key, CultureInfo.InvariantCulture, out _))
            ? [.. numbered.OrderBy(item => int.Parse(item.Key, CultureInfo.InvariantCulture)).Select(item => item.Value)]
            : node is JsonArray list ? [.. list] : null;
    }
}
