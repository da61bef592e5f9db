using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace VideoTube.Tests.Testing;

/// <summary>Talks to a site as a front-end would. No cookies of its own, no redirects followed.</summary>
internal sealed class Client : IDisposable
{
    private readonly HttpClient http;
    private readonly Contract? contract;

    /// <param name="contract">What every answer is held against; null for a program whose document is not known.</param>
    public Client(Uri address, Contract? contract = null)
    {
        this.contract = contract;
        http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
    }

    public HttpClient Http => http;

    /// <summary>Sent as <c>Authorization: Bearer</c> from now on.</summary>
    public string? Token
    {
        get => http.DefaultRequestHeaders.Authorization?.Parameter;
        set => http.DefaultRequestHeaders.Authorization = value is null ? null : new AuthenticationHeaderValue("Bearer", value);
    }

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Answer> PostAsync(string path, object? json = null, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, Json(json), headers);

    public Task<Answer> PatchAsync(string path, object? json = null, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Patch, path, Json(json), headers);

    public Task<Answer> PutAsync(string path) => SendAsync(HttpMethod.Put, path, null);
    public Task<Answer> PutAsync(string path, object? json = null, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Put, path, Json(json), headers);

    public Task<Answer> DeleteAsync(string path, object? json = null, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Delete, path, Json(json), headers);

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : $"/api/v1/{path}") { Content = content };
        foreach (var (name, value) in headers)
            if (!request.Headers.TryAddWithoutValidation(name, value))
                content?.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request);
        var answer = await Answer.ReadAsync(response);
        contract?.Check(method, request.RequestUri!, answer);
        return answer;
    }

    public void Dispose() => http.Dispose();

    private static HttpContent? Json(object? body) =>
        body switch
        {
            null => null,
            string text => new StringContent(text, Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body),
        };
}

/// <summary>An answer, read whole.</summary>
internal sealed record Answer(int Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The body as JSON; fails the test when it is none.</summary>
    public JsonNode Json => JsonNode.Parse(Bytes)!;

    /// <summary>The envelope's <c>data</c>.</summary>
    public JsonNode Data => Json["data"]!;

    public string? Message => (string?)Json["message"];

    public string? Code => (string?)Json["code"];

    public string? Header(string name) =>
        Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    /// <summary>Value and attributes of a cookie this answer sets, or null.</summary>
    public string? Cookie(string name) =>
        Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.FirstOrDefault(cookie => cookie.StartsWith($"{name}=", StringComparison.Ordinal)) : null;

    public static async Task<Answer> ReadAsync(HttpResponseMessage response) =>
        new((int)response.StatusCode, response.Headers, response.Content.Headers, await response.Content.ReadAsByteArrayAsync());
}
