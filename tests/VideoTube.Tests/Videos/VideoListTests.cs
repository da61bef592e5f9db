using System.Text.Json.Nodes;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Videos;

public sealed class VideoListTests
{
    [Theory, OnBothEngines]
    public async Task Pages_by_number_and_by_cursor_give_the_same_videos_in_the_same_order(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        await site.AddAsync(owner, [.. Enumerable.Range(0, 23).Select(i => new Listed($"Whale number {i % 7}") { Views = i % 5, Duration = i % 4 * 1.1, Tags = ["sea", $"n{i % 2}"] })]);

        foreach (var filter in new[] { "", "&query=whale", "&tag=sea", "&minDuration=1&maxDuration=3.3", "&query=whale&tag=n1" })
        {
            foreach (var sort in new[] { "createdAt", "views", "duration", "title", filter.Contains("query") ? "relevance" : "views" })
            {
                foreach (var type in new[] { "asc", "desc" })
                {
                    var list = $"videos?userId={owner.Id}&sortBy={sort}&sortType={type}&limit=4{filter}";
                    var byNumber = await ReadAllAsync(owner.Client, list, page => page["nextPage"] is { } next ? $"&page={next}" : null);
                    var byCursor = await ReadAllAsync(owner.Client, list, page => page["nextCursor"] is { } next ? $"&cursor={next}" : null);

                    Assert.Equal(byNumber, byCursor);
                    Assert.Equal(byNumber.Count, byNumber.Distinct().Count());
                    Assert.Equal((await owner.Client.GetAsync(list)).Data["totalDocs"]!.GetValue<int>(), byNumber.Count);
                    Assert.NotEmpty(byNumber);
                }
            }
        }
    }

    [Theory, OnBothEngines]
    public async Task Sorting_follows_the_asked_field_and_direction(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        await site.AddAsync(owner, [new Listed("B") { Views = 3, Duration = 10 }, new Listed("C") { Views = 1, Duration = 30 }, new Listed("A") { Views = 2, Duration = 20 }]);

        Assert.Equal(["B", "A", "C"], await TitlesAsync(owner.Client, $"videos?userId={owner.Id}&sortBy=views"));
        Assert.Equal(["B", "A", "C"], await TitlesAsync(owner.Client, $"videos?userId={owner.Id}&sortBy=duration&sortType=asc"));
        Assert.Equal(["A", "B", "C"], await TitlesAsync(owner.Client, $"videos?userId={owner.Id}&sortBy=title&sortType=asc"));
        Assert.Equal(["C", "B", "A"], await TitlesAsync(owner.Client, $"videos?userId={owner.Id}&sortBy=title"));
    }

    [Theory, OnBothEngines]
    public async Task Others_see_published_playable_videos_of_a_channel_and_its_owner_sees_all(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        using var visitor = site.NewClient();
        await site.AddAsync(owner,
        [
            new Listed("Shown"), new Listed("Draft") { Published = false }, new Listed("Unlisted") { Visibility = "unlisted" },
            new Listed("Private") { Visibility = "private" }, new Listed("Members") { Visibility = "members" },
            new Listed("Unplayable") { Playable = false, Status = "processing" },
        ]);

        Assert.Equal(["Members", "Shown"], await TitlesAsync(visitor, $"videos?userId={owner.Id}"));
        Assert.Equal(["Members", "Shown"], await TitlesAsync(other.Client, $"videos?userId={owner.Id}"));
        Assert.DoesNotContain("Members", await TitlesAsync(visitor, "videos?limit=100"));
        Assert.Equal(6, (await TitlesAsync(owner.Client, $"videos?userId={owner.Id}")).Count);
        Assert.DoesNotContain("Draft", await TitlesAsync(owner.Client, "videos?limit=100"));
    }

