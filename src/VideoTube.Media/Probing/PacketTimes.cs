namespace VideoTube.Media.Probing;

/// <summary>What a stream's packets tell, from all of them or from samples.</summary>
internal sealed class PacketTimes
{
    private readonly List<double> _keyGaps = [];
    private readonly List<double> _paces = [];

    /// <param name="packets">Packets of one stream, in file order.</param>
    /// <param name="sampleEnds">Where each sample but the last ended, in seconds; empty when all packets were read.</param>
    public PacketTimes(IEnumerable<ProbePacket> packets, IReadOnlyList<double> sampleEnds)
    {
        var sample = new List<(double Start, double End, bool IsKey)>();
        var samples = 0;
        foreach (var packet in packets)
        {
            if (packet.IsDiscarded || packet.Start is not { } start)
            {
                continue;
            }

            if (samples < sampleEnds.Count && start >= sampleEnds[samples])
            {
                Add(sample);
                sample.Clear();
                while (samples < sampleEnds.Count && start >= sampleEnds[samples])
                {
                    samples++;
                }
            }

            sample.Add((start, start + packet.Length, packet.IsKey));
            Bytes += packet.Bytes;
            Count++;
        }

        Add(sample);
    }

    public int Count { get; }
    public long Bytes { get; }

    /// <summary>Seconds of the stream that were looked at.</summary>
    public double Covered { get; private set; }

    public double First { get; private set; } = double.MaxValue;
    public double Last { get; private set; } = double.MinValue;

    public TimeSpan LongestKeyFrameGap => TimeSpan.FromSeconds(_keyGaps.DefaultIfEmpty().Max());

    /// <summary>
    /// More than one frame in a hundred comes a quarter of a frame off the usual pace. Containers that count
    /// milliseconds are off by up to one at constant pace.
    /// </summary>
    public bool IsVariable
    {
        get
        {
            if (_paces.Count < 3)
            {
                return false;
            }

            _paces.Sort();
            var usual = _paces[_paces.Count / 2];
            var allowed = Math.Max(usual / 4, 0.0021);
            return _paces.Count(pace => Math.Abs(pace - usual) > allowed) > _paces.Count / 100;
        }
    }

    private void Add(List<(double Start, double End, bool IsKey)> sample)
    {
        if (sample.Count == 0)
        {
            return;
        }

        // Packets come in decoding order; viewers see them in this one.
        sample.Sort();
        var end = sample.Max(packet => packet.End);
        var key = sample[0].Start;
        for (var i = 0; i < sample.Count; i++)
        {
            if (i > 0 && sample[i].Start > sample[i - 1].Start)
            {
                _paces.Add(sample[i].Start - sample[i - 1].Start);
            }

            if (sample[i].IsKey)
            {
                _keyGaps.Add(sample[i].Start - key);
                key = sample[i].Start;
            }
        }

        _keyGaps.Add(end - key);
        Covered += end - sample[0].Start;
        First = Math.Min(First, sample[0].Start);
        Last = Math.Max(Last, end);
    }
}
