using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;

namespace VideoTube.Tests.Videos;

public sealed class DownloadTests
{
    [Theory, OnBothEngines]
    public async Task The_file_is_had_as_it_was_uploaded_where_the_owner_allows_it(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var clip = await Clips.H264();
        var id = (string)(await owner.Client.UploadAsync(clip, ("title", "Räuber: \"eins\""))).Data["_id"]!;
        var path = $"videos/{id}/download";

        Assert.False((bool)(await visitor.GetAsync($"videos/{id}")).Data["downloadable"]!);
        var refused = await visitor.GetAsync(path);
        Assert.Equal((403, "video.not_downloadable"), (refused.Status, refused.Code));
        Assert.Equal(200, (await owner.Client.GetAsync(path)).Status);

        var allowed = await owner.Client.PatchAsync($"videos/{id}", new { downloadable = true });
        var whole = await visitor.GetAsync(path);
        var part = await visitor.GetAsync(path, ("Range", "bytes=100-199"));

        Assert.True((bool)allowed.Data["downloadable"]!);
        var bytes = await File.ReadAllBytesAsync(clip);
        Assert.Equal((200, "video/mp4"), (whole.Status, whole.Header("Content-Type")));
        Assert.Equal(bytes, whole.Bytes);
        Assert.StartsWith("attachment;", whole.Header("Content-Disposition"));
        Assert.EndsWith("filename*=UTF-8''R%C3%A4uber%20eins.mp4", whole.Header("Content-Disposition"));
        Assert.Equal((206, "bytes 100-199/" + bytes.Length), (part.Status, part.Header("Content-Range")));
        Assert.Equal(bytes[100..200], part.Bytes);
        Assert.Equal(422, (await owner.Client.PatchAsync($"videos/{id}", new { downloadable = "perhaps" })).Status);
    }

    [Fact]
    public async Task Who_may_not_watch_it_has_no_file_either()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        foreach (var (visibility, status) in new[] { ("private", 404), ("members", 402), ("unlisted", 200) })
        {
            var video = (await owner.Client.UploadAsync(await Clips.Silent(), ("visibility", visibility), ("downloadable", "true"))).Data;
            Assert.True((bool)video["downloadable"]!);
            Assert.Equal(status, (await visitor.GetAsync($"videos/{video["_id"]}/download")).Status);
            Assert.Equal(200, (await owner.Client.GetAsync($"videos/{video["_id"]}/download")).Status);
        }

        Assert.Equal(404, (await visitor.GetAsync("videos/000000000000000000000000/download")).Status);
        Assert.Equal(400, (await visitor.GetAsync("videos/nonsense/download")).Status);
    }
}
