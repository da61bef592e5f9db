using VideoTube.Media.Growing;

namespace VideoTube.Media.Tests.Growing;

public sealed class GrowingFileTests : IDisposable
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public async Task A_reader_gets_what_is_there_and_waits_for_the_rest()
    {
        using var file = new GrowingFile(temp.Write("a", "0123456789"u8), 10);
        var buffer = new byte[10];
        var first = file.ReadAsync(buffer, 0, Ct);
        Assert.False(first.IsCompleted);
        file.Grow(4);
        Assert.Equal(4, await first);
        var second = file.ReadAsync(buffer, 4, Ct);
        Assert.False(second.IsCompleted);
        file.Grow(10);
        Assert.Equal(6, await second);
        Assert.Equal("456789"u8, buffer.AsSpan(0, 6));
        Assert.Equal(0, await file.ReadAsync(buffer, 10, Ct));
    }

    [Fact]
    public async Task A_tail_that_came_first_is_there_at_once()
    {
        using var file = new GrowingFile(temp.Write("head", "0123"u8), 10, new FileTail(temp.Write("tail", "456789"u8), 6));
        var buffer = new byte[10];
        Assert.Equal(4, await file.ReadAsync(buffer, 6, Ct));
        Assert.Equal("6789"u8, buffer.AsSpan(0, 4));
        file.Grow(4);
        Assert.Equal(10, await file.ReadFullyAsync(buffer, 0, Ct));
        Assert.Equal("0123456789"u8, buffer);
    }

    [Fact]
    public async Task It_stays_readable_when_its_name_is_gone()
    {
        var path = temp.Write("a", "0123"u8);
        using var file = new GrowingFile(path, 4);
        File.Delete(path);
        file.Grow(4);
        Assert.Equal(4, await file.ReadAsync(new byte[4], 0, Ct));
    }

    [Fact]
    public async Task Whoever_waits_hears_that_the_upload_was_abandoned()
    {
        using var file = new GrowingFile(temp.Write("a", "0123"u8), 10);
        var waiting = file.ReadAsync(new byte[4], 0, Ct).AsTask();
        file.Abandon();
        await Assert.ThrowsAsync<CannotStreamException>(() => waiting);
    }

    [Fact]
    public async Task Bytes_that_are_taken_back_abandon_it()
    {
        using var file = new GrowingFile(temp.Write("a", "0123"u8), 10);
        file.Grow(4);
        file.Grow(3);
        await Assert.ThrowsAsync<CannotStreamException>(async () => await file.ReadAsync(new byte[4], 0, Ct));
    }
}
