using System.Text.Json.Nodes;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Chapters;

public sealed class ChapterTests
{
    [Theory, OnBothEngines]
    public async Task Of_two_editors_one_wins(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Talk"));
        var at = $"videos/{id}/chapters";
        var seen = await owner.Client.GetAsync(at);
        Assert.False(seen.Header("ETag")!.StartsWith("W/", StringComparison.Ordinal));

        var answers = await Task.WhenAll(
            PutAsync(owner.Client, at, seen.Header("ETag"), (0, "One"), (10, "Two")),
            PutAsync(owner.Client, at, seen.Header("ETag"), (0, "Uno"), (20, "Due")));

        Assert.Equal([200, 412], answers.Select(answer => answer.Status).Order());
        Assert.Equal("precondition.failed", answers.Single(answer => answer.Status == 412).Code);
        var now = await owner.Client.GetAsync(at);
        Assert.Equal(answers.Single(answer => answer.Status == 200).Data.ToJsonString(), now.Data.ToJsonString());
        Assert.Equal(200, (await PutAsync(owner.Client, at, now.Header("ETag"), (0, "Three"))).Status);
        Assert.Equal(200, (await PutAsync(owner.Client, at, "*", (0, "Four"))).Status);
        Assert.Equal(412, (await PutAsync(owner.Client, at, "nonsense", (0, "Five"))).Status);
        var unconditional = await PutAsync(owner.Client, at, null, (0, "Six"));
        Assert.Equal((428, "precondition.required"), (unconditional.Status, unconditional.Code));
    }

    [Theory, OnBothEngines]
    public async Task Chapters_stand_on_the_video_and_as_a_track_of_its_player(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var id = await site.AddAsync(owner, new Listed("Talk") { Duration = 60 });

        var patched = await owner.Client.PatchAsync($"videos/{id}", new { chapters = new object[] { new { start = 12.5, title = " Q & A <b> " }, new { start = 30, title = "End" } } });

        Assert.Equal("""[{"start":0,"title":"Intro"},{"start":12.5,"title":"Q & A <b>"},{"start":30,"title":"End"}]""", Plain(patched.Data["chapters"]!));
        Assert.Equal(Plain(patched.Data["chapters"]!), Plain((await visitor.GetAsync($"videos/{id}")).Data["chapters"]!));
        Assert.Null((await visitor.GetAsync($"videos?userId={owner.Id}")).Data["docs"]![0]!["chapters"]);
        var track = await visitor.GetAsync($"/media/videos/{id}/chapters.vtt");
        Assert.Equal((200, "text/vtt; charset=utf-8"), (track.Status, track.Header("Content-Type")));
        Assert.Contains("00:00:12.500 --> 00:00:30.000\nQ &amp; A &lt;b&gt;\n\n00:00:30.000 --> 00:01:00.000\nEnd\n", track.Text);
        Assert.Equal(304, (await visitor.GetAsync($"/media/videos/{id}/chapters.vtt", ("If-None-Match", track.Header("ETag")!))).Status);
        Assert.Empty((await owner.Client.PatchAsync($"videos/{id}", new { chapters = Array.Empty<object>() })).Data["chapters"]!.AsArray());
        Assert.Equal(404, (await visitor.GetAsync($"/media/videos/{id}/chapters.vtt")).Status);
    }

    [Theory, OnBothEngines]
    public async Task A_form_may_bring_them_too(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Talk"));
        using var form = new MultipartFormDataContent { { new StringContent("""[{"start":0,"title":"A"},{"start":5,"title":"B"}]"""), "chapters" } };

        var patched = await owner.Client.SendAsync(HttpMethod.Patch, $"videos/{id}", form);

        Assert.Equal(2, patched.Data["chapters"]!.AsArray().Count);
    }

    [Theory, OnBothEngines]
    public async Task Timestamps_in_the_description_serve_until_chapters_are_set(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Talk") { Duration = 4000, Description = "All about it.\n0:00 Intro\n- 1:30 - The middle\n(1:02:03) The end\n9:59:59 Never\nbye" });

        var told = (await owner.Client.GetAsync($"videos/{id}/chapters")).Data;

        Assert.Equal("description", (string?)told["source"]);
        Assert.Equal("""[{"start":0,"title":"Intro"},{"start":90,"title":"The middle"},{"start":3723,"title":"The end"}]""", Plain(told["chapters"]!));
        var set = await PutAsync(owner.Client, $"videos/{id}/chapters", "*", (0, "Mine"));
        Assert.Equal("owner", (string?)set.Data["source"]);
    }

