using System.Text.Json.Nodes;
using VideoTube.Data;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Uploads;

/// <summary>Sends videos as a form does, and looks at what a site has kept.</summary>
internal static class Uploading
{
    public static async Task<Answer> UploadAsync(this Client client, string path, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        form.Add(new StreamContent(File.OpenRead(path)), "videoFile", Path.GetFileName(path));
        return await client.SendAsync(HttpMethod.Post, "videos", form);
    }

    /// <summary>The video, once it is as it should be.</summary>
    public static async Task<JsonNode> UntilAsync(this Client client, string id, Func<JsonNode, bool> enough)
    {
        for (var asked = 0; ; asked++)
        {
            var video = (await client.GetAsync($"videos/{id}")).Data;
            if (enough(video))
                return video;
            Assert.True(asked < 1200 && (string?)video["status"] != "failed", $"Waited for something that did not come; last seen: {video}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    public static MultipartFormDataContent Form(params (string Name, byte[] Bytes, string? FileName)[] parts)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, bytes, fileName) in parts)
        {
            var content = new ByteArrayContent(bytes);
            if (fileName is null)
                form.Add(content, name);
            else
                form.Add(content, name, fileName);
        }

        return form;
    }

    /// <summary>Files on their way; the lock of the running process is none.</summary>
    public static List<string> TemporaryFiles(this TestSite site) =>
        [.. Directory.EnumerateFiles(Path.Combine(site.DataFolder, "temp", "uploads"), "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock")];

    public static List<string> MediaFiles(this TestSite site) =>
        Directory.Exists(Path.Combine(site.DataFolder, "media"))
            ? [.. Directory.EnumerateFiles(Path.Combine(site.DataFolder, "media"), "*", SearchOption.AllDirectories)]
            : [];

    public static async Task<long> CountAsync(this TestSite site, string rows)
    {
        await using var read = await site.Get<Database>().ReadAsync(CancellationToken.None);
        return await read.GetAsync<long>($"SELECT COUNT(*) FROM {rows}");
    }

    /// <summary>Fails the test unless nothing of any upload is left anywhere.</summary>
    public static async Task AssertNothingIsLeftAsync(this TestSite site)
    {
        Assert.Empty(site.TemporaryFiles());
        Assert.Empty(site.MediaFiles());
        Assert.Equal(0, await site.CountAsync("videos"));
        Assert.Equal(0, await site.CountAsync("jobs"));
    }
}
