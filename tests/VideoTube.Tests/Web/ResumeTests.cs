using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Web;

public sealed class ResumeTests
{
    [Theory]
    [InlineData(42.7, "", 42)]
    [InlineData(42.7, "?t=10", 10)]
    [InlineData(42.7, "?t=0", 0)]
    [InlineData(3, "", 0)]
    [InlineData(98, "", 0)]
    public async Task The_player_begins_where_one_was(double position, string query, int start)
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Watched") { Duration = 100 });
        await person.WatchAsync(id, position);
        await site.FlushViewsAsync();

        Assert.Contains($"data-start=\"{start}\"", (await person.Client.GetAsync($"/watch/{id}{query}", ("Accept", "text/html"))).Text);
        if (query == "")
            Assert.Contains("data-start=\"0\"", (await owner.Client.GetAsync($"/watch/{id}", ("Accept", "text/html"))).Text);
    }

    [Fact]
    public async Task A_card_shows_how_much_was_seen()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Watched") { Duration = 100 });
        await person.WatchAsync(id, 25);
        await site.FlushViewsAsync();

        var seen = "<span class=\"seen\"><span style=\"transform: scaleX(0.25)\"></span><span class=\"unseen\">25 % watched</span></span>";
        Assert.Contains(seen, (await person.Client.GetAsync("/", ("Accept", "text/html"))).Text);
        Assert.DoesNotContain("class=\"seen\"", (await owner.Client.GetAsync("/", ("Accept", "text/html"))).Text);
    }
}
