using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace VideoTube.Http;

/// <summary>
/// A record that an endpoint takes as its body, in whichever form it came: JSON, urlencoded with bracketed names, or the
/// fields of a small multipart form. At most 16 KiB, validated by its attributes: missing is 400, wrong is 422.
/// </summary>
internal interface IRequestBody<TSelf> : IRequestFields, IBindableFromHttpContext<TSelf>, IEndpointParameterMetadataProvider
    where TSelf : class, IRequestBody<TSelf>
{
    static async ValueTask<TSelf?> IBindableFromHttpContext<TSelf>.BindAsync(HttpContext http, ParameterInfo parameter) =>
        RequestBody.Parse<TSelf>(await RequestBody.ReadAsync(http.Request), http);

    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new TakenBody(typeof(TSelf), []));
}

/// <summary>A record of what clients send: what is not required may be left out.</summary>
internal interface IRequestFields;

internal static class RequestBody
{
    /// <summary>What the seeds' Express apps take.</summary>
    public const int MaxBytes = 16 * 1024;

    // A name sent twice would fail only when the object is read; which of the two is meant, nobody knows.
    private static readonly JsonDocumentOptions NamesOnce = new() { AllowDuplicateProperties = false };

    public static async Task<JsonNode> ReadAsync(HttpRequest request)
    {
        var body = await ReadBytesAsync(request);
        if (body.Length == 0 && string.IsNullOrEmpty(request.ContentType))
            return new JsonObject();
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
            throw new RequestRefusedException(HttpErrors.BodyType);
        if (type.MediaType == "application/x-www-form-urlencoded")
            return FormTree.Parse(System.Text.Encoding.UTF8.GetString(body.Span));
        if (type.MediaType == "multipart/form-data")
            return await FormTree.ParseMultipartAsync(body, type);
        if (type.MediaType == "application/json" || type.Suffix == "json")
            return ParseJson(body);
        throw new RequestRefusedException(HttpErrors.BodyType);
    }

    /// <summary>Reads the record out of the tree and validates it.</summary>
    /// <exception cref="RequestRefusedException">Something is missing, of the wrong type, or against the record's rules.</exception>
    public static T Parse<T>(JsonNode tree, HttpContext http) where T : class
    {
        var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        T request;
        try
        {
            request = (T)tree.Deserialize(options.GetTypeInfo(typeof(T)))!;
        }
        catch (JsonException wrong)
        {
            var field = wrong.Path?.TrimStart('$', '.') is { Length: > 0 } path ? path : "body";
            throw new RequestRefusedException(HttpErrors.InvalidField(field, $"{field} has the wrong type"));
        }

        Validate(request);
        return request;
    }

    private static void Validate(object request)
    {
        var results = new List<ValidationResult>();
        if (Validator.TryValidateObject(request, new ValidationContext(request), results, validateAllProperties: true))
            return;
        var errors = results.ConvertAll(ErrorOf);
        var onlyMissing = results.TrueForAll(result => result.ErrorMessage?.EndsWith("required", StringComparison.Ordinal) == true
            || result.ErrorMessage?.EndsWith("required.", StringComparison.Ordinal) == true);
        throw new RequestRefusedException(HttpErrors.Invalid(errors, onlyMissing));
    }

    /// <summary>The framework names fields as C# does, and at more length: "The Code field is required."</summary>
    private static FieldError ErrorOf(ValidationResult result)
    {
        var member = result.MemberNames.FirstOrDefault() ?? "body";
        var field = JsonNamingPolicy.CamelCase.ConvertName(member);
        var words = (result.ErrorMessage ?? $"{field} is not valid").Replace($"The {member} field", field).Replace($"The field {member}", field);
        return new FieldError(field, words.TrimEnd('.'));
    }

    public static JsonNode ParseJson(ReadOnlyMemory<byte> body)
    {
        if (body.Length == 0)
            return new JsonObject();
        try
        {
            ReadTexts(body.Span);
            return JsonNode.Parse(body.Span, documentOptions: NamesOnce) as JsonObject
                ?? throw new RequestRefusedException(HttpErrors.Unreadable("The body must be a JSON object"));
        }
        catch (JsonException wrong)
        {
            throw new RequestRefusedException(HttpErrors.Unreadable($"The body is not valid JSON (line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine})"));
        }
        catch (InvalidOperationException)
        {
            throw new RequestRefusedException(HttpErrors.Unreadable("The body holds text that is not Unicode"));
        }
    }

    /// <exception cref="InvalidOperationException">A text is half a surrogate pair or no UTF-8: the parser leaves that to whoever reads it.</exception>
    private static void ReadTexts(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                _ = reader.GetString();
    }

    /// <summary>The body as it came.</summary>
    /// <exception cref="RequestRefusedException">It is longer than <see cref="MaxBytes"/>.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpRequest request)
    {
        if (request.ContentLength > MaxBytes)
            throw new RequestRefusedException(HttpErrors.BodyTooLarge);
        var buffer = new byte[MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
        return length <= MaxBytes ? buffer.AsMemory(0, length) : throw new RequestRefusedException(HttpErrors.BodyTooLarge);
    }
}
