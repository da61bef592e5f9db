using System.Text.Json.Nodes;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Search;

internal static class Searching
{
    /// <summary>Letters that no other test has in this order.</summary>
    public static string NewWord(int length = 10)
    {
        var word = new char[length];
        word[0] = 'x'; // no other word of a test begins so
        for (var i = 1; i < length; i++)
            word[i] = (char)('a' + Random.Shared.Next(26));
        return new string(word);
    }

    public static async Task<JsonNode> SearchAsync(this Client client, string words, string more = "")
    {
        var answer = await client.GetAsync($"videos?query={Uri.EscapeDataString(words)}{more}");
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Data;
    }

    public static async Task<List<string>> TitlesAsync(this Client client, string words, string more = "") =>
        [.. (await client.SearchAsync(words, more))["docs"]!.AsArray().Select(video => (string)video!["title"]!)];

    public static async Task<List<string>> SuggestionsAsync(this Client client, string typed)
    {
        var answer = await client.GetAsync($"search/suggestions?query={Uri.EscapeDataString(typed)}");
        Assert.True(answer.Status == 200, answer.Text);
        return [.. answer.Data.AsArray().Select(text => (string)text!)];
    }
}
