using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using VideoTube.Http;

namespace VideoTube.OpenApi;

/// <summary>What a route takes: a record's fields in each form they may come in, and the files of a form.</summary>
internal static class RequestBodies
{
    public static async Task AddAsync(RouteFacts route, OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        operation.RequestBody = null;
        if (route.Body is not { } body)
            return;
        var content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal);
        foreach (var type in body.RawTypes)
            content[type] = new OpenApiMediaType();
        var fields = body.Fields is null ? null : await context.GetOrCreateSchemaAsync(body.Fields, cancellationToken: ct);
        if (fields is not null && !body.IsFormOnly)
        {
            context.Document!.AddComponent<IOpenApiSchema>(body.Fields!.Name, fields);
            var reference = new OpenApiSchemaReference(body.Fields.Name, context.Document);
            content["application/json"] = new OpenApiMediaType { Schema = reference };
            content["application/x-www-form-urlencoded"] = new OpenApiMediaType { Schema = reference };
            if (body.Files.Count == 0)
                content["multipart/form-data"] = new OpenApiMediaType { Schema = reference };
        }

        if (body.Files.Count > 0)
            content["multipart/form-data"] = new OpenApiMediaType { Schema = FormOf(fields, body.Files) };
        operation.RequestBody = new OpenApiRequestBody { Content = content, Required = body.IsFormOnly || body.RawTypes.Count > 0 || fields?.Required is { Count: > 0 } };
    }

    private static OpenApiSchema FormOf(OpenApiSchema? fields, IReadOnlyList<FilePart> files)
    {
        var form = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema>(fields?.Properties ?? new Dictionary<string, IOpenApiSchema>(), StringComparer.Ordinal),
            Required = new HashSet<string>(fields?.Required ?? new HashSet<string>(), StringComparer.Ordinal),
        };
        foreach (var file in files)
        {
            form.Properties[file.Name] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = file.About };
            if (file.IsRequired)
                form.Required.Add(file.Name);
        }

        return form;
    }
}
