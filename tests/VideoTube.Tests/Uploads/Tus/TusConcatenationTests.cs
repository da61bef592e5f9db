using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Uploads.Tus;

public sealed class TusConcatenationTests
{
    private static readonly (string, string) Partial = ("Upload-Concat", "partial");

    [Theory, OnBothEngines]
    public async Task Parts_sent_side_by_side_become_one_video(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.H264(2, "320x180"));
        var (first, second) = (clip[..20_000], clip[20_000..]);
        var parts = new[] { await owner.Client.BegunAsync(first.Length, Partial), await owner.Client.BegunAsync(second.Length, Partial) };
        await owner.Client.AddAsync(parts[1], 0, second);
        await owner.Client.AddAsync(parts[0], 0, first);
        Assert.Equal(0, await site.CountAsync("videos"));
        var told = await owner.Client.TellAsync(parts[0]);
        Assert.Equal(("partial", "20000", null), (told.Header("Upload-Concat"), told.Header("Upload-Offset"), told.Header("Upload-Result")));

        var concat = $"final;{parts[0]} {site.Address.GetLeftPart(UriPartial.Authority)}{parts[1]}";
        var final = await FinalAsync(owner, concat, TusRequests.Metadata(("title", "Of two parts")));

        Assert.True(final.Status == 201, final.Text);
        var video = (await owner.Client.GetAsync(final.Header("Upload-Result")!)).Data;
        Assert.Equal("Of two parts", (string?)video["title"]);
        Assert.Equal(clip, (await owner.Client.GetAsync((string)video["videoFile"]!)).Bytes);
        var whole = await owner.Client.TellAsync(final.Header("Location")!);
        Assert.Equal((concat, $"{clip.Length}", $"{clip.Length}"), (whole.Header("Upload-Concat"), whole.Header("Upload-Offset"), whole.Header("Upload-Length")));
        foreach (var part in parts)
            Assert.Equal(404, (await owner.Client.TellAsync(part)).Status);
        var added = await owner.Client.AddAsync(final.Header("Location")!, clip.Length, new byte[1]);
        Assert.Equal((403, "upload.final"), (added.Status, added.Code));
    }

    [Fact]
    public async Task Only_parts_of_ones_own_that_are_complete_make_a_whole()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        var part = await owner.Client.BegunAsync(10, Partial);
        await owner.Client.AddAsync(part, 0, new byte[10]);
        var theirs = await other.Client.BegunAsync(10, Partial);
        await other.Client.AddAsync(theirs, 0, new byte[10]);
        var unfinished = await owner.Client.BegunAsync(10, Partial);
        var whole = await owner.Client.BegunAsync(10);

        foreach (var wrong in new[] { theirs, unfinished, whole, "/api/v1/uploads/0123456789abcdef01234567", "/api/v1/videos", "nonsense" })
        {
            var answer = await FinalAsync(owner, $"final;{part} {wrong}");
            Assert.Equal((wrong, 400, "upload.parts"), (wrong, answer.Status, answer.Code));
        }

        Assert.Equal("upload.parts", (await FinalAsync(owner, "final;")).Code);
        Assert.Equal("upload.header", (await FinalAsync(owner, $"final;{part}", ("Upload-Length", "10"))).Code);
        Assert.Equal(10, await owner.Client.OffsetAsync(part));
    }

    [Fact]
    public async Task Parts_that_make_no_video_are_refused_and_gone()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        var part = await owner.Client.BegunAsync(100_000, Partial);
        await owner.Client.AddAsync(part, 0, new byte[100_000]);

        var answer = await FinalAsync(owner, $"final;{part} {part}");

        Assert.Equal((422, "video.not_a_video"), (answer.Status, answer.Code));
        site.AssertNoUploads();
    }

    private static Task<Answer> FinalAsync(Member owner, string concat, params (string, string)[] headers) =>
        owner.Client.SendAsync(HttpMethod.Post, "uploads", null, [TusRequests.Version, ("Upload-Concat", concat), .. headers]);
}
