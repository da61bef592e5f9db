using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace VideoTube.Http;

/// <summary>
/// The one place failures leave through: the envelope, <c>application/problem+json</c> (RFC 9457) when asked for, or a
/// page for a person with a browser.
/// </summary>
internal static class ErrorAnswer
{
    public static async Task WriteAsync(HttpContext http, ApiError error, Exception? exception = null)
    {
        var response = http.Response;
        response.StatusCode = error.Status;
        response.Headers.CacheControl = "no-store";
        if (error.RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString();
        if (error.Status == StatusCodes.Status401Unauthorized && !response.Headers.ContainsKey("WWW-Authenticate"))
            response.Headers.WWWAuthenticate = "Bearer";
        // RFC 7725 section 4: who blocks it, which is this site.
        if (error.Status == StatusCodes.Status451UnavailableForLegalReasons)
            response.Headers.Link = $"<{http.Request.Scheme}://{http.Request.Host}/>; rel=\"blocked-by\"";
        if (WantsPage(http.Request) && http.RequestServices.GetService<ErrorPage>() is { } page)
        {
            await page(http, error);
            return;
        }

        var isProblem = http.Request.Headers.Accept.ToString().Contains("application/problem+json");
        response.ContentType = isProblem ? "application/problem+json" : "application/json; charset=utf-8";
        var body = new ArrayBufferWriter<byte>(512);
        var encoder = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions.Encoder;
        await using (var json = new Utf8JsonWriter(body, new JsonWriterOptions { Encoder = encoder }))
        {
            json.WriteStartObject();
            if (isProblem)
                WriteProblem(json, http, error);
            else
                WriteEnvelope(json, error, exception, http);
            json.WriteString("code", error.Code);
            WriteFieldErrors(json, error);
            json.WriteString("traceId", http.TraceIdentifier);
            json.WriteEndObject();
        }

        response.ContentLength = body.WrittenCount;
        await response.BodyWriter.WriteAsync(body.WrittenMemory, http.RequestAborted);
    }

    private static bool WantsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/media")
        && request.Headers.Accept.ToString().Contains("text/html");

    private static void WriteProblem(Utf8JsonWriter json, HttpContext http, ApiError error)
    {
        json.WriteString("type", "about:blank");
        json.WriteString("title", ReasonPhrases.GetReasonPhrase(error.Status));
        json.WriteNumber("status", error.Status);
        json.WriteString("detail", error.Message);
        json.WriteString("instance", http.Request.Path);
    }

    private static void WriteEnvelope(Utf8JsonWriter json, ApiError error, Exception? exception, HttpContext http)
    {
        json.WriteNumber("status", error.Status);
        json.WriteNumber("statusCode", error.Status);
        json.WriteBoolean("success", false);
        json.WriteString("message", error.Message);
        json.WriteNull("data");
        if (exception is not null && http.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment())
            json.WriteString("stack", exception.ToString());
    }

    private static void WriteFieldErrors(Utf8JsonWriter json, ApiError error)
    {
        json.WriteStartArray("errors");
        foreach (var field in error.Errors)
        {
            json.WriteStartObject();
            json.WriteString("field", field.Field);
            json.WriteString("message", field.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

/// <summary>Renders a failure as a page; the web part registers it.</summary>
internal delegate Task ErrorPage(HttpContext http, ApiError error);
