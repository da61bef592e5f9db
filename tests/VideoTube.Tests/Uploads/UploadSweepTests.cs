using VideoTube.Data;
using VideoTube.Storage;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;
using VideoTube.Uploads;
using VideoTube.Videos;

namespace VideoTube.Tests.Uploads;

public sealed class UploadSweepTests
{
    [Theory, OnBothEngines]
    public async Task What_a_dead_process_left_goes_and_what_lives_stays(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        var store = site.Get<IMediaStore>();
        var living = site.Get<UploadFolder>();
        await File.WriteAllTextAsync(Path.Combine(living.Path, "on its way"), "bytes");
        var dead = Directory.CreateDirectory(Path.Combine(site.DataFolder, "temp", "uploads", "dead"));
        await File.WriteAllTextAsync(Path.Combine(dead.FullName, "lock"), "");
        await File.WriteAllTextAsync(Path.Combine(dead.FullName, "half a file"), "bytes");
        var unfinished = await site.AddAsync(owner, new Listed("Unfinished") { Status = "uploading" });
        var other = await site.AddAsync(owner, new Listed("Of the living") { Status = "uploading" });
        var finished = await site.AddAsync(owner, new Listed("Finished"));
        foreach (var (id, node) in new[] { (unfinished, "dead"), (other, living.Node), (finished, "dead") })
        {
            await site.Get<Database>().ExecuteAsync("UPDATE videos SET node = @node WHERE id = @id", new { id, node }, CancellationToken.None);
            await store.PutAsync(VideoKeys.Folder(id) / "original.mp4", new MemoryStream([1, 2, 3]), CancellationToken.None);
        }

        var gone = MediaKey.Parse("videos/of-a-deleted-one");
        await store.PutAsync(gone / "s.m4s", new MemoryStream([1]), CancellationToken.None);
        await site.Get<Database>().WriteAsync(session => LeftoverStore.NoteAsync(session, gone, TimeProvider.System.GetUtcNow() - MediaLeftovers.Late), CancellationToken.None);

        await site.Get<UploadSweep>().RunAsync(CancellationToken.None);

        Assert.False(dead.Exists && Directory.Exists(dead.FullName));
        Assert.Equal("on its way", Path.GetFileName(Assert.Single(site.TemporaryFiles())));
        Assert.Equal(2, await site.CountAsync("videos"));
        Assert.Equal(new[] { other, finished }.Select(id => id.ToString()).Order(), site.MediaFiles().Select(file => Path.GetFileName(Path.GetDirectoryName(file)!)).Order());
        Assert.Equal(0, await site.CountAsync("media_leftovers"));
    }
}
