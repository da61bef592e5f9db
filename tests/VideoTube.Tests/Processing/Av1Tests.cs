using System.Text.Json.Nodes;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;

namespace VideoTube.Tests.Processing;

public sealed class Av1Tests
{
    [Fact]
    public async Task Where_the_site_is_set_so_a_ready_video_gets_sizes_in_AV1_beside_its_ladder()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new Dictionary<string, string> { ["AV1_SIZES"] = "1080,300" });
        using var owner = await site.SignUpAsync();
        var id = (string)(await owner.Client.UploadAsync(await Clips.H264(seconds: 6))).Data["_id"]!;

        var video = await owner.Client.UntilAsync(id, video => Names(video, "av01").Count == 2);

        Assert.Equal(["360p-av1", "240p-av1"], Names(video, "av01"));
        Assert.Equal(["360p", "240p"], Names(video, "avc1"));
        var master = (await owner.Client.GetAsync((string)video["hls"]!)).Text;
        Assert.Equal(["avc1", "avc1", "av01", "av01"], master.Split('\n').Where(line => line.Contains("CODECS=")).Select(line => line.Split("CODECS=\"")[1][..4]));
        var manifest = (await owner.Client.GetAsync((string)video["dash"]!)).Text;
        Assert.Equal(2, manifest.Split("contentType=\"video\"").Length - 1);
        foreach (var playlist in Directory.EnumerateFiles(Path.Combine(site.DataFolder, "media", "videos", id, "hls"), "index.m3u8", SearchOption.AllDirectories).Where(path => path.Contains("-av1/")))
            Assert.Equal(150, await HlsCheck.CountFramesAsync(playlist));
        Assert.Empty((await ChildProgram.RunAsync(site.Environment, ["admin", "storage", "check", "--json"])).Done().Objects);
    }

    private static List<string> Names(JsonNode video, string codec) =>
        [.. video["renditions"]!.AsArray().Where(rendition => ((string)rendition!["codecs"]!).StartsWith(codec)).Select(rendition => (string)rendition!["name"]!)];
}
