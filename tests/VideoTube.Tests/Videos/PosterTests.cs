using System.Text.Json.Nodes;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;

namespace VideoTube.Tests.Videos;

public sealed class PosterTests
{
    [Theory, OnBothEngines]
    public async Task Its_owner_chooses_among_pictures_of_the_video_and_the_old_poster_goes(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var owner = await site.SignUpAsync();
        var id = (string)(await owner.Client.UploadAsync(await Clips.H264(seconds: 6))).Data["_id"]!;
        var before = await owner.Client.UntilAsync(id, video => video["status"]!.GetValue<string>() == "ready");
        var path = $"videos/{id}/posters";

        var offered = (await owner.Client.GetAsync(path)).Data.AsArray();
        Assert.Equal([(1, true), (2, false), (3, false)], offered.Select(poster => ((int)poster!["candidate"]!, (bool)poster["isChosen"]!)));
        var third = await owner.Client.GetAsync((string)offered[2]!["src"]!);
        Assert.Equal((200, "image/jpeg"), (third.Status, third.Header("Content-Type")));
        var chosen = await owner.Client.PutAsync($"videos/{id}/poster", new { candidate = 3 });

        Assert.Equal(200, chosen.Status);
        var poster = (string)chosen.Data["thumbnail"]!;
        Assert.NotEqual((string)before["thumbnail"]!, poster);
        Assert.Equal(third.Bytes, (await owner.Client.GetAsync(poster)).Bytes);
        Assert.Equal(404, (await owner.Client.GetAsync((string)before["thumbnail"]!)).Status);
        Assert.Equal(poster, (string?)(await owner.Client.PutAsync($"videos/{id}/poster", new { candidate = 3 })).Data["thumbnail"]);
        Assert.Equal([3], Chosen((await owner.Client.GetAsync(path)).Data));

        var picture = await Clips.Make("small.png", "-f lavfi -i color=blue:size=64x36 -frames:v 1");
        using var form = Uploading.Form(("thumbnail", await File.ReadAllBytesAsync(picture), "t.png"));
        var own = (string)(await owner.Client.SendAsync(HttpMethod.Patch, $"videos/{id}", form)).Data["thumbnail"]!;
        Assert.Equal((200, 404), ((await owner.Client.GetAsync(own)).Status, (await owner.Client.GetAsync(poster)).Status));
        Assert.Empty(Chosen((await owner.Client.GetAsync(path)).Data));
        Assert.Equal(200, (await owner.Client.PutAsync($"videos/{id}/poster", new { candidate = 1 })).Status);
        Assert.Equal(404, (await owner.Client.GetAsync(own)).Status);
        Assert.Empty(site.TemporaryFiles());
    }

    [Fact]
    public async Task Nobody_else_chooses_and_nothing_else_can_be_chosen()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var id = await site.AddAsync(owner, new Listed("Mine"));
        var draft = await site.AddAsync(owner, new Listed("Draft") { Published = false });

        Assert.Empty((await owner.Client.GetAsync($"videos/{id}/posters")).Data.AsArray());
        Assert.Equal((404, "poster.not_found"), Of(await owner.Client.PutAsync($"videos/{id}/poster", new { candidate = 1 })));
        Assert.Equal(400, (await owner.Client.PutAsync($"videos/{id}/poster", new { })).Status);
        Assert.Equal(422, (await owner.Client.PutAsync($"videos/{id}/poster", new { candidate = "best" })).Status);
        foreach (var (client, video, status) in new[] { (visitor, id, 401), (other.Client, id, 403), (other.Client, draft, 404) })
        {
            Assert.Equal(status, (await client.GetAsync($"videos/{video}/posters")).Status);
            Assert.Equal(status, (await client.PutAsync($"videos/{video}/poster", new { candidate = 1 })).Status);
        }
    }

    [Fact]
    public async Task What_a_members_only_video_shows_is_no_picture_for_all()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var id = (string)(await owner.Client.UploadAsync(await Clips.H264(), ("visibility", "members"))).Data["_id"]!;
        var video = await owner.Client.UntilAsync(id, video => video["storyboard"] is not null);
        var candidate = (string)(await owner.Client.GetAsync($"videos/{id}/posters")).Data[0]!["src"]!;

        Assert.Equal(200, (await visitor.GetAsync((string)video["thumbnail"]!)).Status);
        foreach (var address in new[] { candidate, (string)video["storyboard"]!, ((string)video["storyboard"]!).Replace("storyboard.vtt", "sheet-000.jpg") })
        {
            Assert.Equal(402, (await visitor.GetAsync(address)).Status);
            Assert.Equal(200, (await owner.Client.GetAsync(address)).Status);
        }
    }

    private static List<int> Chosen(JsonNode posters) =>
        [.. posters.AsArray().Where(poster => (bool)poster!["isChosen"]!).Select(poster => (int)poster!["candidate"]!)];

    private static (int, string?) Of(Answer answer) => (answer.Status, answer.Code);
}
