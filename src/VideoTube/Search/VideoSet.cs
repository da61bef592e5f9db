using System.Numerics;

namespace VideoTube.Search;

/// <summary>A set of videos by their numbers, a bit each: with it any combination of words and filters is met, and counted, in microseconds.</summary>
internal sealed class VideoSet
{
    private ulong[]?[] blocks = [];

    public long Count
    {
        get
        {
            var count = 0L;
            foreach (var block in blocks)
                foreach (var word in block ?? [])
                    count += BitOperations.PopCount(word);
            return count;
        }
    }

    public bool IsEmpty => Array.TrueForAll(blocks, block => block is null || !block.AsSpan().ContainsAnyExcept(0UL));

    public bool Contains(long number)
    {
        var (block, place) = ((int)(number / PostingBlock.Videos), (int)(number % PostingBlock.Videos));
        return block < blocks.Length && blocks[block] is { } bits && (bits[place / 64] & (1UL << (place % 64))) != 0;
    }

    public void Add(long number)
    {
        var place = (int)(number % PostingBlock.Videos);
        Block((int)(number / PostingBlock.Videos))[place / 64] |= 1UL << (place % 64);
    }

    /// <summary>The bits of a block, to add to.</summary>
    public ulong[] Block(int block)
    {
        if (block >= blocks.Length)
            Array.Resize(ref blocks, block + 1);
        return blocks[block] ??= new ulong[PostingBlock.Words];
    }

    public void Add(VideoSet other)
    {
        for (var i = 0; i < other.blocks.Length; i++)
            if (other.blocks[i] is { } theirs)
            {
                var ours = Block(i);
                for (var j = 0; j < ours.Length; j++)
                    ours[j] |= theirs[j];
            }
    }

    public VideoSet And(VideoSet other) => Combine(other, (ours, theirs) => ours & theirs, keepsOwn: false);

    public VideoSet Without(VideoSet other) => Combine(other, (ours, theirs) => ours & ~theirs, keepsOwn: true);

    public VideoSet Or(VideoSet other)
    {
        var all = Combine(new VideoSet(), (ours, _) => ours, keepsOwn: true);
        all.Add(other);
        return all;
    }

    /// <summary>Highest number first: newest first, but for videos that were brought from elsewhere.</summary>
    public IEnumerable<long> NewestFirst()
    {
        for (var i = blocks.Length - 1; i >= 0; i--)
        {
            if (blocks[i] is not { } block)
                continue;
            for (var j = block.Length - 1; j >= 0; j--)
                for (var word = block[j]; word != 0;)
                {
                    var bit = 63 - BitOperations.LeadingZeroCount(word);
                    word &= ~(1UL << bit);
                    yield return ((long)i * PostingBlock.Videos) + (j * 64) + bit;
                }
        }
    }

    private VideoSet Combine(VideoSet other, Func<ulong, ulong, ulong> combine, bool keepsOwn)
    {
        var result = new VideoSet { blocks = new ulong[]?[blocks.Length] };
        for (var i = 0; i < blocks.Length; i++)
        {
            var theirs = i < other.blocks.Length ? other.blocks[i] : null;
            if (blocks[i] is not { } ours || (theirs is null && !keepsOwn))
                continue;
            var bits = new ulong[ours.Length];
            for (var j = 0; j < bits.Length; j++)
                bits[j] = combine(ours[j], theirs?[j] ?? 0);
            result.blocks[i] = bits;
        }

        return result;
    }
}
