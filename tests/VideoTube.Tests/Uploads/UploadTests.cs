using System.Text;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Uploads;

public sealed class UploadTests
{
    // Without encoders nothing works on the jobs that uploads make: what the upload itself did can be seen.
    private static readonly Dictionary<string, string> NoEncoders = new() { ["ENCODERS"] = "0", ["REGISTRATIONS_PER_HOUR"] = "1000" };

    [Theory, OnBothEngines]
    public async Task A_video_browsers_play_is_there_at_once(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, NoEncoders);
        using var owner = await site.SignUpAsync();
        var clip = await Clips.H264(2, "320x180");

        var answer = await owner.Client.UploadAsync(clip, ("title", "My clip"), ("description", "About"), ("tags", "Deep Sea, #whales,whales"));

        Assert.True(answer.Status == 201, answer.Text);
        var video = answer.Data;
        Assert.Equal($"/api/v1/videos/{video["_id"]}", answer.Header("Location"));
        Assert.Equal(("My clip", "About", "public"), ((string?)video["title"], (string?)video["description"], (string?)video["visibility"]));
        Assert.Equal(["deep-sea", "whales"], video["tags"]!.AsArray().Select(tag => (string)tag!));
        Assert.Equal((320, 180), ((int)video["width"]!, (int)video["height"]!));
        Assert.InRange((double)video["duration"]!, 1.9, 2.2);
        Assert.True((bool)video["playable"]!);
        Assert.Equal("video/mp4", (string?)video["videoType"]);
        Assert.Empty(site.TemporaryFiles());
        Assert.Equal(1, await site.CountAsync($"jobs WHERE kind = 'prepare' AND subject = '{video["_id"]}'"));
        Assert.Equal(await File.ReadAllBytesAsync(clip), (await owner.Client.GetAsync((string)video["videoFile"]!)).Bytes);
        Assert.Equal("My clip", (string?)(await site.NewClient().GetAsync($"videos?query=clip")).Data["docs"]![0]!["title"]);
    }

    [Theory, OnBothEngines]
    public async Task Code_202_a_video_that_has_to_be_encoded_says_where_to_watch_it(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, NoEncoders);
        using var owner = await site.SignUpAsync();

        var answer = await owner.Client.UploadAsync(await Clips.Avi(2, "160x120"));

        Assert.True(answer.Status == 202, answer.Text);
        Assert.Equal(("processing", false, null), ((string?)answer.Data["status"], (bool)answer.Data["playable"]!, (string?)answer.Data["videoFile"]));
        Assert.Equal("mpeg4-160x120-2", (string?)answer.Data["title"]); // its file's name
        Assert.Equal(0, (int)(await owner.Client.GetAsync(answer.Header("Location")!)).Data["progress"]!);
        Assert.Empty(site.TemporaryFiles());
        Assert.Single(site.MediaFiles(), file => file.EndsWith("original.avi", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fields_may_come_after_the_file()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, NoEncoders);
        using var owner = await site.SignUpAsync();
        using var form = Uploading.Form(
            ("videoFile", await File.ReadAllBytesAsync(await Clips.Silent(1, "160x120")), "a.mp4"),
            ("title", "Later"u8.ToArray(), null), ("isPublished", "false"u8.ToArray(), null), ("visibility", "unlisted"u8.ToArray(), null));

        var answer = await owner.Client.SendAsync(HttpMethod.Post, "videos", form);

        Assert.True(answer.Status == 201, answer.Text);
        Assert.Equal(("Later", false, "unlisted"), ((string?)answer.Data["title"], (bool)answer.Data["isPublished"]!, (string?)answer.Data["visibility"]));
        Assert.Equal(404, (await site.NewClient().GetAsync($"videos/{answer.Data["_id"]}")).Status);
    }

    [Fact]
    public async Task A_thumbnail_is_encoded_anew_and_served()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, NoEncoders);
        using var owner = await site.SignUpAsync();
        var picture = await Clips.Make("picture.png", "-f lavfi -i color=red:size=2000x1000 -frames:v 1");
        using var form = Uploading.Form(
            ("videoFile", await File.ReadAllBytesAsync(await Clips.Silent(1, "160x120")), "a.mp4"),
            ("thumbnail", await File.ReadAllBytesAsync(picture), "t.png"));

        var answer = await owner.Client.SendAsync(HttpMethod.Post, "videos", form);

        Assert.True(answer.Status == 201, answer.Text);
        var thumbnail = await site.NewClient().GetAsync((string)answer.Data["thumbnail"]!);
        Assert.Equal((200, "image/jpeg"), (thumbnail.Status, thumbnail.Header("Content-Type")));
        Assert.Empty(site.TemporaryFiles());
    }

    [Fact]
    public async Task What_is_refused_leaves_nothing_behind()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new(NoEncoders) { ["UPLOAD_MAX_BYTES"] = "3000000" });
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var clip = await File.ReadAllBytesAsync(await Clips.Silent(1, "160x120"));
        var cut = clip[..(clip.Length / 2)]; // its index is at its end
        var playlist = Encoding.ASCII.GetBytes("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n");

        async Task Refused(int status, string code, Client client, params (string, byte[], string?)[] parts)
        {
            using var form = Uploading.Form(parts);
            var answer = await client.SendAsync(HttpMethod.Post, "videos", form);
            Assert.True((status, code) == (answer.Status, answer.Code), answer.Text);
            await site.AssertNothingIsLeftAsync();
        }

        await Refused(401, "auth.required", visitor, ("videoFile", clip, "a.mp4"));
        await Refused(422, "video.not_a_video", owner.Client, ("videoFile", "Just words, and more of them."u8.ToArray(), "a.mp4"));
        await Refused(422, "video.disguised_playlist", owner.Client, ("videoFile", playlist, "a.mp4"));
        await Refused(422, "video.empty", owner.Client, ("videoFile", [], "a.mp4"));
        await Refused(422, "video.corrupt", owner.Client, ("videoFile", cut, "a.mp4"));
        await Refused(422, "image.not_an_image", owner.Client, ("videoFile", clip, "a.mp4"), ("thumbnail", "no picture"u8.ToArray(), "t.jpg"));
        await Refused(422, "body.invalid", owner.Client, ("videoFile", clip, "a.mp4"), ("title", Encoding.ASCII.GetBytes(new string('x', 121)), null));
        await Refused(422, "body.invalid", owner.Client, ("visibility", "everyone"u8.ToArray(), null), ("videoFile", clip, "a.mp4"));
        await Refused(400, "body.missing", owner.Client, ("title", "No file"u8.ToArray(), null));
        await Refused(413, "video.too_large", owner.Client, ("videoFile", [.. clip, .. new byte[3_000_000]], "a.mp4"));
        Assert.Equal(415, (await owner.Client.PostAsync("videos", new { title = "No form" })).Status);
        await site.AssertNothingIsLeftAsync();
    }
}
