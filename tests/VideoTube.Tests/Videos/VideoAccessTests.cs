using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Storage;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;
using VideoTube.Videos;

namespace VideoTube.Tests.Videos;

/// <summary>Reading, changing and deleting one video: whose it is and who asks.</summary>
public sealed class VideoAccessTests
{
    private static readonly Id Nothing = Id.Parse("000000000000000000000000");

    [Theory, OnBothEngines]
    public async Task Drafts_and_private_videos_are_there_for_their_owner_alone(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        using var visitor = site.NewClient();

        async Task Reads(Listed video, int visitorStatus)
        {
            var id = await site.AddAsync(owner, video);
            Assert.Equal(visitorStatus, (await visitor.GetAsync($"videos/{id}")).Status);
            Assert.Equal(visitorStatus, (await other.Client.GetAsync($"videos/{id}")).Status);
            Assert.Equal(200, (await owner.Client.GetAsync($"videos/{id}")).Status);
        }

        await Reads(new Listed("Public"), 200);
        await Reads(new Listed("Unlisted") { Visibility = "unlisted" }, 200);
        await Reads(new Listed("Private") { Visibility = "private" }, 404);
        await Reads(new Listed("Members") { Visibility = "members" }, 402);
        await Reads(new Listed("Draft") { Published = false }, 404);
        await Reads(new Listed("On its way") { Status = "uploading" }, 404);
        Assert.Equal(404, (await visitor.GetAsync($"videos/{Nothing}")).Status);
        Assert.Equal(400, (await visitor.GetAsync("videos/nonsense")).Status);
    }

    [Theory, OnBothEngines]
    public async Task Why_processing_failed_is_told_to_the_owner_and_to_moderators_alone(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var moderator = await site.SignUpAsync(Roles.Moderator);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var id = await site.AddAsync(owner, new Listed("Broken") { Status = "failed" });
        await site.Get<Database>().ExecuteAsync("UPDATE videos SET failure = 'Damaged' WHERE id = @id", new { id }, CancellationToken.None);

        async Task Reads(Client client, string? alone, string? listed)
        {
            var one = (await client.GetAsync($"videos/{id}")).Data;
            Assert.Equal(("failed", alone), ((string?)one["status"], (string?)one["failure"]));
            Assert.Equal(listed, (string?)(await client.GetAsync($"videos?userId={owner.Id}")).Data["docs"]![0]!["failure"]);
        }

        await Reads(owner.Client, "Damaged", "Damaged");
        await Reads(moderator.Client, "Damaged", null);
        await Reads(other.Client, null, null);
        await Reads(visitor, null, null);
        Assert.Equal("Damaged", (string?)(await owner.Client.GetAsync("dashboard/videos")).Data["docs"]![0]!["failure"]);
        Assert.DoesNotContain("Damaged", (await visitor.GetAsync($"/watch/{id}", ("Accept", "text/html"))).Text);
    }

    [Theory, OnBothEngines]
    public async Task Only_the_owner_may_change_publish_or_delete(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var shown = await site.AddAsync(owner, new Listed("Shown"));
        var hidden = await site.AddAsync(owner, new Listed("Hidden") { Published = false });

        foreach (var (path, act) in Acts())
        {
            Assert.Equal(401, (await act(visitor, $"{path}{shown}")).Status);
            Assert.Equal(403, (await act(other.Client, $"{path}{shown}")).Status);
            Assert.Equal(404, (await act(other.Client, $"{path}{hidden}")).Status);
            Assert.Equal(404, (await act(owner.Client, $"{path}{Nothing}")).Status);
            Assert.Equal(400, (await act(owner.Client, $"{path}nonsense")).Status);
        }

        Assert.Equal(("Shown", true), await ReadAsync(owner, shown));
        Assert.Equal(("Hidden", false), await ReadAsync(owner, hidden));
    }

