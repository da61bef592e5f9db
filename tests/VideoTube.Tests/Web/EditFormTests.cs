using System.Net;
using System.Text.RegularExpressions;
using VideoTube.Data;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Web;

/// <summary>The forms of the page about one of one's videos, sent as a browser without scripts does.</summary>
public sealed class EditFormTests
{
    private static readonly (string, string)[] Said =
        [("title", "A better title"), ("description", "Two\r\nlines"), ("tags", "Deep Sea, fish"), ("visibility", "unlisted"), ("downloadable", "true")];

    [Theory, OnBothEngines]
    public async Task What_a_video_says_is_changed_and_what_is_not_ticked_is_not_so(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var path = $"/studio/videos/{await site.AddAsync(owner, new Listed("Before & after") { Tags = ["old"] })}";
        var page = await ReadAsync(owner, path);
        Assert.Contains("value=\"Before &amp; after\"", page);
        Assert.Contains("value=\"old\"", page);

        var done = await SendAsync(site, owner, $"{path}/details", [.. Said, ("version", VersionIn(page, "details"))]);

        Assert.Equal((303, $"{path}?saved=details#details"), Lead(done));
        var video = (await owner.Client.GetAsync($"videos/{path.Split('/')[^1]}")).Data;
        Assert.Equal(("A better title", "Two\nlines", "unlisted"), ((string)video["title"]!, (string)video["description"]!, (string)video["visibility"]!));
        Assert.Equal(["deep-sea", "fish"], video["tags"]!.AsArray().Select(tag => (string)tag!));
        Assert.Equal((false, true), ((bool)video["isPublished"]!, (bool)video["downloadable"]!));
        Assert.Contains("Saved.", await ReadAsync(owner, $"{path}?saved=details"));
    }

    [Theory, OnBothEngines]
    public async Task What_somebody_changed_meanwhile_is_not_written_over_unseen_and_views_are_no_change(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("First"));
        var path = $"/studio/videos/{id}";
        var version = VersionIn(await ReadAsync(owner, path), "details");
        await site.Get<Database>().ExecuteAsync("UPDATE videos SET views = views + 1 WHERE id = @id", new { id }, CancellationToken.None);
        Assert.Equal(303, (await SendAsync(site, owner, $"{path}/details", [.. Said, ("version", version)])).Status);

        var late = await SendAsync(site, owner, $"{path}/details", ("title", "Typed in the other window"), ("visibility", "public"), ("version", version));

