using System.Security.Cryptography;
using VideoTube.Storage.Local;
using VideoTube.Storage.Outbox;

namespace VideoTube.Storage.Tests.Outbox;

public sealed class OutboxMediaStoreTests : MediaStoreConformance, IDisposable
{
    private readonly TempFolder near = new();
    private readonly TempFolder far = new();
    private readonly MoodyStore host;
    private readonly OutboxMediaStore store;

    public OutboxMediaStoreTests()
    {
        host = new MoodyStore(new LocalMediaStore(far.FullName, TimeProvider.System));
        store = NewStore();
    }

    protected override IMediaStore Store => store;

    protected override string PathForSource(string name) => Path.Combine(near.FullName, $".{name}");

    public void Dispose()
    {
        near.Dispose();
        far.Dispose();
    }

    [Fact]
    public async Task What_is_put_goes_on_to_the_store_and_leaves_nothing_behind()
    {
        await PutAsync(Key, [1, 2, 3]);

        Assert.NotNull(await host.FindAsync(Key, Ct));
        Assert.Equal(new Delivery(0, 0), await store.DeliverAsync(Ct));
        Assert.Equal([".deletions", ".incoming", ".locks"], Directory.EnumerateFileSystemEntries(near.FullName).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task While_the_store_is_away_files_are_taken_read_listed_and_go_on_later()
    {
        host.IsAway = true;
        var bytes = RandomNumberGenerator.GetBytes(300_000);
        var path = PathForSource("film");
        await File.WriteAllBytesAsync(path, bytes, Ct);

        await store.PutFileAsync(Key, path, Ct);
        await PutAsync(MediaKey.Parse("videos/65f0/poster.jpg"), [1]);

        Assert.False(File.Exists(path));
        Assert.Equal(bytes[5..], await ReadAsync(Key, 5));
        Assert.Equal(new Delivery(0, 2), await store.DeliverAsync(Ct));
        Assert.Equal(2, host.Puts); // the first put found it out, the second did not wait for it, the delivery stopped at its first

        host.IsAway = false;
        Assert.Equal(["videos/65f0/hls/720p/s00001.m4s", "videos/65f0/poster.jpg"], (await ListAsync("videos/65f0")).Order(StringComparer.Ordinal));
        Assert.Equal(new Delivery(2, 0), await store.DeliverAsync(Ct));
        Assert.Equal(bytes.Length, (await host.FindAsync(Key, Ct))!.Length);
        Assert.Equal(bytes, await ReadAsync(Key));
    }

    [Fact]
    public async Task While_the_store_is_away_what_is_deleted_is_gone_at_once_here_and_later_there()
    {
        var (whole, one) = (MediaKey.Parse("videos/65f1/a"), MediaKey.Parse("videos/65f0/poster.jpg"));
        await PutAsync(whole, [1]);
        await PutAsync(one, [1]);
        host.IsAway = true;
        await PutAsync(Key, [1]);

        Assert.True(await store.DeleteAsync(one, Ct));
        await store.DeleteAllAsync(MediaKey.Parse("videos/65f1"), Ct);
        await store.DeleteAllAsync(MediaKey.Parse("videos/65f0/hls"), Ct);
        Assert.Equal(new Delivery(0, 3), await NewStore().DeliverAsync(Ct));
        host.IsAway = false;

        Assert.Equal(new Delivery(0, 0), await NewStore().DeliverAsync(Ct));
        Assert.Null(await host.FindAsync(one, Ct));
        Assert.Empty(await ListAsync("videos"));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(near.FullName, ".deletions")));
    }

    [Fact]
    public async Task What_is_put_again_after_it_was_deleted_stays()
    {
        await PutAsync(Key, [1]);
        host.IsAway = true;
        await store.DeleteAsync(Key, Ct);
        await PutAsync(Key, [2]);
        host.IsAway = false;

        await store.DeliverAsync(Ct);

        Assert.Equal([2], await ReadAsync(Key));
        Assert.NotNull(await host.FindAsync(Key, Ct));
    }

    [Fact]
    public async Task Nothing_waits_twice_for_a_store_that_does_not_answer()
    {
        host.Gate = new SemaphoreSlim(0);
        var told = new List<Exception>();
        var impatient = new OutboxMediaStore(host, near.FullName, TimeSpan.FromMilliseconds(200), TimeProvider.System) { Waits = (_, why) => told.Add(why) };

        await impatient.PutAsync(Key, new MemoryStream([1]), Ct);
        Assert.IsType<TimeoutException>(Assert.Single(told));
        Assert.Equal(1, host.Puts);
        await impatient.PutAsync(MediaKey.Parse("videos/65f0/b"), new MemoryStream([1]), Ct);
        await impatient.DeleteAllAsync(MediaKey.Parse("videos/65f1"), Ct);

        Assert.Equal(1, host.Puts);
        host.Gate.Release(2);
        while (await impatient.DeliverAsync(Ct) is { Left: > 0 })
            await Task.Delay(10, Ct);
        Assert.Equal(2, (await ListAsync("videos/65f0")).Count);
    }

