using VideoTube.Search;

namespace VideoTube.Tests.Search;

public sealed class VideoSetTests
{
    [Fact]
    public void Sets_combine_as_sets_do()
    {
        var chance = new Random(3);
        for (var round = 0; round < 50; round++)
        {
            var (a, b) = (Numbers(chance), Numbers(chance));
            var (first, second) = (SetOf(a), SetOf(b));

            Assert.Equal(a.OrderDescending(), first.NewestFirst());
            Assert.Equal(a.Intersect(b).OrderDescending(), first.And(second).NewestFirst());
            Assert.Equal(a.Union(b).OrderDescending(), first.Or(second).NewestFirst());
            Assert.Equal(a.Except(b).OrderDescending(), first.Without(second).NewestFirst());
            Assert.Equal((a.Count, a.Count == 0), (first.Count, first.IsEmpty));
            Assert.All(b, number => Assert.Equal(a.Contains(number), first.Contains(number)));
        }
    }

    [Fact]
    public void A_block_is_read_as_it_was_written_be_it_sparse_or_dense()
    {
        var chance = new Random(4);
        foreach (var count in new[] { 0, 1, 100, 255, 256, 2000, 4096 })
        {
            var bits = new ulong[PostingBlock.Words];
            foreach (var place in Enumerable.Range(0, PostingBlock.Videos).OrderBy(_ => chance.Next()).Take(count))
                bits[place / 64] |= 1UL << (place % 64);
            var stored = PostingBlock.Write(bits);
            var read = new ulong[PostingBlock.Words];
            PostingBlock.Read(stored, read);

            Assert.Equal(bits, read);
            Assert.Equal(Math.Min(count * 2, 512), stored.Length);
        }
    }

    [Fact]
    public void Lengths_between_two_are_found_by_their_bits()
    {
        var chance = new Random(5);
        var lengths = Enumerable.Range(0, 500).ToDictionary(i => (long)i, _ => Math.Round(chance.NextDouble() * 5000, 3));
        var bits = LengthFilter.Terms.Select(term => SetOf([.. lengths.Where(video => LengthFilter.TermsOf(video.Value).Contains(term)).Select(video => video.Key)])).ToList();
        var all = SetOf([.. lengths.Keys]);

        foreach (var (min, max) in new (double?, double?)[] { (null, null), (0, 1e8), (1000, null), (null, 1000), (1000, 1000.5), (lengths[7], lengths[7]), (2000, 1000) })
            Assert.Equal(
                lengths.Where(video => (min is null || video.Value >= min) && (max is null || video.Value <= max)).Select(video => video.Key).OrderDescending(),
                LengthFilter.Between(all, bits, min, max).NewestFirst());
    }

    private static HashSet<long> Numbers(Random chance) =>
        [.. Enumerable.Range(0, chance.Next(2000)).Select(_ => (long)chance.Next(chance.Next(2) == 0 ? 500 : 30_000))];

    private static VideoSet SetOf(IEnumerable<long> numbers)
    {
        var set = new VideoSet();
        foreach (var number in numbers)
            set.Add(number);
        return set;
    }
}
