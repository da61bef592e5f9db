using System.Net.Http.Headers;
using System.Text;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Captions;

public sealed class CaptionTests
{
    private const string Vtt = "WEBVTT\n\nSTYLE\n::cue { color: red }\n\n00:01.000 --> 00:02.000 line:0\n<v Ann>Hello <script>x</script></v>\n";
    private const string Srt = "1\r\n00:00:01,000 --> 00:00:02,000\r\nZoë says hello\r\n";

    [Theory, OnBothEngines]
    public async Task An_owner_gives_a_video_captions_which_players_find(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var id = await site.AddAsync(owner, new Listed("Talk"));

        var put = await PutAsync(owner.Client, $"videos/{id}/captions/PT-br", Vtt, "text/vtt; charset=utf-8");

        Assert.Equal((201, "pt-BR", "português (BR)"), (put.Status, (string?)put.Data["language"], (string?)put.Data["label"]));
        Assert.Equal($"/api/v1/videos/{id}/captions/pt-BR", put.Header("Location"));
        var src = (string)put.Data["src"]!;
        var file = await visitor.GetAsync(src);
        Assert.Equal((200, "text/vtt; charset=utf-8", "no-cache"), (file.Status, file.Header("Content-Type"), file.Header("Cache-Control")));
        Assert.Equal("WEBVTT\n\n00:00:01.000 --> 00:00:02.000 line:0\n<v Ann>Hello x</v>\n", file.Text);
        var video = (await visitor.GetAsync($"videos/{id}")).Data;
        Assert.Equal(src, (string?)Assert.Single(video["captions"]!.AsArray())!["src"]);
        Assert.Equal(put.Data.ToJsonString(), Assert.Single((await visitor.GetAsync($"videos/{id}/captions")).Data.AsArray())!.ToJsonString());
    }

    [Theory, OnBothEngines]
    public async Task A_change_has_another_address_and_leaves_no_old_file(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Talk"));
        var first = await PutAsync(owner.Client, $"videos/{id}/captions/en", Vtt, "text/vtt");

        var second = await PutAsync(owner.Client, $"videos/{id}/captions/en", Srt, "application/x-subrip");
        var renamed = await owner.Client.SendAsync(HttpMethod.Put, $"videos/{id}/captions/en", new StringContent("{\"label\":\" English (auto) \"}", Encoding.UTF8, "application/json"));

        Assert.Equal((200, 200), (second.Status, renamed.Status));
        Assert.NotEqual((string?)first.Data["src"], (string?)second.Data["src"]);
        Assert.Equal("English (auto)", (string?)renamed.Data["label"]);
        Assert.Equal(404, (await owner.Client.GetAsync((string)first.Data["src"]!)).Status);
        Assert.Single(site.MediaFiles());
        Assert.Equal(204, (await owner.Client.DeleteAsync($"videos/{id}/captions/EN")).Status);
        Assert.Empty(site.MediaFiles());
        Assert.Equal("caption.not_found", (await owner.Client.DeleteAsync($"videos/{id}/captions/en")).Code);
    }

    [Fact]
    public async Task A_form_brings_file_and_label_in_any_common_encoding()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Talk"));
        using var form = Uploading.Form(("label", "Old file"u8.ToArray(), null), ("captions", Encoding.Latin1.GetBytes(Srt), "talk.srt"));

        var put = await owner.Client.SendAsync(HttpMethod.Put, $"videos/{id}/captions/fr", form);

