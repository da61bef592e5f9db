using System.Text.Json;
using Microsoft.OpenApi;

namespace VideoTube.OpenApi;

/// <summary>Stable names of operations: the tag and the handler's name, as in <c>videos_togglePublish</c>.</summary>
internal static class OperationNames
{
    public static string Of(RouteFacts route, OpenApiOperation operation)
    {
        if (operation.OperationId is { } given)
            return given;
        var tag = operation.Tags?.FirstOrDefault()?.Name ?? "other";
        return $"{Camel(tag)}_{(route.Handler?.Name is { } name && !name.Contains('<') ? Camel(name) : Slug(route.Path))}";
    }

    /// <summary>A handler that is mapped at two addresses: what differs in the second one is added to its name.</summary>
    public static void Distinguish(OpenApiDocument document)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, item) in document.Paths)
            foreach (var operation in item.Operations!.Values)
                if (!taken.Add(operation.OperationId!))
                    taken.Add(operation.OperationId += $"_{Slug(path)}");
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name.Replace(" ", ""));

    private static string Slug(string path) =>
        string.Join('_', path.Split('/').Where(part => part.Length > 0 && part is not ("api" or "v1")).Select(part => part.Trim('{', '}')));
}
