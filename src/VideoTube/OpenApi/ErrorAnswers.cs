using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using VideoTube.Http;

namespace VideoTube.OpenApi;

/// <summary>What a route answers when it refuses: one answer a status, with an example for each stable code.</summary>
internal static class ErrorAnswers
{
    private const string Error = "Error", Problem = "Problem";

    public static void Add(RouteFacts route, OpenApiResponses answers, OpenApiDocument document)
    {
        foreach (var sameStatus in PossibleErrors.Of(route).GroupBy(error => error.Status).OrderBy(group => group.Key))
            answers[sameStatus.Key.ToString()] = Of([.. sameStatus], document);
    }

    /// <summary>The two forms of a failure: ours, and that of RFC 9457.</summary>
    public static void DeclareForms(OpenApiDocument document)
    {
        var fields = new OpenApiSchema
        {
            Type = JsonSchemaType.Array, Description = "What is wrong, field by field",
            Items = Record([("field", Text("Its name as it was sent")), ("message", Text("What is wrong, in words"))]),
        };
        (string, IOpenApiSchema)[] common =
        [
            ("code", Text("Stable: programs decide by it")), ("errors", fields), ("traceId", Text("Name of this request in the site's log; also in the header Request-Id")),
        ];
        var ours = Record(
        [
            ("status", Whole()), ("statusCode", Whole()), ("success", new OpenApiSchema { Type = JsonSchemaType.Boolean }), ("message", Text("In words, for people")),
            ("data", new OpenApiSchema { Type = JsonSchemaType.Null }), .. common,
        ]);
        ours.Properties!["stack"] = Text("Only from a site in development");
        document.AddComponent<IOpenApiSchema>(Error, ours);
        document.AddComponent<IOpenApiSchema>(Problem, Record(
        [
            ("type", Text("about:blank")), ("title", Text("The status in words")), ("status", Whole()), ("detail", Text("In words, for people")),
            ("instance", Text("The path that was asked for")), .. common,
        ]));
    }

    /// <summary>Routes that refuse for the same reasons share the answer, which is named for them.</summary>
    private static OpenApiResponseReference Of(IReadOnlyList<ApiError> errors, OpenApiDocument document)
    {
        var examples = errors.ToDictionary(error => error.Code, error => Declare(error, document), StringComparer.Ordinal);
        var name = string.Join('-', examples.Values.Order(StringComparer.Ordinal));
        document.AddComponent<IOpenApiResponse>(name, Answer(errors, examples.ToDictionary(
            example => example.Key, IOpenApiExample (example) => new OpenApiExampleReference(example.Value, document), StringComparer.Ordinal), document));
        return new OpenApiResponseReference(name, document);
    }

    private static OpenApiResponse Answer(IReadOnlyList<ApiError> errors, Dictionary<string, IOpenApiExample> examples, OpenApiDocument document) =>
        new()
        {
            Description = string.Join(" · ", errors.Select(error => error.Message).Distinct()),
            Headers = errors.All(error => error.RetryAfter is null)
                ? null
                : new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal) { ["Retry-After"] = SuccessAnswers.Header("Seconds to wait", JsonSchemaType.Integer) },
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(Error, document), Examples = examples },
                ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(Problem, document) },
            },
        };

    /// <summary>An example stands in the document once; routes that say the same code in other words have one of their own.</summary>
    private static string Declare(ApiError error, OpenApiDocument document)
    {
        var example = new OpenApiExample { Summary = error.Message, Value = ValueOf(error) };
        for (var number = 1; ; number++)
        {
            var key = number == 1 ? error.Code : $"{error.Code}.{number}";
            if (document.Components?.Examples?.TryGetValue(key, out var known) != true)
                document.AddComponent<IOpenApiExample>(key, example);
            else if (!JsonNode.DeepEquals(known!.Value, example.Value))
                continue;
            return key;
        }
    }

    private static JsonObject ValueOf(ApiError error) => new()
    {
        ["status"] = error.Status,
        ["statusCode"] = error.Status,
        ["success"] = false,
        ["message"] = error.Message,
        ["data"] = null,
        ["code"] = error.Code,
        ["errors"] = new JsonArray([.. error.Errors.Select(field => new JsonObject { ["field"] = field.Field, ["message"] = field.Message })]),
        ["traceId"] = "0HNJ3K5T7V9QB:00000001",
    };

    private static OpenApiSchema Record(IReadOnlyList<(string Name, IOpenApiSchema Schema)> members) => new()
    {
        Type = JsonSchemaType.Object,
        Required = members.Select(member => member.Name).ToHashSet(StringComparer.Ordinal),
        Properties = members.ToDictionary(member => member.Name, member => member.Schema, StringComparer.Ordinal),
    };

    private static OpenApiSchema Text(string about) => new() { Type = JsonSchemaType.String, Description = about };

    private static OpenApiSchema Whole() => new() { Type = JsonSchemaType.Integer };
}
