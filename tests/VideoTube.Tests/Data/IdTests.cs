using VideoTube.Data;

namespace VideoTube.Tests.Data;

public sealed class IdTests
{
    [Fact]
    public void Ids_made_in_one_millisecond_keep_growing()
    {
        var ids = Enumerable.Range(0, 100_000).Select(_ => Id.New(new FrozenTime())).ToList();

        Assert.Equal(ids.Order().Select(id => id.ToString()), ids.Select(id => id.ToString()));
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task Ids_made_by_many_threads_are_all_different()
    {
        var batches = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 20_000).Select(_ => Id.New(TimeProvider.System)).ToList())));

        Assert.Equal(160_000, batches.SelectMany(batch => batch).Distinct().Count());
        Assert.All(batches, batch => Assert.Equal(batch.Order(), batch));
    }

    [Theory]
    [InlineData("65f0c0ffee65f0c0ffee65f0", true)]
    [InlineData("65F0C0FFEE65F0C0FFEE65F0", true)]
    [InlineData("65f0c0ffee65f0c0ffee65f", false)]
    [InlineData("65f0c0ffee65f0c0ffee65fg", false)]
    [InlineData("", false)]
    public void Only_24_hex_digits_are_an_id(string text, bool valid) => Assert.Equal(valid, Id.TryParse(text, null, out _));

    private sealed class FrozenTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
