using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using VideoTube.Http;

namespace VideoTube.OpenApi;

/// <summary>What a route answers when all is well: its data in the envelope, or the bytes it sends.</summary>
internal static class SuccessAnswers
{
    public static void Add(RouteFacts route, OpenApiResponses answers, IOpenApiSchema? data)
    {
        foreach (var status in route.Successes)
            answers[status.ToString()] = Of(route, status, data);
        if (route.IsRead && route.Successes.Contains(StatusCodes.Status200OK) && route.SentTypes is not ["text/event-stream"])
            answers["304"] = new OpenApiResponse { Description = "Not modified: what If-None-Match names is still the newest" };
    }

    private static OpenApiResponse Of(RouteFacts route, int status, IOpenApiSchema? data)
    {
        var answer = new OpenApiResponse { Description = ReasonPhrases.GetReasonPhrase(status) };
        if (status is StatusCodes.Status201Created or StatusCodes.Status202Accepted or StatusCodes.Status301MovedPermanently)
            answer.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal) { ["Location"] = Header("Where it is", JsonSchemaType.String) };
        if (status is StatusCodes.Status204NoContent or (>= 300 and < 400))
            return answer;
        answer.Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal);
        if (route.Data is { } type)
            answer.Content["application/json"] = new OpenApiMediaType { Schema = EnvelopeOf(type, data) };
        else
            foreach (var sent in route.SentTypes is { Count: > 0 } types ? types : ["*/*"])
                answer.Content[sent] = new OpenApiMediaType();
        return answer;
    }

    private static OpenApiSchema EnvelopeOf(Type type, IOpenApiSchema? data)
    {
        var envelope = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string>(StringComparer.Ordinal) { "status", "statusCode", "success", "message", "data" },
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                ["statusCode"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                ["success"] = new OpenApiSchema { Type = JsonSchemaType.Boolean },
                ["message"] = new OpenApiSchema { Type = JsonSchemaType.String },
            },
        };
        if (type.IsAssignableTo(typeof(ICarriesToken)))
        {
            envelope.Properties["token"] = new OpenApiSchema { Type = JsonSchemaType.String };
            envelope.Required.Add("token");
        }

        envelope.Properties["data"] = data ?? new OpenApiSchema { Type = JsonSchemaType.Null };
        return envelope;
    }

    internal static OpenApiHeader Header(string about, JsonSchemaType type) => new() { Description = about, Schema = new OpenApiSchema { Type = type } };
}
