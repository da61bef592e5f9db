using VideoTube.Data;
using VideoTube.Search;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Search;

public sealed class TypoTests
{
    [Theory, OnBothEngines]
    public async Task A_missing_doubled_swapped_or_wrong_letter_is_forgiven_and_told(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        await site.AddAsync(owner, [new Listed("Lighthouse keeping") { Tags = ["fjord"] }, new Listed("Other")]);

        foreach (var (typed, corrected) in new[]
        {
            ("lighthose", "lighthouse"), ("lightthouse", "lighthouse"), ("lihgthouse", "lighthouse"), ("lighthouze", "lighthouse"), // one
            ("ligthose", "lighthouse"), ("lighhthousse", "lighthouse"), ("ligthhuose", "lighthouse"), ("mighthousa", "lighthouse"), // two
            ("fjrd", "fjord"), ("fjoord", "fjord"), ("fojrd", "fjord"), ("fjard", "fjord"), ("mjord", "fjord"), // one, in a short word
        })
        {
            var page = await visitor.SearchAsync(typed, $"&userId={owner.Id}");
            Assert.Equal("Lighthouse keeping", (string?)page["docs"]!.AsArray().SingleOrDefault()?["title"]);
            Assert.Equal(corrected, (string?)page["correctedQuery"]);
        }

        foreach (var typed in new[] { "fjrdd", "fjrx", "lightouseses", "zzzzzz" })
            Assert.Empty(await visitor.TitlesAsync(typed, $"&userId={owner.Id}"));
        Assert.False((await visitor.SearchAsync("lighthouse", $"&userId={owner.Id}")).AsObject().ContainsKey("correctedQuery"));
        Assert.False((await visitor.SearchAsync("lightho", $"&userId={owner.Id}")).AsObject().ContainsKey("correctedQuery"));
    }

    [Theory, OnBothEngines]
    public async Task Only_the_wrong_word_of_a_query_changes(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        await site.AddAsync(owner, [new Listed("Sourdough bread at home"), new Listed("Bread")]);

        var page = await owner.Client.SearchAsync("Bread: SOURDUOGH!", $"&userId={owner.Id}");

        Assert.Equal("Bread: sourdough!", (string?)page["correctedQuery"]);
        Assert.Equal("Sourdough bread at home", (string?)Assert.Single(page["docs"]!.AsArray())!["title"]);
        Assert.Equal(1, (int)page["totalDocs"]!);
    }

    [Theory, OnBothEngines]
    public async Task A_known_word_changes_only_when_the_query_finds_nothing(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        await site.AddAsync(owner, [new Listed("Heart surgery"), new Listed("Hearth and home")]);

        Assert.Equal("Hearth and home", Assert.Single(await owner.Client.TitlesAsync("hearth", $"&userId={owner.Id}")));
        var page = await owner.Client.SearchAsync("hearth surgery", $"&userId={owner.Id}");
        Assert.Equal("heart surgery", (string?)page["correctedQuery"]);
        Assert.Equal("Heart surgery", (string?)Assert.Single(page["docs"]!.AsArray())!["title"]);
    }

    [Theory, OnBothEngines]
    public async Task The_commoner_of_two_near_words_is_meant_and_pages_go_on_with_it(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var stem = Searching.NewWord(9);
        await site.AddAsync(owner, [new Listed($"{stem}x"), .. Enumerable.Range(0, 5).Select(i => new Listed($"{stem}y {i}"))]);

        var first = await owner.Client.SearchAsync($"{stem}z", "&limit=3");
        var second = await owner.Client.SearchAsync($"{stem}z", $"&limit=3&cursor={first["nextCursor"]}");

        Assert.Equal(($"{stem}y", $"{stem}y"), ((string?)first["correctedQuery"], (string?)second["correctedQuery"]));
        Assert.Equal(5, first["docs"]!.AsArray().Concat(second["docs"]!.AsArray()).Select(video => (string)video!["_id"]!).Distinct().Count());
    }

    [Theory, OnBothEngines]
    public async Task Words_that_not_everyone_sees_neither_correct_nor_complete_nor_answer(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var words = Enumerable.Range(0, 5).Select(_ => Searching.NewWord(12)).ToArray();
        var shown = await site.AddAsync(owner, new Listed($"Shown {words[4]}") { Tags = [$"tag{words[4]}"] });
        await site.AddAsync(owner,
        [
            new Listed($"Private {words[0]}") { Visibility = "private", Tags = [$"tag{words[0]}"] }, new Listed($"Unlisted {words[1]}") { Visibility = "unlisted" },
            new Listed($"Draft {words[2]}") { Published = false }, new Listed($"Unplayable {words[3]}") { Playable = false, Status = "processing" },
        ]);
        Assert.Single(await visitor.TitlesAsync($"{words[4]}q"));
        Assert.Single(await visitor.SuggestionsAsync(words[4][..6]));
        Assert.Single(await visitor.SuggestionsAsync($"tag{words[4][..6]}"));
        await owner.Client.PatchAsync($"videos/{shown}", new { visibility = "private" });

        foreach (var word in words)
        {
            foreach (var typed in new[] { word, $"{word}q", word[..9], word[1..] })
            {
                var page = await visitor.SearchAsync(typed);
                Assert.Empty(page["docs"]!.AsArray());
                Assert.False(page.AsObject().ContainsKey("correctedQuery"));
                Assert.Empty(await visitor.TitlesAsync(typed, $"&userId={owner.Id}"));
                Assert.Empty(await visitor.SuggestionsAsync(typed));
                Assert.Empty(await visitor.SuggestionsAsync($"tag{typed}"));
                Assert.Empty(await owner.Client.SuggestionsAsync(typed));
            }

            Assert.Single(await owner.Client.TitlesAsync(word, $"&userId={owner.Id}"));
        }

        await using var read = await site.Get<Database>().ReadAsync(CancellationToken.None);
        Assert.Equal(0, await read.GetAsync<long>("SELECT COUNT(*) FROM search_words WHERE word LIKE @word OR word LIKE @tag", new { word = $"{words[4]}%", tag = $"tag{words[4]}%" }));
        Assert.Equal(0, await read.GetAsync<long>("SELECT COUNT(*) FROM search_variants WHERE word = @word", new { word = words[4] }));
    }

    [Fact]
    public void Near_words_meet_in_a_variant_however_they_differ()
    {
        var chance = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var word = new string([.. Enumerable.Range(0, chance.Next(3, 14)).Select(_ => (char)('a' + chance.Next(4)))]);
            var typed = word;
            for (var mistakes = chance.Next(1, 3); mistakes > 0; mistakes--)
                typed = Mistake(typed, chance);
            if (NearWords.Distance(typed, word) is var distance && (distance == 0 || distance > NearWords.Mistakes(typed)))
                continue;
            Assert.True(NearWords.OfKnown(word).Intersect(NearWords.OfMistyped(typed)).Any(), $"{typed} for {word}");
        }
    }

    private static string Mistake(string word, Random chance)
    {
        var i = chance.Next(word.Length);
        var letter = ((char)('a' + chance.Next(4))).ToString();
        return chance.Next(4) switch
        {
            0 when word.Length > 1 => word.Remove(i, 1),
            1 => word.Insert(i, letter),
            2 when i + 1 < word.Length => word[..i] + word[i + 1] + word[i] + word[(i + 2)..],
            _ => word.Remove(i, 1).Insert(i, letter),
        };
    }
}