    [Theory]
    [InlineData("0:00 A\n0:10 B")]
    [InlineData("0:05 A\n0:10 B\n0:20 C")]
    [InlineData("0:00 A\n0:20 B\n0:10 C")]
    [InlineData("at 0:00 A\nat 0:10 B\nat 0:20 C")]
    [InlineData("0:00\n0:10\n0:20")]
    public async Task Other_timestamps_make_no_chapters(string description)
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Talk") { Description = description });

        var told = (await owner.Client.GetAsync($"videos/{id}/chapters")).Data;

        Assert.Empty(told["chapters"]!.AsArray());
        Assert.Null(told["source"]);
    }

    [Theory]
    [InlineData("""{"chapters":[{"start":-1,"title":"A"}]}""", 422)]
    [InlineData("""{"chapters":[{"start":0,"title":""}]}""", 422)]
    [InlineData("""{"chapters":[{"start":0,"title":"A"},{"start":0,"title":"B"}]}""", 422)]
    [InlineData("""{"chapters":[{"start":10,"title":"A"},{"start":5,"title":"B"}]}""", 422)]
    [InlineData("""{"chapters":[{"start":0,"title":"A"},{"start":60,"title":"B"}]}""", 422)]
    [InlineData("""{"chapters":[{"start":"soon","title":"A"}]}""", 422)]
    [InlineData("""{"chapters":"none"}""", 422)]
    [InlineData("""{"chapters":[7]}""", 422)]
    [InlineData("""{}""", 400)]
    public async Task What_breaks_the_rules_changes_nothing(string body, int status)
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Talk") { Duration = 60 });
        await PutAsync(owner.Client, $"videos/{id}/chapters", "*", (0, "As before"));

        var answer = await owner.Client.SendAsync(HttpMethod.Put, $"videos/{id}/chapters", new StringContent(body, null, "application/json"), ("If-Match", "*"));

        Assert.Equal(status, answer.Status);
        Assert.Contains("As before", (await owner.Client.GetAsync($"videos/{id}/chapters")).Text);
    }

    [Fact]
    public async Task A_hundred_chapters_are_taken_and_no_more()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Talk") { Duration = 600 });
        (double, string)[] hundred = [.. Enumerable.Range(0, 100).Select(i => ((double)i, $"Part {i}"))];

        Assert.Equal(200, (await PutAsync(owner.Client, $"videos/{id}/chapters", "*", hundred)).Status);
        Assert.Equal(422, (await PutAsync(owner.Client, $"videos/{id}/chapters", "*", [.. hundred, (100, "One more")])).Status);
    }

    [Theory, OnBothEngines]
    public async Task Only_the_owner_sets_chapters_and_who_may_watch_reads_them(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var shown = await site.AddAsync(owner, new Listed("Shown"));
        var draft = await site.AddAsync(owner, new Listed("Draft") { Published = false });
        var members = await site.AddAsync(owner, new Listed("Members") { Visibility = "members" });
        await PutAsync(owner.Client, $"videos/{members}/chapters", "*", (0, "Secret"));

        Assert.Equal(401, (await PutAsync(visitor, $"videos/{shown}/chapters", "*", (0, "A"))).Status);
        Assert.Equal(403, (await PutAsync(other.Client, $"videos/{shown}/chapters", "*", (0, "A"))).Status);
        Assert.Equal(404, (await PutAsync(other.Client, $"videos/{draft}/chapters", "*", (0, "A"))).Status);
        Assert.Equal(404, (await visitor.GetAsync($"videos/{draft}/chapters")).Status);
        Assert.Equal(402, (await visitor.GetAsync($"videos/{members}/chapters")).Status);
        Assert.Equal(402, (await visitor.GetAsync($"/media/videos/{members}/chapters.vtt")).Status);
        Assert.Equal(400, (await visitor.GetAsync("videos/7/chapters")).Status);
    }

    private static string Plain(JsonNode node) =>
        node.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver() });

    private static async Task<Answer> PutAsync(Client client, string path, string? match, params (double Start, string Title)[] chapters)
    {
        var list = new JsonArray([.. chapters.Select(chapter => new JsonObject { ["start"] = chapter.Start, ["title"] = chapter.Title })]);
        using var content = new StringContent(new JsonObject { ["chapters"] = list }.ToJsonString(), null, "application/json");
        return await client.SendAsync(HttpMethod.Put, path, content, match is null ? [] : [("If-Match", match)]);
    }
}
