using System.Security.Cryptography;

namespace VideoTube.Storage.Tests;

/// <summary>What every store must do. A store's tests derive from this and make a fresh, empty store.</summary>
public abstract class MediaStoreConformance
{
    protected static readonly MediaKey Key = MediaKey.Parse("videos/65f0/hls/720p/s00001.m4s");

    protected abstract IMediaStore Store { get; }

    /// <summary>A path for a file to be put, on the disk a program would use for it.</summary>
    protected abstract string PathForSource(string name);

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5 * 1024 * 1024 + 7)]
    public async Task What_is_put_is_read_back(int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        await PutAsync(Key, bytes);

        Assert.Equal(bytes, await ReadAsync(Key));
        Assert.Equal(length, (await Store.FindAsync(Key, Ct))!.Length);
    }

    [Fact]
    public async Task What_was_never_put_is_not_there()
    {
        Assert.Null(await Store.FindAsync(Key, Ct));
        await Assert.ThrowsAsync<MediaNotFoundException>(() => Store.OpenAsync(Key, 0, null, Ct));
        Assert.False(await Store.DeleteAsync(Key, Ct));
    }

    [Fact]
    public async Task A_folder_is_not_a_file()
    {
        await PutAsync(Key, [1]);
        var folder = MediaKey.Parse("videos/65f0");

        Assert.Null(await Store.FindAsync(folder, Ct));
        await Assert.ThrowsAsync<MediaNotFoundException>(() => Store.OpenAsync(folder, 0, null, Ct));
        Assert.False(await Store.DeleteAsync(folder, Ct));
        Assert.NotNull(await Store.FindAsync(Key, Ct));
    }

    [Fact]
    public async Task Any_name_a_key_allows_can_be_put()
    {
        var key = MediaKey.Parse($"{new string('a', MediaKey.MaxSegmentLength)}/-_{new string('b', 200)}..x");
        await PutAsync(key, [7]);
        Assert.Equal([7], await ReadAsync(key));
    }

    [Theory]
    [InlineData(0, 10L, 0, 10)]
    [InlineData(0, 1L, 0, 1)]
    [InlineData(9, 1L, 9, 1)]
    [InlineData(3, 4L, 3, 4)]
    [InlineData(3, null, 3, 7)]
    [InlineData(10, null, 10, 0)]
    [InlineData(10, 0L, 10, 0)]
    [InlineData(5, 0L, 5, 0)]
    public async Task A_range_holds_exactly_its_bytes(long offset, long? length, int from, int count)
    {
        byte[] bytes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
        await PutAsync(Key, bytes);
        Assert.Equal(bytes.AsSpan(from, count).ToArray(), await ReadAsync(Key, offset, length));
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(11, null)]
    [InlineData(0, 11L)]
    [InlineData(10, 1L)]
    [InlineData(0, -1L)]
    [InlineData(1, long.MaxValue)]
    public async Task A_range_outside_the_file_is_refused(long offset, long? length)
    {
        await PutAsync(Key, new byte[10]);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.OpenAsync(Key, offset, length, Ct));
    }

    [Fact]
    public async Task Replacing_changes_the_bytes_and_the_entity_tag_even_when_the_length_stays()
    {
        var tags = new HashSet<string>(StringComparer.Ordinal);
        for (byte i = 0; i < 50; i++)
        {
            await PutAsync(Key, [i]);
            Assert.Equal([i], await ReadAsync(Key));
            Assert.True(tags.Add((await Store.FindAsync(Key, Ct))!.ETag));
        }
    }

    [Fact]
    public async Task The_entity_tag_is_strong_quoted_and_the_same_until_the_next_put()
    {
        await PutAsync(Key, [1]);
        var first = await Store.FindAsync(Key, Ct);
        await ReadAsync(Key);

        Assert.Equal(first, await Store.FindAsync(Key, Ct));
        Assert.Matches("""\A"[\x21\x23-\x7e]+"\z""", first!.ETag);
    }

    [Fact]
    public async Task A_reader_of_replaced_or_deleted_media_finishes_with_the_old_bytes()
    {
        var old = RandomNumberGenerator.GetBytes(400_000);
        await PutAsync(Key, old);
        await using var reader = await Store.OpenAsync(Key, 0, null, Ct);
        var head = new byte[10];
        await reader.ReadExactlyAsync(head, Ct);

        await PutAsync(Key, new byte[400_000]);
        await Store.DeleteAsync(Key, Ct);

        var rest = new MemoryStream();
        await reader.CopyToAsync(rest, Ct);
        Assert.Equal(old, head.Concat(rest.ToArray()).ToArray());
    }

    [Fact]
    public async Task A_local_file_is_moved_in()
    {
        var bytes = RandomNumberGenerator.GetBytes(300_000);
        var path = PathForSource("clip");
        await File.WriteAllBytesAsync(path, bytes, Ct);

        await Store.PutFileAsync(Key, path, Ct);

        Assert.False(File.Exists(path));
        Assert.Equal(bytes, await ReadAsync(Key));
    }

    [Fact]
    public async Task A_local_file_that_is_missing_or_a_folder_or_a_link_is_refused()
    {
        var target = PathForSource("secret");
        await File.WriteAllBytesAsync(target, [1], Ct);
        File.CreateSymbolicLink(PathForSource("link"), target);
        Directory.CreateDirectory(PathForSource("folder"));

        await Assert.ThrowsAsync<FileNotFoundException>(() => Store.PutFileAsync(Key, PathForSource("missing"), Ct));
        await Assert.ThrowsAsync<IOException>(() => Store.PutFileAsync(Key, PathForSource("link"), Ct));
        await Assert.ThrowsAsync<IOException>(() => Store.PutFileAsync(Key, PathForSource("folder"), Ct));

        Assert.Null(await Store.FindAsync(Key, Ct));
        Assert.True(File.Exists(target));
    }

    [Fact]
    public async Task A_put_whose_source_fails_leaves_what_stood_there()
    {
        await PutAsync(Key, [1, 2, 3]);
        await Assert.ThrowsAsync<EndOfStreamException>(() => Store.PutAsync(Key, new FailingStream(1_000_000), Ct));
        Assert.Equal([1, 2, 3], await ReadAsync(Key));

        var fresh = MediaKey.Parse("videos/fresh/x");
        await Assert.ThrowsAsync<EndOfStreamException>(() => Store.PutAsync(fresh, new FailingStream(1_000_000), Ct));
        Assert.Null(await Store.FindAsync(fresh, Ct));
        Assert.Empty(await ListAsync("videos/fresh"));
    }

    [Fact]
    public async Task A_cancelled_put_leaves_nothing_and_keeps_the_source()
    {
        using var cancelled = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.PutAsync(Key, new FailingStream(1_000_000, cancelled), cancelled.Token));

        var path = PathForSource("kept");
        await File.WriteAllBytesAsync(path, [1], Ct);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutFileAsync(Key, path, cancelled.Token));

        Assert.True(File.Exists(path));
        Assert.Null(await Store.FindAsync(Key, Ct));
    }

    [Fact]
    public async Task Puts_of_one_key_at_once_never_show_half_a_file()
    {
        const int Length = 300_000;
        await PutAsync(Key, Uniform(0));
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var reads = 0;
            for (; !done.IsCancellationRequested || reads == 0; reads++)
            {
                var bytes = await ReadAsync(Key);
                Assert.Equal(Length, bytes.Length);
                Assert.Equal(-1, bytes.AsSpan().IndexOfAnyExcept(bytes[0]));
            }

            return reads;
        }, Ct)).ToArray();

        await Task.WhenAll(Enumerable.Range(1, 40).Select(i => Task.Run(() => PutAsync(Key, Uniform((byte)i)), Ct)));
        await done.CancelAsync();
        Assert.All(await Task.WhenAll(readers), reads => Assert.True(reads > 0));

        static byte[] Uniform(byte value) => [.. Enumerable.Repeat(value, Length)];
    }

    [Fact]
    public async Task Puts_and_deletes_in_one_folder_at_once_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                var passing = MediaKey.Parse($"videos/shared/deep/w{worker}");
                await PutAsync(passing, [1]);
                Assert.True(await Store.DeleteAsync(passing, Ct));
            }

            await PutAsync(MediaKey.Parse($"videos/shared/deep/kept{worker}"), [1]);
        }, Ct)));

        Assert.Equal(8, (await ListAsync("videos/shared")).Count);
    }

    [Fact]
    public async Task Deleting_says_whether_there_was_something()
    {
        await PutAsync(Key, [1]);
        Assert.True(await Store.DeleteAsync(Key, Ct));
        Assert.False(await Store.DeleteAsync(Key, Ct));
        Assert.Null(await Store.FindAsync(Key, Ct));
    }

    [Fact]
    public async Task A_folder_of_many_files_is_listed_whole()
    {
        var expected = Enumerable.Range(0, 600).Select(i => $"videos/many/{i % 3}/s{i:d5}.m4s").ToHashSet();
        foreach (var text in expected)
            await PutAsync(MediaKey.Parse(text), []);
        await PutAsync(MediaKey.Parse("videos/many-more/x"), []);

        var listed = await ListAsync("videos/many");
        Assert.Equal(600, listed.Count);
        Assert.Equal(expected, listed.ToHashSet());
        Assert.Empty(await ListAsync("videos/none"));
    }

    [Fact]
    public async Task Deleting_a_folder_takes_all_of_it_and_nothing_beside_it()
    {
        foreach (var text in new[] { "v/a/1", "v/a/b/2", "v/a/b/c/3", "v/ab/4", "v/a.m3u8" })
            await PutAsync(MediaKey.Parse(text), [1]);

        await Store.DeleteAllAsync(MediaKey.Parse("v/a"), Ct);
        await Store.DeleteAllAsync(MediaKey.Parse("v/none"), Ct);

        Assert.Equal(["v/a.m3u8", "v/ab/4"], (await ListAsync("v")).Order(StringComparer.Ordinal));
        await PutAsync(MediaKey.Parse("v/a/1"), [2]);
        Assert.Equal([2], await ReadAsync(MediaKey.Parse("v/a/1")));
    }

    protected Task PutAsync(MediaKey key, byte[] bytes) => Store.PutAsync(key, new MemoryStream(bytes), Ct);

    protected async Task<byte[]> ReadAsync(MediaKey key, long offset = 0, long? length = null)
    {
        await using var stream = await Store.OpenAsync(key, offset, length, Ct);
        var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Ct);
        return bytes.ToArray();
    }

    protected async Task<List<string>> ListAsync(string folder)
    {
        var keys = new List<string>();
        await foreach (var key in Store.ListAsync(MediaKey.Parse(folder), Ct))
            keys.Add(key.Value);
        return keys;
    }
}
