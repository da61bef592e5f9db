using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Search;

public sealed class SuggestionTests
{
    [Theory, OnBothEngines]
    public async Task Titles_tags_and_channel_names_are_offered_most_popular_first(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var word = Searching.NewWord();
        await owner.Client.PatchAsync("users/update-account", new { fullname = $"{word} channel" });
        await site.AddAsync(owner,
        [
            new Listed($"{word} of few") { Views = 1 }, new Listed($"{word} of many") { Views = 1000 },
            new Listed($"Not first {word}") { Views = 100, Tags = [$"{word}-tag", "other"] }, new Listed("Nothing of it") { Views = 9 },
        ]);

        Assert.Equal([$"{word} of many", $"{word} channel", $"{word}-tag", $"{word} of few", $"Not first {word}"], await visitor.SuggestionsAsync(word[..5]));
        Assert.Equal([$"{word} of many", $"{word} of few"], await visitor.SuggestionsAsync($"{word.ToUpperInvariant()} o"));
        Assert.Empty(await visitor.SuggestionsAsync(" "));
        Assert.Empty(await visitor.SuggestionsAsync($"{word} nothing"));
    }

    [Theory, OnBothEngines]
    public async Task Ten_are_offered_and_none_twice(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var word = Searching.NewWord();
        await site.AddAsync(owner, [.. Enumerable.Range(0, 15).Select(i => new Listed($"{word} {i % 12}")), new Listed(word.ToUpperInvariant()), new Listed(word)]);

        var texts = await visitor.SuggestionsAsync(word[..4]);

        Assert.Equal(10, texts.Count);
        Assert.Equal(10, texts.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }
}