    [Theory, OnBothEngines]
    public async Task An_edit_changes_what_was_sent_and_nothing_else(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Before") { Description = "Kept", Tags = ["old"] });

        var answer = await owner.Client.PatchAsync($"videos/{id}", new { title = "  Zebrafish  ", tags = new[] { "New Tag", "two" }, visibility = "unlisted", unknown = 1 });

        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal(("Zebrafish", "Kept", "unlisted"), ((string?)answer.Data["title"], (string?)answer.Data["description"], (string?)answer.Data["visibility"]));
        Assert.Equal(["new-tag", "two"], answer.Data["tags"]!.AsArray().Select(tag => (string)tag!));
        Assert.Empty((await owner.Client.GetAsync($"videos?userId={owner.Id}&tag=old")).Data["docs"]!.AsArray());
        Assert.Single((await owner.Client.GetAsync($"videos?userId={owner.Id}&tag=New%20Tag")).Data["docs"]!.AsArray());
        Assert.Single((await owner.Client.GetAsync($"videos?userId={owner.Id}&query=zebrafish")).Data["docs"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"title":""}""", "title")]
    [InlineData("""{"title":5}""", "title")]
    [InlineData("""{"visibility":"everyone"}""", "visibility")]
    [InlineData("""{"isPublished":"perhaps"}""", "isPublished")]
    [InlineData("""{"tags":[1]}""", "tags")]
    [InlineData("""{"tags":"a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u"}""", "tags")]
    public async Task An_edit_against_the_rules_changes_nothing(string json, string field)
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Stays"));

        var answer = await owner.Client.PatchAsync($"videos/{id}", json);

        Assert.Equal((422, field), (answer.Status, (string?)answer.Json["errors"]![0]!["field"]));
        Assert.Equal(("Stays", true), await ReadAsync(owner, id));
    }

    [Theory, OnBothEngines]
    public async Task Publishing_is_switched_off_and_on(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var id = await site.AddAsync(owner, new Listed("Switched"));

        Assert.False((bool)(await owner.Client.PatchAsync($"videos/toggle/publish/{id}")).Data["isPublished"]!);
        Assert.Equal(404, (await visitor.GetAsync($"videos/{id}")).Status);
        Assert.True((bool)(await owner.Client.PatchAsync($"videos/toggle/publish/{id}")).Data["isPublished"]!);
        Assert.Equal(200, (await visitor.GetAsync($"videos/{id}")).Status);
    }

    [Theory, OnBothEngines]
    public async Task A_deleted_video_is_gone_with_its_rows_and_files(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        var upload = await owner.Client.UploadAsync(await Clips.Silent(1, "160x120"), ("tags", "one"));
        var path = $"videos/{upload.Data["_id"]}";
        Assert.NotEmpty(site.MediaFiles());
        var list = $"videos?userId={owner.Id}";
        Assert.Equal(1, (int)(await owner.Client.GetAsync(list)).Data["totalDocs"]!);

        Assert.Equal(200, (await owner.Client.DeleteAsync(path)).Status);

        Assert.Equal(410, (await owner.Client.GetAsync(path)).Status);
        Assert.Equal(410, (await owner.Client.DeleteAsync(path)).Status);
        Assert.Equal(404, (await owner.Client.GetAsync((string)upload.Data["videoFile"]!)).Status);
        Assert.Equal(0, (int)(await owner.Client.GetAsync(list)).Data["totalDocs"]!);
        Assert.Equal(0, await site.CountAsync("video_tags"));
        await site.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_new_thumbnail_replaces_the_old_file()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Pictured"));
        var picture = await File.ReadAllBytesAsync(await Clips.Make("small.png", "-f lavfi -i color=blue:size=64x36 -frames:v 1"));

        async Task<Answer> Send(Member who, byte[] bytes)
        {
            using var form = Uploading.Form(("thumbnail", bytes, "t.png"), ("title", "New"u8.ToArray(), null));
            return await who.Client.SendAsync(HttpMethod.Patch, $"videos/{id}", form);
        }

        var first = await Send(owner, picture);
        var second = await Send(owner, picture);

        Assert.True(second.Status == 200, second.Text);
        Assert.Equal("New", (string?)second.Data["title"]);
        Assert.NotEqual((string?)first.Data["thumbnail"], (string?)second.Data["thumbnail"]);
        Assert.Equal(404, (await owner.Client.GetAsync((string)first.Data["thumbnail"]!)).Status);
        Assert.Equal(403, (await Send(other, picture)).Status);
        Assert.Equal(422, (await Send(owner, "no picture"u8.ToArray())).Status);
        Assert.Equal($"/media/{VideoKeys.Folder(id)}/{Path.GetFileName(Assert.Single(site.MediaFiles()))}", (string?)second.Data["thumbnail"]);
        Assert.Empty(site.TemporaryFiles());
    }

    private static IEnumerable<(string Path, Func<Client, string, Task<Answer>> Act)> Acts() =>
    [
        ("videos/", (client, path) => client.PatchAsync(path, new { title = "Changed" })),
        ("videos/toggle/publish/", (client, path) => client.PatchAsync(path)),
        ("videos/", (client, path) => client.DeleteAsync(path)),
    ];

    private static async Task<(string?, bool)> ReadAsync(Member owner, Id id)
    {
        var video = (await owner.Client.GetAsync($"videos/{id}")).Data;
        return ((string?)video["title"], (bool)video["isPublished"]!);
    }
}
