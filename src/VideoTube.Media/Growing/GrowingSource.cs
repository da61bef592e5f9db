using VideoTube.Media.Encoders;
using VideoTube.Media.Ladders;
using VideoTube.Media.Probing;
using VideoTube.Media.Remuxing;
using VideoTube.Media.Sniffing;

namespace VideoTube.Media.Growing;

/// <summary>A growing file whose start has been understood: what it holds, and that it can be copied.</summary>
/// <param name="Info">Of the start; how long the file is, is what its header claims.</param>
public sealed record GrowingSource(GrowingFeed Feed, MediaInfo Info, Ladder Ladder)
{
    // Container headers and some seconds of packets; within that no upload that can be followed is still unclear.
    private static readonly TimeSpan OpenLimit = TimeSpan.FromMinutes(10);

    /// <summary>The renditions that <see cref="GrowingRemux"/> makes.</summary>
    public IReadOnlyList<string> Names => CopyRemux.Names(Info, Ladder);

    /// <summary>
    /// Seconds that no segment should exceed: the TARGETDURATION of playlists that grow. A later part with fewer key frames
    /// may exceed it all the same.
    /// </summary>
    public int PromisedTarget => (int)Math.Ceiling(HlsOutput.SegmentSeconds + (Info.Video?.LongestKeyFrameGap.TotalSeconds ?? 0.1));

    /// <summary>Waits until enough has arrived.</summary>
    /// <exception cref="CannotStreamException">It cannot be copied while it grows, or it was abandoned.</exception>
    public static async Task<GrowingSource> OpenAsync(MediaProbe probe, GrowingFile file, LadderOptions options, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(OpenLimit);
        try
        {
            var start = new byte[(int)Math.Min(ContainerSniffer.Enough, file.Length)];
            var sniffed = await SniffAsync(file, start, limit.Token);
            var feed = await GrowingFeed.FindAsync(file, sniffed.Container!.Value, limit.Token);
            var info = await probe.ProbeStartAsync(feed, sniffed.Brand, limit.Token);
            var ladder = Ladder.Plan(info, options);
            return CopyRemux.IsPossible(info, ladder)
                ? new GrowingSource(feed, info, ladder)
                : throw new CannotStreamException("It has to be encoded.");
        }
        catch (MediaRefusedException refused)
        {
            throw new CannotStreamException($"{refused.Refusal.Code}: {refused.Detail}", refused);
        }
        catch (Exception late) when (late is TimeoutException || (late is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new CannotStreamException("Its start did not arrive in time.", late);
        }
    }

    private static async Task<SniffResult> SniffAsync(GrowingFile file, byte[] start, CancellationToken ct)
    {
        for (var length = 0; ;)
        {
            var read = await file.ReadAsync(start.AsMemory(length), length, ct);
            length += read;
            var isAll = length == start.Length || read == 0;
            if (ContainerSniffer.Sniff(start.AsSpan(0, length), isAll) is { } result)
                return result.Refusal is { } refusal ? throw new MediaRefusedException(refusal) : result;
        }
    }
}