    [Theory, OnBothEngines]
    public async Task Each_video_brings_its_channel_and_nothing_secret(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        await site.AddAsync(owner, new Listed("With owner") { Tags = ["a", "b"] });

        var answer = await visitor.GetAsync($"videos?userId={owner.Id}");

        var video = answer.Data["docs"]![0]!;
        Assert.Equal(owner.Username, (string?)video["owner"]!["username"]);
        Assert.Equal(owner.Id.ToString(), (string?)video["owner"]!["_id"]);
        Assert.Equal(["a", "b"], video["tags"]!.AsArray().Select(tag => (string)tag!));
        Assert.DoesNotContain("@example.org", answer.Text);
        Assert.DoesNotContain("password", answer.Text);
    }

    [Theory, OnBothEngines]
    public async Task Search_takes_quotes_and_operators_as_words(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        await site.AddAsync(owner, [new Listed("Rock \"n\" roll isn't dead"), new Listed("Quiet") { Description = "rock in the text" }, new Listed("Nothing")]);

        Assert.Equal(["Rock \"n\" roll isn't dead", "Quiet"], await TitlesAsync(owner.Client, $"videos?userId={owner.Id}&query=rock"));
        foreach (var words in new[] { "rock \"n\"", "isn't", "roll AND", "rock*", "(rock", "NEAR(rock", "rock & !dead", "title:rock", "'rock'", "rock; DROP TABLE videos", "-rock", "ro", "\\rock" })
        {
            var answer = await owner.Client.GetAsync($"videos?userId={owner.Id}&query={Uri.EscapeDataString(words)}");
            Assert.True(answer.Status == 200, $"{words}: {answer.Text}");
        }

        Assert.Equal(["Rock \"n\" roll isn't dead"], await TitlesAsync(owner.Client, $"videos?userId={owner.Id}&query={Uri.EscapeDataString("roll \"isn't")}"));
        Assert.Empty(await TitlesAsync(owner.Client, $"videos?userId={owner.Id}&query={Uri.EscapeDataString("\"*()")}"));
    }

    [Theory, OnBothEngines]
    public async Task An_empty_list_has_one_page(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();

        var page = (await owner.Client.GetAsync($"videos?userId={owner.Id}")).Data;

        Assert.Equal((0, 1, 1), ((int)page["totalDocs"]!, (int)page["totalPages"]!, (int)page["page"]!));
        Assert.False((bool)page["hasNextPage"]!);
    }

    [Theory]
    [InlineData("sortBy=password_hash", 422, "sortBy")]
    [InlineData("sortBy=relevance", 422, "sortBy")]
    [InlineData("sortType=sideways", 422, "sortType")]
    [InlineData("minDuration=long", 422, "minDuration")]
    [InlineData("page=1001&limit=10", 422, "page")]
    [InlineData("cursor=nonsense", 422, "cursor")]
    [InlineData("userId=someone", 400, null)]
    public async Task What_cannot_be_asked_is_refused_by_name(string query, int status, string? field)
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var visitor = site.NewClient();

        var answer = await visitor.GetAsync($"videos?{query}");

        Assert.Equal(status, answer.Status);
        if (field is not null)
            Assert.Equal(field, (string?)answer.Json["errors"]![0]!["field"]);
    }

    [Theory, OnBothEngines]
    public async Task A_cursor_of_another_order_is_refused(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        await site.AddAsync(owner, [new Listed("One"), new Listed("Two")]);
        var cursor = (await owner.Client.GetAsync($"videos?userId={owner.Id}&limit=1&sortBy=title")).Data["nextCursor"];

        Assert.Equal(200, (await owner.Client.GetAsync($"videos?userId={owner.Id}&limit=1&sortBy=title&cursor={cursor}")).Status);
        Assert.Equal(422, (await owner.Client.GetAsync($"videos?userId={owner.Id}&limit=1&sortBy=views&cursor={cursor}")).Status);
    }

    private static async Task<List<string>> TitlesAsync(Client client, string list) =>
        [.. (await client.GetAsync(list)).Data["docs"]!.AsArray().Select(video => (string)video!["title"]!)];

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
