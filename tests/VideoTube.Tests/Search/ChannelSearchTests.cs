using System.Text.Json.Nodes;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Search;

public sealed class ChannelSearchTests
{
    [Theory, OnBothEngines]
    public async Task Channels_are_found_by_beginnings_of_username_and_full_name(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var one = await site.SignUpAsync();
        using var two = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var word = Searching.NewWord();
        await one.Client.PatchAsync("users/update-account", new { fullname = $"Café {word}son" });
        await two.Client.PatchAsync("users/update-account", new { fullname = word });
        await site.AddAsync(two, [new Listed("Public"), new Listed("Draft") { Published = false }]);

        var page = await SearchAsync(visitor, word);
        Assert.Equal([two.Username, one.Username], page["docs"]!.AsArray().Select(channel => (string)channel!["username"]!));
        Assert.Equal((2, 1, 0), ((int)page["totalDocs"]!, (int)page["docs"]![0]!["videosCount"]!, (int)page["docs"]![0]!["subscribersCount"]!));
        Assert.DoesNotContain("email", page.ToJsonString());
        Assert.Equal(one.Username, (string?)Assert.Single((await SearchAsync(visitor, $"cafe {word[..8]}"))["docs"]!.AsArray())!["username"]);
        Assert.Equal(two.Username, (string?)Assert.Single((await SearchAsync(visitor, two.Username))["docs"]!.AsArray())!["username"]);
        Assert.Empty((await SearchAsync(visitor, word[1..]))["docs"]!.AsArray());

        await two.Client.PatchAsync("users/update-account", new { fullname = "Somebody else" });
        Assert.Single((await SearchAsync(visitor, word))["docs"]!.AsArray());
    }

    [Theory, OnBothEngines]
    public async Task Pages_and_cursors_give_every_channel_once(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var visitor = site.NewClient();
        var word = Searching.NewWord();
        for (var i = 0; i < 5; i++)
        {
            using var one = await site.SignUpAsync();
            await one.Client.PatchAsync("users/update-account", new { fullname = $"{word} {i}" });
        }

        var (byNumber, byCursor) = (new List<string>(), new List<string>());
        for (string? more = "&page=1"; more is not null;)
        {
            var page = await SearchAsync(visitor, word, $"&limit=2{more}");
            byNumber.AddRange(page["docs"]!.AsArray().Select(channel => (string)channel!["_id"]!));
            more = page["nextPage"] is { } next ? $"&page={next}" : null;
        }

        for (string? more = ""; more is not null;)
        {
            var page = await SearchAsync(visitor, word, $"&limit=2{more}");
            byCursor.AddRange(page["docs"]!.AsArray().Select(channel => (string)channel!["_id"]!));
            more = page["nextCursor"] is { } next ? $"&cursor={next}" : null;
        }

        Assert.Equal(5, byNumber.Distinct().Count());
        Assert.Equal(byNumber, byCursor);
    }

    private static async Task<JsonNode> SearchAsync(Client client, string words, string more = "")
    {
        var answer = await client.GetAsync($"search/channels?query={Uri.EscapeDataString(words)}{more}");
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Data;
    }
}
