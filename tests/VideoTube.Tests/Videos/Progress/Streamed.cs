using System.Text.Json.Nodes;
using VideoTube.Data;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Videos.Progress;

/// <summary>A client of the stream, which reads as a browser does.</summary>
internal sealed class Streamed(HttpClient http, HttpResponseMessage answer, StreamReader reader) : IDisposable
{
    public string LastId { get; private set; } = "";

    public static Task<Streamed> OpenAsync(TestSite site, JsonNode video, Member who) => OpenAsync(site, Id.Parse((string)video["_id"]!), who);

    public static async Task<Streamed> OpenAsync(TestSite site, Id video, Member? who = null)
    {
        var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(site.Address, $"/api/v1/videos/{video}/events"));
        if (who is not null)
            request.Headers.Authorization = new("Bearer", who.Client.Token);
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.ToString());
        return new Streamed(http, answer, new StreamReader(await answer.Content.ReadAsStreamAsync()));
    }

    public async Task<JsonNode> NextAsync() => await TryNextAsync() ?? throw new EndOfStreamException();

    /// <summary>Passes over what comes before.</summary>
    public async Task<JsonNode> UntilAsync(Func<JsonNode, bool> isIt)
    {
        var told = await NextAsync();
        while (!isIt(told))
            told = await NextAsync();
        return told;
    }

    public async Task<List<JsonNode>> ReadToEndAsync()
    {
        var events = new List<JsonNode>();
        while (await TryNextAsync() is { } told)
            events.Add(told);
        return events;
    }

    public void Dispose()
    {
        reader.Dispose();
        answer.Dispose();
        http.Dispose();
    }

    private async Task<JsonNode?> TryNextAsync()
    {
        while (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2)) is { } line)
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                LastId = line[4..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                return JsonNode.Parse(line[6..]);
        return null;
    }
}
