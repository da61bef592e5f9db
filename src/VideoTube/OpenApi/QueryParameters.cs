using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using VideoTube.Http;

namespace VideoTube.OpenApi;

/// <summary>Parameters in the address: of the path, and those that a binder says it reads.</summary>
internal static class QueryParameters
{
    public static void Add(RouteFacts route, OpenApiOperation operation)
    {
        operation.Parameters ??= [];
        foreach (var inPath in operation.Parameters.OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Path))
            if (route.HasId && RouteFacts.IsId(inPath.Name!))
                inPath.Schema = Schemas.Id();
        foreach (var read in route.Query)
            operation.Parameters.Add(new OpenApiParameter { Name = read.Name, In = ParameterLocation.Query, Description = read.About, Schema = SchemaOf(read) });
        if (operation.Parameters.Count == 0)
            operation.Parameters = null;
    }

    private static OpenApiSchema SchemaOf(QueryParameter read)
    {
        if (read.Format == "id")
            return Schemas.Id();
        return new OpenApiSchema
        {
            Type = read.Type switch
            {
                "integer" => JsonSchemaType.Integer,
                "number" => JsonSchemaType.Number,
                "boolean" => JsonSchemaType.Boolean,
                _ => JsonSchemaType.String,
            },
            Enum = read.Values.Count > 0 ? [.. read.Values.Select(value => (JsonNode)value)] : null,
            Minimum = read.Min?.ToString(CultureInfo.InvariantCulture),
            Maximum = read.Max?.ToString(CultureInfo.InvariantCulture),
            Default = read.Default is long standard ? JsonValue.Create(standard) : null,
        };
    }
}
