using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Web;

/// <summary>The forms of the watch and channel pages, sent as a browser without scripts does.</summary>
public sealed class DiscussionFormTests
{
    [Theory, OnBothEngines]
    public async Task Code_303_forms_like_subscribe_comment_answer_and_delete_and_lead_back(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        var video = await site.AddAsync(owner, new Listed("Discussed"));
        var watch = $"/watch/{video}";

        Assert.Equal((303, watch), Lead(await SendAsync(site, person, $"{watch}/like", ("liked", "true"))));
        Assert.Equal((303, watch), Lead(await SendAsync(site, person, $"/@{owner.Username}/subscribe", ("subscribed", "true"), ("back", watch))));
        Assert.Equal((303, $"{watch}#comments"), Lead(await SendAsync(site, person, $"{watch}/comments", ("content", "A <b>first</b> one"))));
        var comment = (string)(await person.Client.GetAsync($"comments/{video}")).Data["docs"]![0]!["_id"]!;
        var thread = $"{watch}?thread={comment}#comments";
        Assert.Equal((303, thread), Lead(await SendAsync(site, person, $"{watch}/comments", ("content", "An answer"), ("parent", comment))));
        Assert.Equal((303, thread), Lead(await SendAsync(site, person, $"{watch}/comments/{comment}/like", ("liked", "true"))));

        var page = (await person.Client.GetAsync($"{watch}?thread={comment}", ("Accept", "text/html"))).Text;
        Assert.Contains("A &lt;b&gt;first&lt;/b&gt; one", page);
        Assert.Contains("An answer", page);
        Assert.Contains("2 comments", page);
        Assert.Contains("1 subscriber<", page);
        Assert.DoesNotContain("An answer", (await person.Client.GetAsync(watch, ("Accept", "text/html"))).Text);
        Assert.Equal((true, 1), ((bool)(await person.Client.GetAsync($"videos/{video}")).Data["isLiked"]!, (int)(await person.Client.GetAsync($"comments/c/{comment}")).Data["likesCount"]!));

        Assert.Equal((303, $"{watch}#comments"), Lead(await SendAsync(site, owner, $"{watch}/comments/{comment}/delete")));
        Assert.Equal(0, (int)(await person.Client.GetAsync($"videos/{video}")).Data["commentsCount"]!);
    }

    [Fact]
    public async Task Forms_of_visitors_strangers_and_other_sites_change_nothing()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var video = await site.AddAsync(owner, new Listed("Discussed"));
        var comment = (string)(await owner.Client.PostAsync($"comments/{video}", new { content = "Stays" })).Data["_id"]!;

        foreach (var path in new[] { $"/watch/{video}/like", $"/watch/{video}/comments", $"/watch/{video}/comments/{comment}/delete", $"/@{owner.Username}/subscribe" })
        {
            using var form = new FormUrlEncodedContent([new("content", "Anonymous"), new("liked", "true"), new("subscribed", "true")]);
            Assert.Equal(401, (await visitor.SendAsync(HttpMethod.Post, path, form, ("Origin", OriginOf(site)), ("Accept", "text/html"))).Status);
            using var foreign = new FormUrlEncodedContent([new("content", "Forged"), new("liked", "true"), new("subscribed", "true")]);
            Assert.Equal(403, (await visitor.SendAsync(HttpMethod.Post, path, foreign, ("Origin", "https://elsewhere.example"), ("Cookie", $"accessToken={other.Client.Token}"), ("Accept", "text/html"))).Status);
        }

        Assert.Equal(403, (await SendAsync(site, other, $"/watch/{video}/comments/{comment}/delete")).Status);
        Assert.Equal(400, (await SendAsync(site, owner, $"/@{owner.Username}/subscribe", ("subscribed", "true"))).Status);
        var read = (await owner.Client.GetAsync($"videos/{video}")).Data;
        Assert.Equal((1, 0), ((int)read["commentsCount"]!, (int)read["likesCount"]!));
    }

    [Fact]
    public async Task Comments_go_on_by_a_link_and_a_stale_thread_is_no_fault()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var video = await site.AddAsync(owner, new Listed("Discussed"));
        for (var i = 0; i < 25; i++)
            Assert.Equal(201, (await owner.Client.PostAsync($"comments/{video}", new { content = $"Number {i}." })).Status);

        var first = (await visitor.GetAsync($"/watch/{video}", ("Accept", "text/html"))).Text;
        var more = first.Split("data-more href=\"")[1].Split('#', '"')[0];
        var second = (await visitor.GetAsync(more.Replace("&amp;", "&"), ("Accept", "text/html"))).Text;

        Assert.Contains("Number 24.", first);
        Assert.DoesNotContain("Number 4.", first);
        Assert.Contains("Number 4.", second);
        Assert.DoesNotContain("data-more", second);
        Assert.Equal(200, (await visitor.GetAsync($"/watch/{video}?thread=000000000000000000000000", ("Accept", "text/html"))).Status);
        Assert.Equal(422, (await visitor.GetAsync($"/watch/{video}?comments=nonsense", ("Accept", "text/html"))).Status);
    }

    private static async Task<Answer> SendAsync(TestSite site, Member who, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await who.Client.SendAsync(HttpMethod.Post, path, form, ("Origin", OriginOf(site)), ("Accept", "text/html"));
    }

    private static (int, string?) Lead(Answer answer) => (answer.Status, answer.Header("Location"));

    private static string OriginOf(TestSite site) => site.Address.GetLeftPart(UriPartial.Authority);
}
