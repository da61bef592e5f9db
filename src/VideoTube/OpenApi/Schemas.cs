using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using VideoTube.Http;

namespace VideoTube.OpenApi;

/// <summary>What the schemas of records must say beyond what the generator finds by itself.</summary>
internal static class Schemas
{
    public static OpenApiSchema Id() => new() { Type = JsonSchemaType.String, Pattern = "^[0-9a-f]{24}$", Description = "24 hex digits" };

    public static Task Complete(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var type = context.JsonTypeInfo.Type;
        if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(Data.Id))
        {
            schema.Type = type == typeof(Data.Id) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Pattern = Id().Pattern;
        }

        if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTimeOffset))
            schema.Type = type == typeof(DateTimeOffset) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;

        // An id has a converter of its own, into which the generator does not look.
        if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Enumerable && context.JsonTypeInfo.ElementType == typeof(Data.Id))
            schema.Items ??= Id();
        SayNumbersPlainly(schema);
        if (context.JsonPropertyInfo is { } sent && IsRequest(sent.DeclaringType) && MustBeSent(sent))
            schema.Type &= ~JsonSchemaType.Null;
        if (context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(AllowedValuesAttribute), inherit: true) is [AllowedValuesAttribute allowed])
            schema.Enum = [.. allowed.Values.Select(value => value is null ? JsonNullSentinel.JsonNull : (JsonNode)value.ToString()!)];
        if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object)
            schema.Required = context.JsonTypeInfo.Properties.Where(IsRequest(type) ? MustBeSent : IsAlwaysSent)
                .Select(property => property.Name).ToHashSet(StringComparer.Ordinal);
        return Task.CompletedTask;
    }

    /// <summary>Forms send numbers as text, and so they are read; what is sent, and should be, are numbers.</summary>
    private static void SayNumbersPlainly(OpenApiSchema schema)
    {
        if (schema.Type is not { } type || !type.HasFlag(JsonSchemaType.String) || !(type.HasFlag(JsonSchemaType.Integer) || type.HasFlag(JsonSchemaType.Number)))
            return;
        schema.Type = type & ~JsonSchemaType.String;
        schema.Pattern = null;
    }

    private static bool MustBeSent(JsonPropertyInfo property) =>
        property.IsRequired || Has<RequiredAttribute>(property.AttributeProvider) || Has<RequiredAttribute>(property.AssociatedParameter?.AttributeProvider);

    private static bool Has<T>(ICustomAttributeProvider? member) where T : Attribute =>
        member?.GetCustomAttributes(typeof(T), inherit: true) is [_, ..];

    private static bool IsRequest(Type type) => type.IsAssignableTo(typeof(IRequestFields));

    /// <summary>Null is written too, except where a property says otherwise.</summary>
    private static bool IsAlwaysSent(JsonPropertyInfo property) =>
        property.Get is not null && !Has<JsonIgnoreAttribute>(property.AttributeProvider);
}
