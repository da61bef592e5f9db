using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoTube.OpenApi;

namespace VideoTube.Web.Api;

/// <summary>The API's document as its page shows it; read once.</summary>
internal sealed class ApiBook(ApiDocumentFile file)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lazy<Task<(IReadOnlyList<ApiChapter> Chapters, IReadOnlyList<ApiRecord> Records)>> content = new(async () =>
    {
        var document = JsonNode.Parse(await file.ReadAsync())!;
        return (ChaptersOf(document), RecordsOf(document));
    });

    public async Task<IReadOnlyList<ApiChapter>> ReadChaptersAsync() => (await content.Value).Chapters;

    public async Task<IReadOnlyList<ApiRecord>> ReadRecordsAsync() => (await content.Value).Records;

    private static List<ApiChapter> ChaptersOf(JsonNode document) =>
    [
        .. from path in document["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           group OperationOf(document, path.Key, operation.Key, operation.Value!) by (string)operation.Value!["tags"]![0]! into chapter
           select new ApiChapter(chapter.Key, [.. chapter]),
    ];

    private static List<ApiRecord> RecordsOf(JsonNode document) =>
    [
        .. from schema in document["components"]!["schemas"]!.AsObject()
           where schema.Value!["properties"] is not null
           select new ApiRecord(schema.Key, (string?)schema.Value["description"], FieldsOf(schema.Value)),
    ];

    private static ApiOperation OperationOf(JsonNode document, string path, string method, JsonNode operation) => new()
    {
        Id = (string)operation["operationId"]!,
        Method = method.ToUpperInvariant(),
        Path = path,
        Summary = (string?)operation["summary"] ?? "",
        SignIn = operation["security"]?.AsArray() switch
        {
            [JsonObject { Count: > 0 }, ..] => "Needs a sign-in",
            [_, ..] => "Shows more to those signed in",
            _ => null,
        },
        Parameters = [.. from parameter in operation["parameters"]?.AsArray() ?? [] select ParameterOf(parameter)],
        Body = operation["requestBody"]?["content"] is JsonObject content ? BodyOf(document, content) : null,
        Answers = [.. from answer in operation["responses"]!.AsObject() select AnswerOf(document, answer.Key, Resolve(document, answer.Value!))],
    };

    private static ApiField ParameterOf(JsonNode parameter) => new((string)parameter["name"]!, ApiType.Of(parameter["schema"]!))
    {
        About = (string?)parameter["description"],
        IsRequired = (bool?)parameter["required"] ?? false,
        IsInPath = (string)parameter["in"]! == "path",
    };

    private static ApiBody BodyOf(JsonNode document, JsonObject content)
    {
        var forms = content.Select(form => form.Key).ToList();
        var form = content["multipart/form-data"]?["schema"] is { } schema ? FieldsOf(Resolve(document, schema)) : [];
        return new ApiBody(forms, form, content["application/json"]?["example"]?.ToJsonString(Indented));
    }

    private static ApiAnswer AnswerOf(JsonNode document, string status, JsonNode answer)
    {
        var json = answer["content"]?["application/json"];
        return new ApiAnswer(status, (string)answer["description"]!)
        {
            Codes = [.. from example in json?["examples"]?.AsObject() ?? [] select (example.Key, (string)Resolve(document, example.Value!)["summary"]!)],
            Types = [.. answer["content"]?.AsObject().Select(media => media.Key) ?? []],
            Data = json?["schema"]?["properties"]?["data"] is { } data ? ApiType.Of(data) : null,
            Example = json?["example"]?.ToJsonString(Indented),
        };
    }

    private static List<ApiField> FieldsOf(JsonNode schema)
    {
        var required = schema["required"]?.AsArray().Select(name => (string)name!).ToHashSet() ?? [];
        return
        [
            .. from property in schema["properties"]!.AsObject()
               select new ApiField(property.Key, ApiType.Of(property.Value!)) { About = (string?)property.Value!["description"], IsRequired = required.Contains(property.Key) },
        ];
    }

    private static JsonNode Resolve(JsonNode document, JsonNode node) =>
        (string?)node["$ref"] is { } reference ? reference.Split('/').Skip(1).Aggregate(document, (at, name) => at[name]!) : node;
}
