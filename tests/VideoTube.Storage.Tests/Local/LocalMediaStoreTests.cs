using VideoTube.Storage.Local;

namespace VideoTube.Storage.Tests.Local;

public sealed class LocalMediaStoreTests : MediaStoreConformance, IDisposable
{
    private readonly TempFolder root = new();
    private readonly TempFolder sources = new();
    private readonly LocalMediaStore store;

    public LocalMediaStoreTests() => store = new LocalMediaStore(root.FullName, TimeProvider.System);

    protected override IMediaStore Store => store;

    private string Incoming => Path.Combine(root.FullName, ".incoming");

    protected override string PathForSource(string name) => Path.Combine(sources.FullName, name);

    public void Dispose()
    {
        root.Dispose();
        sources.Dispose();
    }

    [Fact]
    public async Task Failed_and_cancelled_puts_leave_no_file_and_no_folder()
    {
        using var cancelled = new CancellationTokenSource();
        await Assert.ThrowsAsync<EndOfStreamException>(() => store.PutAsync(Key, new FailingStream(500_000), Ct));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => store.PutAsync(Key, new FailingStream(500_000, cancelled), cancelled.Token));

        Assert.Equal([Incoming], Directory.EnumerateFileSystemEntries(root.FullName, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Empty_folders_go_with_their_last_file_and_others_stay()
    {
        var beside = MediaKey.Parse("videos/65f0/poster.jpg");
        await PutAsync(Key, [1]);
        await PutAsync(beside, [1]);

        await store.DeleteAsync(Key, Ct);
        Assert.Equal(["poster.jpg"], Directory.EnumerateFileSystemEntries(Path.Combine(root.FullName, "videos/65f0")).Select(Path.GetFileName));

        await store.DeleteAllAsync(MediaKey.Parse("videos/65f0"), Ct);
        Assert.Equal([Incoming], Directory.EnumerateFileSystemEntries(root.FullName));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Incoming));
    }

    [Fact]
    public async Task Links_inside_the_root_are_neither_read_written_through_listed_nor_followed_by_deletes()
    {
        var secret = sources.File("secret", [42]);
        Directory.CreateDirectory(Path.Combine(root.FullName, "v"));
        File.CreateSymbolicLink(Path.Combine(root.FullName, "v/file"), secret);
        Directory.CreateSymbolicLink(Path.Combine(root.FullName, "v/folder"), sources.FullName);
        MediaKey file = MediaKey.Parse("v/file"), through = MediaKey.Parse("v/folder/secret");

        foreach (var key in new[] { file, through })
        {
            Assert.Null(await store.FindAsync(key, Ct));
            Assert.Null(store.OpenFile(key));
            Assert.False(await store.DeleteAsync(key, Ct));
        }

        await Assert.ThrowsAsync<IOException>(() => PutAsync(MediaKey.Parse("v/folder/new"), [1]));
        await PutAsync(file, [1]); // replaces the link itself
        Assert.Equal(["v/file"], await ListAsync("v"));
        await store.DeleteAllAsync(MediaKey.Parse("v"), Ct);

        Assert.Equal([42], await File.ReadAllBytesAsync(secret, Ct));
        Assert.Equal([secret], Directory.EnumerateFileSystemEntries(sources.FullName));
    }

    [Fact]
    public async Task A_new_store_sweeps_what_a_crash_left_but_not_what_is_being_written()
    {
        await File.WriteAllBytesAsync(Path.Combine(Incoming, "abandoned"), [1], Ct);
        Directory.CreateDirectory(Path.Combine(Incoming, "half-deleted/deep"));
        var slow = new GatedStream(new byte[1000]);
        var put = store.PutAsync(Key, slow, Ct);
        await slow.Reached;

        var other = new LocalMediaStore(root.FullName, TimeProvider.System);
        Assert.Single(Directory.EnumerateFileSystemEntries(Incoming));

        slow.Release();
        await put;
        Assert.Equal(1000, (await other.FindAsync(Key, Ct))!.Length);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Incoming));
    }

    [Fact]
    public async Task Sweeping_all_the_time_breaks_no_put()
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var sweeps = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
                store.Sweep();
        }, Ct);

        for (var i = 0; i < 200; i++)
            await PutAsync(MediaKey.Parse($"v/{i}"), [1]);

        await done.CancelAsync();
        await sweeps;
        Assert.Equal(200, (await ListAsync("v")).Count);
    }

    [Fact]
    public async Task Two_processes_that_make_and_remove_the_same_folders_lose_nothing()
    {
        LocalMediaStore[] processes = [store, new(root.FullName, TimeProvider.System)];
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                var passing = MediaKey.Parse($"v/shared/deep/w{worker}");
                await processes[worker % 2].PutAsync(passing, new MemoryStream([1]), Ct);
                Assert.True(await processes[worker % 2].DeleteAsync(passing, Ct));
            }
        }, Ct)));

        Assert.Equal([Incoming], Directory.EnumerateFileSystemEntries(root.FullName));
    }

    [Fact]
    public async Task A_file_from_another_file_system_is_copied_in_and_removed()
    {
        const string SharedMemory = "/dev/shm";
        Assert.SkipUnless(Directory.Exists(SharedMemory), "There is no second file system.");
        var path = Path.Combine(SharedMemory, $"videotube-{Guid.NewGuid():N}");
        await File.WriteAllBytesAsync(path, new byte[200_000], Ct);

        await store.PutFileAsync(Key, path, Ct);

        Assert.False(File.Exists(path));
        Assert.Equal(new byte[200_000], await ReadAsync(Key));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Incoming));
    }

    [Fact]
    public async Task An_open_file_keeps_its_own_facts()
    {
        await PutAsync(Key, [1, 2, 3]);
        using var open = store.OpenFile(Key)!;
        await PutAsync(Key, [4]);

        var bytes = new byte[10];
        Assert.Equal(3, open.Facts.Length);
        Assert.Equal(3, RandomAccess.Read(open.Handle, bytes, 0));
        Assert.NotEqual(open.Facts.ETag, (await store.FindAsync(Key, Ct))!.ETag);
    }

    [Fact]
    public async Task Media_is_as_old_as_its_put_not_as_the_file_it_came_from()
    {
        var path = sources.File("old", [1]);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
        var before = TimeProvider.System.GetUtcNow();

        await store.PutFileAsync(Key, path, Ct);

        Assert.InRange((await store.FindAsync(Key, Ct))!.ModifiedAt, before, TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task The_path_of_a_key_is_where_its_file_lies()
    {
        await PutAsync(Key, [9]);
        Assert.Equal(Path.Combine(root.FullName, Key.Value), store.PathOf(Key));
        Assert.Equal([9], await File.ReadAllBytesAsync(store.PathOf(Key), Ct));
    }
}