    [Fact]
    public async Task What_waits_outlives_the_process()
    {
        host.IsAway = true;
        await PutAsync(Key, [1, 2, 3]);
        host.IsAway = false;

        Assert.Equal(new Delivery(1, 0), await NewStore().DeliverAsync(Ct));
        Assert.NotNull(await host.FindAsync(Key, Ct));
    }

    [Fact]
    public async Task The_last_bytes_put_are_the_ones_that_arrive()
    {
        host.IsAway = true;
        await PutAsync(Key, [1]);
        await PutAsync(Key, [2, 2]);
        host.IsAway = false;
        await PutAsync(Key, [3, 3, 3]);

        await store.DeliverAsync(Ct);

        Assert.Equal(3, (await host.FindAsync(Key, Ct))!.Length);
        Assert.Equal([3, 3, 3], await ReadAsync(Key));
    }

    [Fact]
    public async Task A_folder_deleted_while_one_of_its_files_is_on_its_way_stays_deleted()
    {
        host.Gate = new SemaphoreSlim(0);
        var put = PutAsync(Key, [1, 2, 3]);
        await host.Reached.Task;

        await store.DeleteAllAsync(MediaKey.Parse("videos/65f0"), Ct);
        host.Gate.Release();
        await put;

        Assert.Null(await host.FindAsync(Key, Ct));
        Assert.Empty(await ListAsync("videos"));
    }

    [Fact]
    public async Task A_put_does_not_wait_for_a_slow_store_for_good()
    {
        host.Gate = new SemaphoreSlim(0);
        var impatient = new OutboxMediaStore(host, near.FullName, TimeSpan.Zero, TimeProvider.System);

        await impatient.PutAsync(Key, new MemoryStream([1, 2, 3]), Ct);

        Assert.Equal(3, (await impatient.FindAsync(Key, Ct))!.Length);
        Assert.Null(await host.FindAsync(Key, Ct));
        Assert.Equal(new Delivery(0, 1), await impatient.DeliverAsync(Ct)); // on its way already
        host.Gate.Release();
        while (await host.FindAsync(Key, Ct) is null)
            await Task.Delay(10, Ct);
    }

    [Fact]
    public async Task A_store_without_room_is_told_to_whoever_puts_and_nothing_stays()
    {
        host.IsFull = true;

        await Assert.ThrowsAsync<MediaStoreFullException>(() => PutAsync(Key, [1]));

        Assert.Null(await store.FindAsync(Key, Ct));
        Assert.Equal(new Delivery(0, 0), await store.DeliverAsync(Ct));
    }

    [Fact]
    public async Task What_waits_is_kept_while_the_store_has_no_room()
    {
        host.IsAway = true;
        await PutAsync(Key, [1]);
        (host.IsAway, host.IsFull) = (false, true);

        Assert.Equal(new Delivery(0, 1), await store.DeliverAsync(Ct));
        host.IsFull = false;
        Assert.Equal(new Delivery(1, 0), await store.DeliverAsync(Ct));
    }

    [Fact]
    public async Task Two_processes_that_deliver_at_once_lose_nothing()
    {
        host.IsAway = true;
        foreach (var i in Enumerable.Range(0, 50))
            await PutAsync(MediaKey.Parse($"v/s{i}"), [(byte)i]);
        host.IsAway = false;
        var other = NewStore();

        var delivered = await Task.WhenAll(Task.Run(() => store.DeliverAsync(Ct), Ct), Task.Run(() => other.DeliverAsync(Ct), Ct));
        await store.DeliverAsync(Ct);

        Assert.Equal(50, (await ListAsync("v")).Count);
        foreach (var i in Enumerable.Range(0, 50))
            Assert.NotNull(await host.FindAsync(MediaKey.Parse($"v/s{i}"), Ct));
        Assert.InRange(delivered.Sum(delivery => delivery.Delivered), 1, 50);
    }

    [Fact]
    public async Task Deleting_what_waits_reaches_the_store_as_well()
    {
        await PutAsync(Key, [1]);
        host.IsAway = true;
        await PutAsync(Key, [2, 2]);
        host.IsAway = false;

        Assert.True(await store.DeleteAsync(Key, Ct));

        Assert.Null(await store.FindAsync(Key, Ct));
        Assert.Equal(new Delivery(0, 0), await store.DeliverAsync(Ct));
    }

    [Fact]
    public async Task Only_what_lies_at_the_store_has_an_address_there()
    {
        await PutAsync(Key, [1]);
        Assert.NotNull(store.Sign(Key, TimeSpan.FromMinutes(1)));
        host.IsAway = true;
        await PutAsync(Key, [2]);
        Assert.Null(store.Sign(Key, TimeSpan.FromMinutes(1)));
    }

    private OutboxMediaStore NewStore() => new(host, near.FullName, TimeSpan.FromSeconds(30), TimeProvider.System);
}
