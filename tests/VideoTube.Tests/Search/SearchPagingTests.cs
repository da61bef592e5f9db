using System.Text.Json.Nodes;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Search;

public sealed class SearchPagingTests
{
    // More than are ranked, and more than one block of numbers and one way of sorting see.
    private const int Many = 1300;

    [Theory, OnBothEngines]
    public async Task Every_match_comes_once_in_every_order_by_page_and_by_cursor(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var (word, rare) = (Searching.NewWord(), Searching.NewWord());
        await site.AddAsync(owner,
        [
            .. Enumerable.Range(0, Many).Select(i => new Listed(i % 3 == 0 ? $"Number {i}" : $"The {word} {i % 50}")
            {
                Description = i % 40 == 0 ? $"{word} {rare}" : word, Views = i * 7919 % 1000, Duration = i % 77,
            }),
        ]);

        foreach (var (query, count) in new[] { (word, Many), (rare, 33), ($"{word} {rare}", 33) })
        {
            foreach (var sort in new[] { "relevance", "createdAt", "views", "duration", "title" })
            {
                foreach (var type in new[] { "asc", "desc" })
                {
                    var list = $"videos?query={query}&sortBy={sort}&sortType={type}&limit=100";
                    var byNumber = await ReadAllAsync(visitor, list, page => page["nextPage"] is { } next ? $"&page={next}" : null);
                    var byCursor = await ReadAllAsync(visitor, list, page => page["nextCursor"] is { } next ? $"&cursor={next}" : null);

                    Assert.Equal(count, byNumber.Distinct().Count());
                    Assert.Equal(byNumber, byCursor);
                    Assert.Equal(count, (int)(await visitor.GetAsync(list)).Data["totalDocs"]!);
                }
            }
        }
    }

    [Theory, OnBothEngines]
    public async Task Sorted_matches_follow_the_field(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var word = Searching.NewWord();
        await site.AddAsync(owner,
        [
            new Listed($"C {word}") { Views = 3, Duration = 10 }, new Listed($"A {word}") { Views = 1, Duration = 30 }, new Listed($"B {word}") { Views = 2, Duration = 20 },
        ]);

        async Task<string> Letters(string more) => string.Concat((await owner.Client.TitlesAsync(word, more)).Select(title => title[0]));
        Assert.Equal("CBA", await Letters("&sortBy=views"));
        Assert.Equal("ABC", await Letters("&sortBy=duration"));
        Assert.Equal("ABC", await Letters("&sortBy=title&sortType=asc"));
        Assert.Equal("CBA", await Letters("&sortBy=duration&sortType=asc"));
    }

    [Theory, OnBothEngines]
    public async Task A_cursor_goes_on_behind_its_video_when_better_ones_have_come(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var word = Searching.NewWord();
        await site.AddAsync(owner, [.. Enumerable.Range(0, 6).Select(i => new Listed($"{i} {word}") { Views = 10 * i })]);
        var first = await visitor.SearchAsync(word, "&limit=3");

        await site.AddAsync(owner, new Listed(word) { Views = 1_000_000 });

        Assert.Equal([$"2 {word}", $"1 {word}", $"0 {word}"], await visitor.TitlesAsync(word, $"&limit=3&cursor={first["nextCursor"]}"));
        Assert.Equal(422, (await visitor.GetAsync($"videos?query={word}&sortBy=views&cursor={first["nextCursor"]}")).Status);
    }

    [Theory, OnBothEngines]
    public async Task No_text_does_harm(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        await site.AddAsync(owner, new Listed("Rock 'n' \"roll\": (live) * 100%"));

        foreach (var words in new[]
        {
            "'", "\"", "*", ":", "(", ")", "%", "_", "\\", "🎸", "🎸🎸 rock", "rock'", "\"rock", "rock*", "title:rock", "(rock", "rock)", "rock OR 1=1 --", "NEAR(rock, 2)", "{rock}", "[\"rock\"]",
            "\u0301", "\u200d", "rock\0roll", "\ud83c", new string('a', 10_000), string.Concat(Enumerable.Repeat("rock ", 2000)), string.Concat(Enumerable.Repeat("京", 3000)), "t:rock", "+listed", "|",
        })
        {
            foreach (var path in new[] { $"videos?userId={owner.Id}&query=", "videos?sortBy=views&query=", "search/suggestions?query=", "search/channels?query=" })
            {
                // The server itself refuses what does not fit a line of a request.
                using var answer = await owner.Client.Http.GetAsync($"/api/v1/{path}{Uri.EscapeDataString(words)}");
                Assert.True((int)answer.StatusCode == (words.Length > 2000 ? 414 : 200), $"{path}{words}: {answer.StatusCode}");
            }
        }

        Assert.Single(await owner.Client.TitlesAsync("rock'n'roll", $"&userId={owner.Id}"));
        Assert.Equal(200, (await owner.Client.GetAsync("search/suggestions")).Status);
        Assert.Equal(0, (int)(await owner.Client.GetAsync("search/channels")).Data["totalDocs"]!);
    }

    private static async Task<List<string>> ReadAllAsync(Client client, string list, Func<JsonNode, string?> next)
    {
        var ids = new List<string>();
        for (string? more = ""; more is not null;)
        {
            var answer = await client.GetAsync(list + more);
            Assert.True(answer.Status == 200, $"{list}{more}: {answer.Text}");
            ids.AddRange(answer.Data["docs"]!.AsArray().Select(video => (string)video!["_id"]!));
            more = next(answer.Data);
        }

        return ids;
    }
}
