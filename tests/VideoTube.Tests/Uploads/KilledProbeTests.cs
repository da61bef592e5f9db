using Microsoft.Extensions.DependencyInjection;
using VideoTube.Media.Running;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads.Tus;

namespace VideoTube.Tests.Uploads;

/// <summary>When a machine has no memory left, ffprobe dies first: that is no reason to call an upload damaged, and remove it.</summary>
public sealed class KilledProbeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("videotube-probe-").FullName;

    [Fact]
    public async Task An_upload_is_kept_and_becomes_a_video_when_it_can_be_looked_into_again()
    {
        await using var site = await StartAsync();
        using var owner = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.Silent());
        var address = await owner.Client.BegunAsync(clip.Length);

        Assert.Equal(500, (await owner.Client.AddAsync(address, 0, clip)).Status);
        Assert.Equal(500, (await owner.Client.TellAsync(address)).Status);
        Assert.Equal(clip, await File.ReadAllBytesAsync(site.BytesOf(address)));
        Write("exec /usr/bin/ffprobe \"$@\"");

        var told = await owner.Client.TellAsync(address);
        Assert.Equal(200, told.Status);
        var video = (await owner.Client.GetAsync(told.Header("Upload-Result")!)).Data;
        Assert.Equal(clip, (await owner.Client.GetAsync((string)video["videoFile"]!)).Bytes);
    }

    [Fact]
    public async Task A_form_is_told_that_the_fault_is_ours_and_leaves_nothing()
    {
        await using var site = await StartAsync();
        using var owner = await site.SignUpAsync();

        Assert.Equal(500, (await owner.Client.UploadAsync(await Clips.Silent())).Status);

        await site.AssertNothingIsLeftAsync();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Program => Path.Combine(folder, "ffprobe");

    /// <summary>A site whose ffprobe is killed whenever it has something to do.</summary>
    private Task<TestSite> StartAsync()
    {
        Write("case \"$*\" in *-version) exit 0;; esac\nkill -9 $$");
        return TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0" }, builder => builder.Services.AddSingleton(new MediaOptions { FfprobePath = Program }));
    }

    private void Write(string script)
    {
        File.WriteAllText(Program, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(Program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
