using VideoTube.Data;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Search;

public sealed class RankingTests
{
    [Theory, OnBothEngines]
    public async Task The_title_counts_before_tags_and_these_before_the_description(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        await site.AddAsync(owner,
        [
            new Listed("In the text") { Description = "all about a whale", Views = 10_000_000 }, new Listed("Tagged") { Tags = ["whale"], Views = 10_000 },
            new Listed("A whale"), new Listed("None"),
        ]);

        Assert.Equal(["A whale", "Tagged", "In the text"], await owner.Client.TitlesAsync("whale", $"&userId={owner.Id}"));
    }

    [Theory, OnBothEngines]
    public async Task A_whole_word_counts_before_a_beginning(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        await site.AddAsync(owner, [new Listed("Garden of one") { Views = 0 }, new Listed("Gardening for all") { Views = 10_000_000 }]);

        Assert.Equal(["Garden of one", "Gardening for all"], await owner.Client.TitlesAsync("garden", $"&userId={owner.Id}"));
        Assert.Equal(2, (await owner.Client.TitlesAsync("gard", $"&userId={owner.Id}")).Count);
        Assert.Empty(await owner.Client.TitlesAsync("dening", $"&userId={owner.Id}"));
    }

    [Theory, OnBothEngines]
    public async Task Words_side_by_side_count_more_than_the_same_words_apart(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        await site.AddAsync(owner,
        [
            new Listed("Bread for the black cat") { Views = 10_000_000 }, new Listed("How to bake black bread"), new Listed("Black") { Description = "bread" },
            new Listed("White bread"),
        ]);

        Assert.Equal(["How to bake black bread", "Bread for the black cat", "Black"], await owner.Client.TitlesAsync("black bread", $"&userId={owner.Id}"));
    }

    [Theory, OnBothEngines]
    public async Task A_title_that_is_the_query_comes_first(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        await site.AddAsync(owner, [new Listed("Sea"), new Listed("My sea"), new Listed("Sea of trees")]);

        Assert.Equal(["Sea", "Sea of trees", "My sea"], await owner.Client.TitlesAsync("sea", $"&userId={owner.Id}"));
    }

    [Theory, OnBothEngines]
    public async Task Of_equals_the_popular_and_the_recent_come_first(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var ids = await site.AddAsync(owner, [new Listed("Owl one"), new Listed("Owl two") { Views = 50_000 }, new Listed("Owl old")]);
        await site.Get<Database>().ExecuteAsync("UPDATE videos SET created_at = @then WHERE id = @id", new { id = ids[2], then = site.Get<TimeProvider>().GetUtcNow().AddYears(-3) }, CancellationToken.None);

        Assert.Equal(["Owl two", "Owl one", "Owl old"], await owner.Client.TitlesAsync("owl", $"&userId={owner.Id}"));
        Assert.Equal(["Owl old", "Owl one", "Owl two"], await owner.Client.TitlesAsync("owl", $"&userId={owner.Id}&sortType=asc"));
    }

    [Theory, OnBothEngines]
    public async Task Videos_with_most_of_the_words_are_found_when_none_has_all(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        await site.AddAsync(owner, [new Listed("Red fox jumps"), new Listed("Red house"), new Listed("Grey fox runs")]);

        Assert.Equal(["Red fox jumps"], await owner.Client.TitlesAsync("red fox sleeps", $"&userId={owner.Id}"));
        Assert.Equal(["Grey fox runs"], await owner.Client.TitlesAsync("grey fox", $"&userId={owner.Id}"));
    }

    [Theory, OnBothEngines]
    public async Task A_video_is_found_by_the_name_of_its_channel(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var name = Searching.NewWord();
        await site.AddAsync(owner, [new Listed("Something else"), new Listed($"Of {name}")]);
        await owner.Client.PatchAsync("users/update-account", new { fullname = $"The {name} show" });

        Assert.Equal([$"Of {name}", "Something else"], await owner.Client.TitlesAsync(name));
    }

    [Theory, OnBothEngines]
    public async Task Case_marks_and_widths_make_no_difference_in_any_script(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        await site.AddAsync(owner,
        [
            new Listed("Crème brûlée à la façon d'Éloïse"), new Listed("Ｆｕｌｌｗｉｄｔｈ"), new Listed("Straße nach Łódź"), new Listed("Ёлка зимой"), new Listed("Καλημέρα κόσμε"),
            new Listed("東京タワーの夜景"), new Listed("हिन्दी गाना"), new Listed("สวัสดีครับ"), new Listed("مَرْحَبًا"), new Listed("한국어 노래"),
        ]);

        foreach (var (words, title) in new[]
        {
            ("creme brulee", "Crème"), ("CRÈME", "Crème"), ("cre\u0300me", "Crème"), ("eloise", "Crème"), ("fullwidth", "Ｆ"), ("strasse lodz", "Straße"), ("елка", "Ёлка"),
            ("καλημερα", "Καλ"), ("東京", "東京"), ("夜", "東京"), ("タワー", "東京"), ("हिन्दी", "हिन्दी"), ("สวัสดี", "สวัสดี"), ("مرحبا", "مَرْ"), ("한국어", "한국어"),
        })
            Assert.StartsWith(title, Assert.Single(await owner.Client.TitlesAsync(words, $"&userId={owner.Id}")));
        Assert.Empty(await owner.Client.TitlesAsync("京夜", $"&userId={owner.Id}"));
    }

    [Theory, OnBothEngines]
    public async Task Filters_hold_for_what_is_found(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        await site.AddAsync(owner,
        [
            new Listed("Kite short") { Duration = 59.9 }, new Listed("Kite minute") { Duration = 60 }, new Listed("Kite long") { Duration = 3600.25, Tags = ["deep-sea"] },
        ]);

        Assert.Equal(["Kite minute"], await owner.Client.TitlesAsync("kite", $"&userId={owner.Id}&minDuration=60&maxDuration=3600.2"));
        Assert.Equal(["Kite long"], await owner.Client.TitlesAsync("kite", $"&userId={owner.Id}&minDuration=60.001"));
        Assert.Equal(["Kite short"], await owner.Client.TitlesAsync("kite", $"&userId={owner.Id}&maxDuration=59.95"));
        Assert.Equal(["Kite long"], await owner.Client.TitlesAsync("kite", $"&userId={owner.Id}&tag=deep-sea"));
        Assert.Equal(["Kite long"], await owner.Client.TitlesAsync("deep", $"&userId={owner.Id}"));
    }

    [Theory, OnBothEngines]
    public async Task What_changes_is_found_as_it_is_at_once(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var (before, after) = (Searching.NewWord(), Searching.NewWord());
        var id = await site.AddAsync(owner, new Listed($"Named {before}"));
        Assert.Single(await visitor.TitlesAsync(before));

        await owner.Client.PatchAsync($"videos/{id}", new { title = $"Now {after}", tags = new[] { "kept" } });
        Assert.Empty(await visitor.TitlesAsync(before));
        Assert.Single(await visitor.TitlesAsync(after));
        Assert.Single(await visitor.TitlesAsync($"kept {after}"));

        await owner.Client.DeleteAsync($"videos/{id}");
        Assert.Empty(await visitor.TitlesAsync(after));
        Assert.Empty(await owner.Client.TitlesAsync(after, $"&userId={owner.Id}"));
    }
}
