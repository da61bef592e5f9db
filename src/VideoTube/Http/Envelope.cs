using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace VideoTube.Http;

/// <summary>The one body every success wears: <c>{status, statusCode, success, message, data}</c>.</summary>
internal static class Envelope
{
    public static async Task WriteAsync<T>(HttpContext http, T data, string? message)
    {
        var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var status = http.Response.StatusCode;
        var body = new ArrayBufferWriter<byte>(1024);
        await using (var json = new Utf8JsonWriter(body, new JsonWriterOptions { Encoder = options.Encoder, SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("status", status);
            json.WriteNumber("statusCode", status);
            json.WriteBoolean("success", status < 400);
            json.WriteString("message", message ?? DefaultMessage(status));
            if (data is ICarriesToken { Token: var token })
                json.WriteString("token", token);
            json.WritePropertyName("data");
            if (data is null)
                json.WriteNullValue();
            else
                JsonSerializer.Serialize(json, data, options.GetTypeInfo(typeof(T)));
            json.WriteEndObject();
        }

        await ConditionalBody.WriteAsync(http, body.WrittenMemory);
    }

    private static string DefaultMessage(int status) =>
        status == StatusCodes.Status200OK ? "Success" : ReasonPhrases.GetReasonPhrase(status);
}

/// <summary>Data with a token that also stands at the top of the envelope, as a login's does.</summary>
internal interface ICarriesToken
{
    string Token { get; }
}
