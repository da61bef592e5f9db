using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using VideoTube.Accounts;
using VideoTube.Likes;
using VideoTube.Subscriptions;

namespace VideoTube.Compatibility;

/// <summary>
/// Second names of what answers hold, as front-ends of the original backend read them: <c>ownerDetails</c> beside
/// <c>owner</c>. Added to the shape of each answer once, when it is first written; the values are the same.
/// </summary>
internal static class AlsoNamed
{
    /// <summary>A name, and the other name it is also sent under; only in answers of one kind where a kind is given.</summary>
    private static readonly (string Name, string Also, Type? Kind)[] Names =
    [
        ("owner", "ownerDetails", null),
        ("isLiked", "liked", null),
        ("isSubscribed", "subscribed", null),
        ("subscribed", "isSubscribed", null),
        ("user", "loggedInUser", typeof(SignedIn)),
        ("video", "likedVideo", typeof(LikedVideo)),
        ("channel", "subscribedChannel", typeof(Subscription)),
    ];

    public static void Add(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        if (Find(type, "fullname") is { } fullname && fullname.PropertyType == typeof(string))
            fullname.CustomConverter = new BothSpellings();
        foreach (var (name, also, kind) in Names)
        {
            if (kind is not null && type.Type != kind || Find(type, also) is not null || Find(type, name) is not { Get: { } read } known)
                continue;
            var copy = type.CreateJsonPropertyInfo(known.PropertyType, also);
            copy.Get = read;
            copy.ShouldSerialize = known.ShouldSerialize;
            type.Properties.Add(copy);
        }
    }

    /// <summary>What the document cannot see: the value that is written twice.</summary>
    public static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        if (schema.Properties?.ContainsKey("fullname") == true)
            schema.Properties["fullname"] = schema.Properties["fullName"] = new OpenApiSchema { Type = JsonSchemaType.String };
        return Task.CompletedTask;
    }

    private static JsonPropertyInfo? Find(JsonTypeInfo type, string name) =>
        type.Properties.FirstOrDefault(property => property.Name == name);

    /// <summary>
    /// <c>fullname</c> and <c>fullName</c> are one name to the reader of requests, which looks at no case: so the value is
    /// not a second property but is written twice.
    /// </summary>
    private sealed class BothSpellings : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
        {
            writer.WriteStringValue(value);
            writer.WriteString("fullName", value);
        }
    }
}