        Assert.Equal((201, "Old file"), (put.Status, (string?)put.Data["label"]));
        Assert.Contains("Zoë says hello", (await owner.Client.GetAsync((string)put.Data["src"]!)).Text);
        Assert.Empty(site.TemporaryFiles());
    }

    [Theory, OnBothEngines]
    public async Task As_SubRip_they_are_a_copy_changed_on_the_way(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var id = await site.AddAsync(owner, new Listed("Talk"));
        await PutAsync(owner.Client, $"videos/{id}/captions/en", Vtt, "text/vtt");

        var srt = await visitor.GetAsync($"videos/{id}/captions/en?format=srt");
        var vtt = await visitor.GetAsync($"videos/{id}/captions/en");

        Assert.Equal((203, "application/x-subrip; charset=utf-8"), (srt.Status, srt.Header("Content-Type")));
        Assert.Equal("1\r\n00:00:01,000 --> 00:00:02,000\r\nHello x\r\n\r\n", srt.Text);
        Assert.Equal((200, true), (vtt.Status, vtt.Text.StartsWith("WEBVTT", StringComparison.Ordinal)));
        Assert.Equal(422, (await visitor.GetAsync($"videos/{id}/captions/en?format=doc")).Status);
        Assert.Equal("caption.not_found", (await visitor.GetAsync($"videos/{id}/captions/de")).Code);
    }

    [Theory, OnBothEngines]
    public async Task Captions_follow_who_may_watch_and_who_owns(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var shown = await site.AddAsync(owner, new Listed("Shown"));
        var draft = await site.AddAsync(owner, new Listed("Draft") { Published = false });
        var members = await site.AddAsync(owner, new Listed("Members") { Visibility = "members" });
        foreach (var id in new[] { shown, draft, members })
            Assert.Equal(201, (await PutAsync(owner.Client, $"videos/{id}/captions/en", Vtt, "text/vtt")).Status);
        var draftSrc = (string)(await owner.Client.GetAsync($"videos/{draft}")).Data["captions"]![0]!["src"]!;

        Assert.Equal(404, (await other.Client.GetAsync($"videos/{draft}/captions")).Status);
        Assert.Equal(404, (await other.Client.GetAsync(draftSrc)).Status);
        Assert.Equal(402, (await other.Client.GetAsync($"videos/{members}/captions")).Status);
        Assert.Equal(402, (await other.Client.GetAsync($"videos/{members}/captions/en?format=srt")).Status);
        Assert.Equal(401, (await PutAsync(visitor, $"videos/{shown}/captions/en", Vtt, "text/vtt")).Status);
        Assert.Equal(403, (await PutAsync(other.Client, $"videos/{shown}/captions/en", Vtt, "text/vtt")).Status);
        Assert.Equal(404, (await PutAsync(other.Client, $"videos/{draft}/captions/en", Vtt, "text/vtt")).Status);
        Assert.Equal(403, (await other.Client.DeleteAsync($"videos/{shown}/captions/en")).Status);
        Assert.Equal(401, (await visitor.DeleteAsync($"videos/{shown}/captions/en")).Status);
        Assert.Equal(404, (await PutAsync(owner.Client, $"videos/{new string('0', 24)}/captions/en", Vtt, "text/vtt")).Status);
        Assert.Equal(400, (await PutAsync(owner.Client, "videos/7/captions/en", Vtt, "text/vtt")).Status);
    }

    [Theory, OnBothEngines]
    public async Task What_is_wrong_is_told_in_words_and_changes_nothing(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Talk"));
        var at = $"videos/{id}/captions/en";

        var malformed = await PutAsync(owner.Client, at, "WEBVTT\n\n00:01.000 -> 00:02.000\nHi\n", "text/vtt");
        Assert.Equal((422, "caption.malformed"), (malformed.Status, malformed.Code));
        Assert.StartsWith("Line 4: ", malformed.Message);
        Assert.Equal(422, (await PutAsync(owner.Client, at, "WEBVTT\n", "text/vtt")).Status);
        Assert.Equal(422, (await PutAsync(owner.Client, $"videos/{id}/captions/en_US", Vtt, "text/vtt")).Status);
        Assert.Equal(413, (await PutAsync(owner.Client, at, Vtt + new string('\n', 1 << 20), "text/vtt")).Status);
        Assert.Equal(415, (await PutAsync(owner.Client, at, Vtt, "image/png")).Status);
        Assert.Equal(404, (await owner.Client.SendAsync(HttpMethod.Put, at, new StringContent("{\"label\":\"x\"}", Encoding.UTF8, "application/json"))).Status);
        Assert.Equal(400, (await owner.Client.SendAsync(HttpMethod.Put, at, new StringContent("{}", Encoding.UTF8, "application/json"))).Status);
        Assert.Equal(0, await site.CountAsync("captions"));
        Assert.Empty(site.MediaFiles());
    }

    [Theory, OnBothEngines]
    public async Task A_video_has_captions_in_fifty_languages_at_most(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Talk"));
        for (var i = 0; i < 50; i++)
            Assert.Equal(201, (await PutAsync(owner.Client, $"videos/{id}/captions/x-l{i}", Vtt, "text/vtt")).Status);

        Assert.Equal(422, (await PutAsync(owner.Client, $"videos/{id}/captions/en", Vtt, "text/vtt")).Status);
        Assert.Equal(200, (await PutAsync(owner.Client, $"videos/{id}/captions/x-l7", Vtt, "text/vtt")).Status);
    }

    private static async Task<Answer> PutAsync(Client client, string path, string file, string type)
    {
        using var content = new StringContent(file);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return await client.SendAsync(HttpMethod.Put, path, content);
    }
}
