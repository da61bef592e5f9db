using System.Xml.Linq;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;

namespace VideoTube.Tests.Playback;

public sealed class DashTests
{
    private static readonly XNamespace Dash = "urn:mpeg:dash:schema:mpd:2011";

    [Theory, OnBothEngines]
    public async Task A_manifest_names_the_segments_of_complete_renditions(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var id = (string)(await owner.Client.UploadAsync(await Clips.H264(seconds: 6))).Data["_id"]!;
        var video = await owner.Client.UntilAsync(id, video => (string)video["status"]! == "ready");
        var address = $"/media/videos/{id}/manifest.mpd";

        var answer = await visitor.GetAsync(address);

        Assert.Equal(address, (string?)video["dash"]);
        Assert.Equal((200, "application/dash+xml", "no-cache"), (answer.Status, answer.Header("Content-Type"), answer.Header("Cache-Control")));
        Assert.Equal(304, (await visitor.GetAsync(address, ("If-None-Match", answer.Header("ETag")!))).Status);
        var manifest = XDocument.Parse(answer.Text);
        Assert.Equal(["240p", "360p", "audio"], manifest.Descendants(Dash + "Representation").Select(r => (string)r.Attribute("id")!));
        foreach (var template in manifest.Descendants(Dash + "SegmentTemplate"))
        {
            var count = template.Descendants(Dash + "S").Sum(run => 1 + ((int?)run.Attribute("r") ?? 0));
            Assert.Equal(2, count);
            var media = (string)template.Attribute("media")!;
            foreach (var name in new[] { (string)template.Attribute("initialization")!, media.Replace("$Number%05d$", "00000"), media.Replace("$Number%05d$", "00001") })
                Assert.Equal(200, (await visitor.GetAsync($"/media/videos/{id}/{name}")).Status);
            Assert.Equal(404, (await visitor.GetAsync($"/media/videos/{id}/{media.Replace("$Number%05d$", "00002")}")).Status);
        }
    }

    [Fact]
    public async Task It_is_offered_once_renditions_are_complete_and_to_whom_the_video_is()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var encoded = (string)(await owner.Client.UploadAsync(await Clips.Avi())).Data["_id"]!;
        var copied = (string)(await owner.Client.UploadAsync(await Clips.H264(), ("visibility", "private"))).Data["_id"]!;
        var video = await owner.Client.UntilAsync(copied, video => video["dash"] is not null);

        // The ladder waits: what was copied is complete, of the other there is nothing.
        Assert.Equal("processing", (string?)video["status"]);
        Assert.Equal((200, 404), ((await owner.Client.GetAsync((string)video["dash"]!)).Status, (await visitor.GetAsync((string)video["dash"]!)).Status));
        Assert.Null((await owner.Client.GetAsync($"videos/{encoded}")).Data["dash"]);
        Assert.Equal(404, (await owner.Client.GetAsync($"/media/videos/{encoded}/manifest.mpd")).Status);
        Assert.Equal(404, (await owner.Client.GetAsync("/media/videos/nonsense/manifest.mpd")).Status);
    }
}