        Assert.Equal(412, late.Status);
        Assert.Contains("changed somewhere else meanwhile", late.Text);
        Assert.Contains("value=\"Typed in the other window\"", late.Text);
        Assert.Equal("A better title", (string?)(await owner.Client.GetAsync($"videos/{id}")).Data["title"]);
        Assert.Equal(303, (await SendAsync(site, owner, $"{path}/details", ("title", "Now knowingly"), ("visibility", "public"), ("version", VersionIn(late.Text, "details")))).Status);
        Assert.Equal("Now knowingly", (string?)(await owner.Client.GetAsync($"videos/{id}")).Data["title"]);
    }

    [Fact]
    public async Task What_is_wrong_is_told_beside_its_field_and_what_was_typed_stays()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        var path = $"/studio/videos/{await site.AddAsync(owner, new Listed("Stays"))}";
        var version = VersionIn(await ReadAsync(owner, path), "details");

        var refused = await SendAsync(site, owner, $"{path}/details",
            ("title", " "), ("description", "Kept <as> typed"), ("tags", new string('x', 41)), ("visibility", "everyone"), ("isPublished", "true"), ("version", version));

        Assert.Equal(422, refused.Status);
        foreach (var field in new[] { "title", "tags", "visibility" })
            Assert.Contains($"id=\"{field}-fault\"", refused.Text);
        Assert.Contains("Title has 1 to 120 characters", refused.Text);
        Assert.Contains("Kept &lt;as&gt; typed", refused.Text);
        Assert.Contains("name=\"isPublished\" value=\"true\" checked", refused.Text);
        Assert.DoesNotContain("name=\"downloadable\" value=\"true\" checked", refused.Text);
        Assert.Equal(303, (await SendAsync(site, owner, $"{path}/details", ("title", "Long"), ("description", new string('深', 5000)), ("visibility", "public"), ("version", version))).Status);
    }

    [Theory, OnBothEngines]
    public async Task Chapters_are_typed_a_line_each(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("In parts") { Duration = 60 });
        var path = $"/studio/videos/{id}";
        var version = VersionIn(await ReadAsync(owner, path), "chapters");

        var refused = await SendAsync(site, owner, $"{path}/chapters", ("lines", "0:00 Here\r\n\r\nno time\r\n0:05"), ("version", version));
        Assert.Equal(422, refused.Status);
        Assert.Contains("id=\"chapter-lines-fault\"", refused.Text);
        Assert.Contains("Line 3 must be a time and a title", refused.Text);
        Assert.Contains("Line 4 must be a time and a title", refused.Text);
        Assert.Contains("no time", refused.Text);
        Assert.Contains("Line 3: Chapters come in order", (await SendAsync(site, owner, $"{path}/chapters", ("lines", "0:00 Here\n\n0:00 There"), ("version", version))).Text);
        Assert.Contains("starts after the end", (await SendAsync(site, owner, $"{path}/chapters", ("lines", "0:00 Here\n2:00 There"), ("version", version))).Text);

        Assert.Equal((303, $"{path}?saved=chapters#chapters"), Lead(await SendAsync(site, owner, $"{path}/chapters", ("lines", "0:00 The <beginning>\r\n0:05.2 Further\r\n"), ("version", version))));
        var page = await ReadAsync(owner, path);
        Assert.Contains(">0:00 The <beginning>\n0:05.2 Further</textarea>", WebUtility.HtmlDecode(page));
        Assert.Equal(412, (await SendAsync(site, owner, $"{path}/chapters", ("lines", "0:00 Another"), ("version", version))).Status);
        Assert.Equal(303, (await SendAsync(site, owner, $"{path}/chapters", ("lines", ""), ("version", VersionIn(page, "chapters")))).Status);
        Assert.Empty((await owner.Client.GetAsync($"videos/{id}")).Data["chapters"]!.AsArray());
    }

    [Fact]
    public async Task Chapters_of_the_description_are_told_as_such_and_not_taken_for_ones_own()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Told") { Description = "0:00 One\n0:10 Two\n0:20 Three" });

        var page = await ReadAsync(owner, $"/studio/videos/{id}");

        Assert.Contains("those that your description lists", page);
        Assert.Matches("id=\"chapter-lines\"[^>]*></textarea>", page);
    }

    [Theory, OnBothEngines]
    public async Task Captions_come_and_go_and_a_file_that_is_none_is_told(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var path = $"/studio/videos/{await site.AddAsync(owner, new Listed("Said"))}";

        Assert.Contains("id=\"language-fault\"", (await SendCaptionsAsync(site, owner, path, "", "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n")).Text);
        var malformed = await SendCaptionsAsync(site, owner, path, "en", "Hello");
        Assert.Equal(422, malformed.Status);
        Assert.Contains("id=\"captions-file-fault\"", malformed.Text);
        Assert.Contains("Choose a file", (await SendCaptionsAsync(site, owner, path, "en", text: null)).Text);
        Assert.Equal((303, $"{path}?saved=captions#captions"), Lead(await SendCaptionsAsync(site, owner, path, "pt-BR", "1\n00:00:00,000 --> 00:00:01,000\nOlá\n", "Legendas")));
        Assert.Contains("<b>Legendas</b>", await ReadAsync(owner, path));
        Assert.Contains("Olá", (await owner.Client.GetAsync($"videos/{path.Split('/')[^1]}/captions/pt-BR")).Text);

        Assert.Equal(303, (await SendAsync(site, owner, $"{path}/captions/pt-BR/delete")).Status);
        Assert.DoesNotContain("Legendas", await ReadAsync(owner, path));
        Assert.Equal(404, (await SendAsync(site, owner, $"{path}/captions/pt-BR/delete")).Status);
    }

    [Theory, OnBothEngines]
    public async Task A_video_that_did_not_fail_is_not_tried_again_and_a_deleted_one_is_gone(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Ready"));
        var path = $"/studio/videos/{id}";

        Assert.Equal(409, (await SendAsync(site, owner, $"{path}/retry")).Status);
        Assert.Equal(404, (await SendAsync(site, owner, $"{path}/poster", ("candidate", "9"))).Status);
        Assert.Equal((303, "/studio?deleted=1"), Lead(await SendAsync(site, owner, $"{path}/delete")));
        Assert.Contains("The video is deleted.", await ReadAsync(owner, "/studio?deleted=1"));
        Assert.Equal(410, (await owner.Client.GetAsync(path, ("Accept", "text/html"))).Status);
    }

    [Fact]
    public async Task Visitors_strangers_and_other_sites_change_nothing()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var visitor = site.NewClient();
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Mine"));
        var draft = await site.AddAsync(owner, new Listed("Draft") { Published = false });

        var led = await visitor.GetAsync($"/studio/videos/{id}", ("Accept", "text/html"));
        Assert.Equal((302, $"/login?next={Uri.EscapeDataString($"/studio/videos/{id}")}"), Lead(led));
        Assert.Equal(403, (await other.Client.GetAsync($"/studio/videos/{id}", ("Accept", "text/html"))).Status);
        Assert.Equal(404, (await other.Client.GetAsync($"/studio/videos/{draft}", ("Accept", "text/html"))).Status);
        foreach (var act in new[] { "details", "chapters", "poster", "captions/en/delete", "retry", "delete" })
        {
            (string, string)[] fields = [("title", "Theirs"), ("lines", ""), ("candidate", "1"), ("visibility", "public")];
            Assert.Equal(403, (await SendAsync(site, other, $"/studio/videos/{id}/{act}", fields)).Status);
            Assert.Equal(404, (await SendAsync(site, other, $"/studio/videos/{draft}/{act}", fields)).Status);
            using var form = FormOf(fields);
            Assert.Equal(401, (await visitor.SendAsync(HttpMethod.Post, $"/studio/videos/{id}/{act}", form, ("Origin", OriginOf(site)), ("Accept", "text/html"))).Status);
            using var foreign = FormOf(fields);
            Assert.Equal(403, (await visitor.SendAsync(HttpMethod.Post, $"/studio/videos/{id}/{act}", foreign, ("Origin", "https://elsewhere.example"), ("Cookie", $"accessToken={owner.Client.Token}"), ("Accept", "text/html"))).Status);
        }

        Assert.Equal(403, (await SendCaptionsAsync(site, other, $"/studio/videos/{id}", "en", "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n")).Status);
        Assert.Equal("Mine", (string?)(await owner.Client.GetAsync($"videos/{id}")).Data["title"]);
    }

    private static string VersionIn(string page, string section) =>
        Regex.Match(page, $"<section id=\"{section}\".*?name=\"version\" value=\"([0-9a-f]+)\"", RegexOptions.Singleline, TimeSpan.FromSeconds(10)).Groups[1].Value;

    private static async Task<Answer> SendAsync(TestSite site, Member who, string path, params (string Name, string Value)[] fields)
    {
        using var form = FormOf(fields);
        return await who.Client.SendAsync(HttpMethod.Post, path, form, ("Origin", OriginOf(site)), ("Accept", "text/html"));
    }

    private static async Task<Answer> SendCaptionsAsync(TestSite site, Member who, string video, string language, string? text, string label = "")
    {
        using var form = new MultipartFormDataContent { { new StringContent(language), "language" }, { new StringContent(label), "label" } };
        if (text is not null)
            form.Add(new StringContent(text), "captions", "said.vtt");
        return await who.Client.SendAsync(HttpMethod.Post, $"{video}/captions", form, ("Origin", OriginOf(site)), ("Accept", "text/html"));
    }

    private static MultipartFormDataContent FormOf((string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        return form;
    }

    private static async Task<string> ReadAsync(Member who, string path) => (await who.Client.GetAsync(path, ("Accept", "text/html"))).Text;

    private static (int, string?) Lead(Answer answer) => (answer.Status, answer.Header("Location"));

    private static string OriginOf(TestSite site) => site.Address.GetLeftPart(UriPartial.Authority);
}
