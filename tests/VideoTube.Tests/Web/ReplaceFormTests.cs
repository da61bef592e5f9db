using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;
using VideoTube.Tests.Uploads.Tus;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Web;

/// <summary>The forms that give a video another file or cut a part out of it, and what is on its way, as a browser without scripts has them.</summary>
public sealed class ReplaceFormTests
{
    [Theory, OnBothEngines]
    public async Task A_part_is_cut_out_or_the_thought_is_given_up_and_another_file_takes_the_place(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var owner = await site.SignUpAsync();
        var id = (string)(await owner.Client.UploadAsync(await Clips.H264(seconds: 6))).Data["_id"]!;
        await owner.Client.UntilAsync(id, video => (string)video["status"]! == "ready");
        var path = $"/studio/videos/{id}";
        Assert.Contains("value=\"0:06", await ReadAsync(owner, path));

        var wrong = await SendAsync(site, owner, $"{path}/trim", ("start", "soon"), ("end", "0:04"));
        Assert.Equal(422, wrong.Status);
        Assert.Contains("id=\"start-fault\"", wrong.Text);
        Assert.Contains("value=\"soon\"", wrong.Text);
        Assert.Contains("id=\"end-fault\"", (await SendAsync(site, owner, $"{path}/trim", ("start", "0:03"), ("end", "0:03.5"))).Text);
        Assert.Equal((303, $"{path}?saved=trim#trim"), Lead(await SendAsync(site, owner, $"{path}/trim", ("start", "0:01.5"), ("end", "0:04"))));
        var trimmed = await owner.Client.UntilAsync(id, video => video["replacement"] is null);
        Assert.InRange((double)trimmed["duration"]!, 2, 4);

        Assert.Equal((303, $"{path}?saved=file#file"), Lead(await SendFileAsync(site, owner, path, await File.ReadAllBytesAsync(await Clips.Avi(seconds: 8)))));
        var waiting = await ReadAsync(owner, $"{path}?saved=file");
        if (waiting.Contains("Preparing the new file", StringComparison.Ordinal))
            Assert.Contains("You can do this once what is on its way is ready", waiting);
        var replaced = await owner.Client.UntilAsync(id, video => video["replacement"] is null);
        Assert.Equal(8, Math.Round((double)replaced["duration"]!));
        Assert.Equal(404, (await SendAsync(site, owner, $"{path}/replacement/cancel")).Status);
    }

    [Fact]
    public async Task What_is_no_video_is_told_beside_the_file_and_strangers_change_nothing()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        var path = $"/studio/videos/{await site.AddAsync(owner, new Listed("Mine"))}";

        var refused = await SendFileAsync(site, owner, path, "words"u8.ToArray());
        Assert.Equal(422, refused.Status);
        Assert.Contains("role=\"alert\"", refused.Text);
        Assert.Contains("Choose a file", (await SendFileAsync(site, owner, path, bytes: null)).Text);
        Assert.Contains("please upload it", (await SendAsync(site, owner, $"{path}/trim", ("start", "0:10"), ("end", "0:20"))).Text);
        Assert.Equal(403, (await SendFileAsync(site, other, path, "words"u8.ToArray())).Status);
        Assert.Equal(403, (await SendAsync(site, other, $"{path}/trim", ("start", "0:10"), ("end", "0:20"))).Status);
        Assert.Equal(403, (await SendAsync(site, other, $"{path}/replacement/cancel")).Status);
    }

    [Theory, OnBothEngines]
    public async Task Files_on_their_way_stand_over_ones_videos_until_they_are_discarded(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.H264());
        var address = await owner.Client.BegunAsync(2 * clip.Length, TusRequests.Metadata(("filename", "Holiday <1>.mp4")));
        await owner.Client.AddAsync(address, 0, clip);
        var id = Path.GetFileName(address);

        var page = await ReadAsync(owner, "/studio");
        Assert.Contains("Holiday &lt;1&gt;", page);
        Assert.Contains("Sending 50 %", page);
        Assert.Contains($"data-live=\"{id}\"", page);
        Assert.DoesNotContain("Holiday", await ReadAsync(owner, "/studio?query=holiday"));
        Assert.DoesNotContain("Holiday", await ReadAsync(other, "/studio"));

        Assert.Equal(404, (await SendAsync(site, other, $"/studio/uploads/{id}/discard")).Status);
        Assert.Equal((303, "/studio"), Lead(await SendAsync(site, owner, $"/studio/uploads/{id}/discard")));
        Assert.DoesNotContain("Holiday", await ReadAsync(owner, "/studio"));
        site.AssertNoUploads();
    }

    private static async Task<Answer> SendAsync(TestSite site, Member who, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await who.Client.SendAsync(HttpMethod.Post, path, form, ("Origin", OriginOf(site)), ("Accept", "text/html"));
    }

    private static async Task<Answer> SendFileAsync(TestSite site, Member who, string video, byte[]? bytes)
    {
        using var form = new MultipartFormDataContent { { new StringContent("here"), "unused" } };
        if (bytes is not null)
            form.Add(new ByteArrayContent(bytes), "videoFile", "new.avi");
        return await who.Client.SendAsync(HttpMethod.Post, $"{video}/file", form, ("Origin", OriginOf(site)), ("Accept", "text/html"));
    }

    private static async Task<string> ReadAsync(Member who, string path) => (await who.Client.GetAsync(path, ("Accept", "text/html"))).Text;

    private static (int, string?) Lead(Answer answer) => (answer.Status, answer.Header("Location"));

    private static string OriginOf(TestSite site) => site.Address.GetLeftPart(UriPartial.Authority);
}
