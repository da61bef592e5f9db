using System.Diagnostics;
using VideoTube.Data;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos.Progress;
using VideoTube.Uploads.Tus;

namespace VideoTube.Tests.Uploads.Tus;

/// <summary>What uploads may take, and for how long.</summary>
public sealed class TusRoomTests
{
    [Fact]
    public async Task Code_507_before_a_byte_is_sent_when_the_disk_cannot_hold_it()
    {
        var disk = "";
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0" }, beforeStart: data => disk = Mount(data, "4m"));
        try
        {
            using var owner = await site.SignUpAsync();
            var first = await owner.Client.BegunAsync(3_000_000);

            var refused = await owner.Client.BeginAsync(3_000_000); // there is room for it, but that was promised

            Assert.Equal((507, "storage.full"), (refused.Status, refused.Code));
            Assert.Equal(204, (await owner.Client.EndAsync(first)).Status);
            Assert.Equal(201, (await owner.Client.BeginAsync(3_000_000)).Status);
        }
        finally
        {
            Unmount(disk);
        }
    }

    [Fact]
    public async Task Code_507_while_bytes_come_keeps_those_that_fit()
    {
        var disk = "";
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0" }, beforeStart: data => disk = Mount(data, "2m"));
        try
        {
            using var owner = await site.SignUpAsync();
            var clip = await File.ReadAllBytesAsync(await Clips.Make("large.mp4", "-f lavfi -i testsrc2=size=640x360:duration=5 -c:v libx264 -preset ultrafast -b:v 3M -minrate 3M -maxrate 3M -bufsize 1M -x264-params nal-hrd=cbr -pix_fmt yuv420p"));
            Assert.InRange(clip.Length, 1_000_000, 2_000_000);
            var address = await owner.Client.BegunAsync(clip.Length);
            var other = Path.Combine(disk, "something else");
            await File.WriteAllBytesAsync(other, new byte[1_500_000]);

            var full = await owner.Client.AddAsync(address, 0, clip);
            Assert.Equal((507, "storage.full"), (full.Status, full.Code));
            var offset = (int)await owner.Client.OffsetAsync(address);
            Assert.InRange(offset, 1, clip.Length - 1);

            File.Delete(other);
            var last = await owner.Client.AddAsync(address, offset, clip.AsMemory(offset));
            Assert.True(last.Status == 204, last.Text);
            var video = (await owner.Client.GetAsync(last.Header("Upload-Result")!)).Data;
            Assert.Equal(clip, (await owner.Client.GetAsync((string)video["videoFile"]!)).Bytes);
        }
        finally
        {
            Unmount(disk);
        }
    }

    [Fact]
    public async Task What_was_made_of_an_upload_for_watching_makes_room_for_the_rest_of_it()
    {
        var disk = Directory.CreateTempSubdirectory("videotube-disk-").FullName;
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk), "Mounting takes root.");
        try
        {
            // The database is elsewhere: it needs room of its own.
            await using var site = await TestSite.StartAsync(Engine.Postgres, new() { ["ENCODERS"] = "0" }, beforeStart: data => Directory.CreateSymbolicLink(data, disk));
            using var owner = await site.SignUpAsync();
            var clip = await File.ReadAllBytesAsync(await Clips.H264(40));
            var address = await owner.Client.BegunAsync(clip.Length);
            await owner.Client.AddAsync(address, 0, clip.AsMemory(0, clip.Length * 7 / 10));
            using (var heard = await Streamed.OpenAsync(site, Id.Parse(Path.GetFileName(address)), owner))
                await heard.UntilAsync(told => (bool)told["playable"]!);
            Fill(disk);

            Answer last;
            var full = 0;
            do
            {
                var offset = (int)await owner.Client.OffsetAsync(address);
                last = await owner.Client.AddAsync(address, offset, clip.AsMemory(offset));
            }
            while (last.Status == 507 && ++full < 3);

            Assert.True(last.Status == 204, last.Text);
            var video = (await owner.Client.GetAsync(last.Header("Upload-Result")!)).Data;
            Assert.Equal(clip, (await owner.Client.GetAsync((string)video["videoFile"]!)).Bytes);
        }
        finally
        {
            Unmount(disk);
            Directory.Delete(disk);
        }
    }

    [Fact]
    public async Task Code_429_with_too_many_unfinished_uploads()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        var first = await owner.Client.BegunAsync(1000);
        for (var i = 1; i < 100; i++)
            await owner.Client.BegunAsync(1000);

        var refused = await owner.Client.BeginAsync(1000);

        Assert.Equal((429, "upload.too_many"), (refused.Status, refused.Code));
        await other.Client.BegunAsync(1000);
        await owner.Client.EndAsync(first);
        await owner.Client.BegunAsync(1000);
    }

    [Fact]
    public async Task An_upload_nobody_went_on_with_for_a_week_is_gone_and_a_finished_one_after_a_day()
    {
        var clock = new TestClock();
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0", ["ACCESS_TOKEN_EXPIRY"] = "30d" }, clock.Use);
        using var owner = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.Silent(1, "160x120"));
        var unfinished = await owner.Client.BegunAsync(1000);
        var done = await owner.Client.BegunAsync(clip.Length);
        await owner.Client.AddAsync(done, 0, clip);
        var sweep = site.Get<TusSweep>();

        clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(0, await sweep.RunAsync(CancellationToken.None));
        clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await sweep.RunAsync(CancellationToken.None));
        Assert.Equal(404, (await owner.Client.TellAsync(done)).Status);
        Assert.Equal(0, await owner.Client.OffsetAsync(unfinished));

        clock.Advance(TimeSpan.FromDays(6));
        Assert.Equal(404, (await owner.Client.TellAsync(unfinished)).Status);
        Assert.Equal(1, await sweep.RunAsync(CancellationToken.None));
        site.AssertNoUploads();
    }

    [Fact]
    public async Task The_end_of_a_file_is_kept_as_long_as_its_beginning_goes_on()
    {
        var clock = new TestClock();
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0", ["ACCESS_TOKEN_EXPIRY"] = "30d" }, clock.Use);
        using var owner = await site.SignUpAsync();
        var (head, tail) = await UnfinishedUploadTests.BeginHalvesAsync(owner, "one", 1000, 400);
        await owner.Client.AddAsync(tail, 0, new byte[400]);
        var sweep = site.Get<TusSweep>();

        clock.Advance(TimeSpan.FromDays(4));
        File.SetLastWriteTimeUtc(site.BytesOf(head), clock.GetUtcNow().UtcDateTime);
        clock.Advance(TimeSpan.FromDays(4));
        Assert.Equal(0, await sweep.RunAsync(CancellationToken.None));
        Assert.Equal(1000, (int)Assert.Single((await owner.Client.GetAsync("uploads")).Data.AsArray())!["length"]!);
        clock.Advance(TimeSpan.FromDays(4));
        Assert.Equal(2, await sweep.RunAsync(CancellationToken.None));
        site.AssertNoUploads();
    }

    private static void Fill(string disk)
    {
        using var file = File.OpenHandle(Path.Combine(disk, "something else"), FileMode.CreateNew, FileAccess.Write);
        var bytes = new byte[4096];
        try
        {
            for (var at = 0L; ; at += bytes.Length)
                RandomAccess.Write(file, bytes, at);
        }
        catch (IOException)
        {
            // Not a page is left.
        }
    }

    private static string Mount(string data, string size)
    {
        var folder = Directory.CreateDirectory(Path.Combine(data, "uploads")).FullName;
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder), "Mounting takes root.");
        return folder;
    }

    private static void Unmount(string folder) => Assert.True(Run("umount", "-l", folder));

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
