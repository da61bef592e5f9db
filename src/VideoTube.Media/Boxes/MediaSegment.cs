namespace VideoTube.Media.Boxes;

/// <summary>What the fragments of one media segment say of one track. Times are in units of the track's timescale.</summary>
/// <param name="Start">Decode time of the first sample (<c>tfdt</c>). Below 0 only where a writer let a time wrap.</param>
/// <param name="Duration">Sum of the samples' durations.</param>
/// <param name="Samples">Samples (frames, or packets of sound).</param>
/// <param name="StartsWithSync">Whether the first sample can be decoded on its own.</param>
/// <param name="SyncTimes">When samples that can be decoded on their own are shown, in order; only filled for video.</param>
public sealed record SegmentFacts(
    long Start, long Duration, int Samples, bool StartsWithSync, IReadOnlyList<long> SyncTimes)
{
    public long End => Start + Duration;
}

/// <summary>Reads movie fragments (ISO/IEC 14496-12, 8.8). Sample data is never read.</summary>
public static class MediaSegment
{
    // A fragment of a 10 s segment holds some 600 frames; the box of a million samples would be 16 MB.
    private const int MaxFragmentBytes = 16 << 20;
    private const int MaxSamples = 1_000_000;
    private const uint NotSync = 0x10000;  // sample_is_non_sync_sample, 8.8.3.1

    /// <summary>Reads the fragments of one segment file, skipping over its media.</summary>
    /// <exception cref="InvalidDataException">There is no fragment of this track, or one is malformed.</exception>
    public static async Task<SegmentFacts> ReadAsync(Stream segment, InitTrack track, CancellationToken ct)
    {
        var facts = new Sum();
        var head = new byte[BoxHeader.MaxLength];
        for (long at = 0; at < segment.Length;)
        {
            segment.Position = at;
            var read = await segment.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
            if (BoxHeader.Read(head.AsSpan(0, read), segment.Length - at) is not { } box || box.Size > segment.Length - at)
                throw new InvalidDataException("A segment's boxes do not fit its size.");
            if (box.Type == 0x6D6F6F66)  // moof
            {
                if (box.Size > MaxFragmentBytes)
                    throw new InvalidDataException("A fragment's header is too large.");
                var fragment = new byte[box.Size - box.Length];
                segment.Position = at + box.Length;
                await segment.ReadExactlyAsync(fragment, ct);
                ReadFragment(fragment, track, facts);
            }
            at += box.Size;
        }
        return facts.ToFacts();
    }

    private static void ReadFragment(ReadOnlySpan<byte> moof, InitTrack track, Sum facts)
    {
        foreach (var box in new BoxWalk(moof))
        {
            if (!box.Is("traf"u8))
                continue;
            var header = new Fields(BoxSearch.Find(box.Body, "tfhd"u8));
            var (_, flags) = header.VersionAndFlags();
            if (header.U32() != track.Id)
                continue;
            var defaults = ReadDefaults(header, flags, track.Defaults);
            facts.Begin(ReadDecodeTime(box.Body));
            foreach (var run in new BoxWalk(box.Body))
            {
                if (run.Is("trun"u8))
                    ReadRun(new Fields(run.Body), defaults, track.Kind == TrackKind.Video, facts);
            }
        }
    }

    // tfhd, 8.8.7: each bit of the flags says that a field is there.
    private static SampleDefaults ReadDefaults(Fields header, uint flags, SampleDefaults defaults)
    {
        header.Skip(((flags & 0x1) != 0 ? 8 : 0) + ((flags & 0x2) != 0 ? 4 : 0));
        var duration = (flags & 0x8) != 0 ? header.U32() : defaults.Duration;
        header.Skip((flags & 0x10) != 0 ? 4 : 0);
        return new SampleDefaults(duration, (flags & 0x20) != 0 ? header.U32() : defaults.Flags);
    }

    private static long ReadDecodeTime(ReadOnlySpan<byte> traf)
    {
        var tfdt = new Fields(BoxSearch.Find(traf, "tfdt"u8));
        return tfdt.VersionAndFlags().Version == 1 ? tfdt.I64() : tfdt.U32();
    }

    // trun, 8.8.8.
    private static void ReadRun(Fields run, SampleDefaults defaults, bool isVideo, Sum facts)
    {
        var (_, flags) = run.VersionAndFlags();
        var count = run.U32();
        if (count > MaxSamples)
            throw new InvalidDataException("A fragment claims more samples than any segment has.");
        run.Skip((flags & 0x1) != 0 ? 4 : 0);
        uint? firstFlags = (flags & 0x4) != 0 ? run.U32() : null;
        for (var i = 0; i < count; i++)
        {
            var duration = (flags & 0x100) != 0 ? run.U32() : defaults.Duration;
            run.Skip((flags & 0x200) != 0 ? 4 : 0);
            var sampleFlags = (flags & 0x400) != 0 ? run.U32() : defaults.Flags;
            var shownAfter = (flags & 0x800) != 0 ? run.I32() : 0;
            if (i == 0 && firstFlags is { } first)
                sampleFlags = first;
            facts.Add(duration, shownAfter, (sampleFlags & NotSync) == 0, isVideo);
        }
    }

    private sealed class Sum
    {
        private readonly List<long> syncTimes = [];
        private long? start;
        private long now;
        private int samples;
        private bool startsWithSync;

        public void Begin(long decodeTime)
        {
            start ??= decodeTime;
            now = decodeTime;
        }

        public void Add(uint duration, int shownAfter, bool isSync, bool isVideo)
        {
            if (samples++ == 0)
                startsWithSync = isSync;
            if (isSync && isVideo)
                syncTimes.Add(now + shownAfter);
            now += duration;
        }

        public SegmentFacts ToFacts() => start is { } from && samples > 0
            ? new SegmentFacts(from, now - from, samples, startsWithSync, syncTimes)
            : throw new InvalidDataException("A segment has no sample of its track.");
    }
}
