using VideoTube.Data;
using VideoTube.Storage;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;
using VideoTube.Videos;

namespace VideoTube.Tests.Videos;

public sealed class MediaLeftoversTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, OnBothEngines]
    public async Task What_a_worker_puts_after_its_video_is_gone_goes_with_the_next_sweep(Engine engine)
    {
        var clock = new TestClock();
        await using var site = await TestSite.StartAsync(engine, new() { ["ENCODERS"] = "0" }, clock.Use);
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Deleted while it was encoded"));
        var segment = VideoKeys.Hls(VideoKeys.Folder(id)) / "run" / "7.m4s";
        var store = site.Get<IMediaStore>();
        async Task SweepAsync()
        {
            await store.PutAsync(segment, new MemoryStream([1, 2, 3]), None);
            foreach (var sweep in site.Get<IEnumerable<ISweep>>())
                await sweep.RunAsync(None);
        }

        Assert.Equal(200, (await owner.Client.DeleteAsync($"videos/{id}")).Status);
        await SweepAsync();
        Assert.Null(await store.FindAsync(segment, None));
        Assert.Equal(1, await site.CountAsync("media_leftovers"));
        clock.Advance(MediaLeftovers.Late);
        await SweepAsync();

        Assert.Null(await store.FindAsync(segment, None));
        Assert.Equal(0, await site.CountAsync("media_leftovers"));
    }

    [Theory, OnBothEngines]
    public async Task What_is_there_again_keeps_its_files(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        var (video, store) = (await site.AddAsync(owner, new Listed("Imported again")), site.Get<IMediaStore>());
        MediaKey[] folders = [VideoKeys.Folder(video), MediaKey.Parse($"users/{owner.Id}")];
        foreach (var folder in folders)
        {
            await store.PutAsync(folder / "file", new MemoryStream([1]), None);
            await site.Get<Database>().WriteAsync(session => LeftoverStore.NoteAsync(session, folder, TimeProvider.System.GetUtcNow() - MediaLeftovers.Late), None);
        }

        await site.Get<MediaLeftovers>().RunAsync(None);

        foreach (var folder in folders)
            Assert.NotNull(await store.FindAsync(folder / "file", None));
        Assert.Equal(0, await site.CountAsync("media_leftovers"));
    }
}
