using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace VideoTube.Http;

/// <summary>
/// Server-sent events (HTML standard, section 9.2): events as they come, and a comment now and then so that proxies keep the
/// line and a client that has gone is noticed.
/// </summary>
internal sealed class EventStream(HttpContext http)
{
    public const string MediaType = "text/event-stream";

    public static readonly TimeSpan BetweenComments = TimeSpan.FromSeconds(15);

    public async Task BeginAsync(CancellationToken ct)
    {
        http.Response.ContentType = MediaType;
        http.Response.Headers.CacheControl = "no-store";
        // A client whose line breaks comes back after this many milliseconds.
        await http.Response.WriteAsync("retry: 2000\n\n", ct);
        await http.Response.Body.FlushAsync(ct);
    }

    /// <param name="id">What a client that comes back says it had last.</param>
    public async Task SendAsync<T>(string name, string id, T data, JsonTypeInfo<T> type, CancellationToken ct)
    {
        var text = new StringBuilder($"event: {name}\nid: {id}\ndata: ").Append(JsonSerializer.Serialize(data, type)).Append("\n\n");
        await http.Response.WriteAsync(text.ToString(), ct);
        await http.Response.Body.FlushAsync(ct);
    }

    public async Task CommentAsync(CancellationToken ct)
    {
        await http.Response.WriteAsync(":\n\n", ct);
        await http.Response.Body.FlushAsync(ct);
    }
}
