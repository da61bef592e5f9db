using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Faults;

/// <summary>What is sent.</summary>
internal enum FaultSource { Copyable, EndIndexed, Matroska, Avi, SoundToCopy, SoundToEncode, Long, LongCopyable }

/// <summary>How it is sent: in a form, by tus in pieces, or by tus with the end of the file first.</summary>
internal enum FaultWay { Form, Pieces, TailFirst }

internal enum FaultVictim { Server, Worker, MediaProcess }

/// <summary>From when on somebody may be killed, in the order in which a video passes them.</summary>
internal enum FaultMoment { Sending, LastByte, Taken, Preparing, SegmentStored, Encoding, Chunk, Ready, Storyboard }

/// <param name="Share">While it is sent: how much of it has gone out.</param>
/// <param name="Delay">So long after the moment.</param>
/// <param name="Pick">Which of the processes that work for the site.</param>
internal sealed record FaultKill(FaultVictim Victim, FaultMoment Moment, double Share, TimeSpan Delay, int Pick)
{
    public string Words => $"{Victim} {Delay.TotalMilliseconds:0} ms after {Moment}" + (Moment == FaultMoment.Sending ? $" of {Share:P0}" : "");
}

/// <summary>One upload with its kills, as a seed and a number draw them: the same anywhere, but for how fast things go.</summary>
internal sealed record FaultRound(
    int Seed, int Number, Engine Engine, FaultSource Source, FaultWay Way, int Piece, bool HasChecksums, IReadOnlyList<FaultKill> Kills)
{
    public string Title => $"Round {Number}";

    public string Words =>
        $"Round {Number} of seed {Seed}: {Source} as {Way}{(HasChecksums ? " with checksums" : "")}, {Piece} bytes a piece, on {Engine}. Killed: {string.Join("; ", Kills.Select(kill => kill.Words))}.";

    /// <summary>A third of the rounds have PostgreSQL and a worker of its own.</summary>
    public static Engine EngineOf(int number) => number % 3 == 2 ? Engine.Postgres : Engine.Sqlite;

    public static FaultRound Draw(int seed, int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        var engine = EngineOf(number);
        // Long ones take long: they are drawn half as often.
        var source = random.NextDouble() < 0.5 ? Pick<FaultSource>(random, 8) : Pick<FaultSource>(random, 6);
        var way = Pick<FaultWay>(random, source == FaultSource.EndIndexed ? 3 : 2);
        var (piece, hasChecksums) = (random.Next(4 << 10, 64 << 10), random.Next(4) == 0);
        var kills = Enumerable.Range(0, random.Next(1, 4)).Select(_ => DrawKill(random, engine, source));
        return new FaultRound(seed, number, engine, source, way, piece, hasChecksums, [.. kills.OrderBy(kill => kill.Moment).ThenBy(kill => kill.Share)]);
    }

    public Task<string> ClipAsync() => Source switch
    {
        FaultSource.Copyable => Clips.H264(3),
        FaultSource.EndIndexed => Clips.Make("end-indexed-3.mp4", $"{Clips.Picture(3, "640x360")} {Clips.Sound(3)} {Clips.Copyable} -c:a aac -b:a 96k -ac 2"),
        FaultSource.Matroska => Clips.Make("copyable-3.mkv", $"{Clips.Picture(3, "640x360")} {Clips.Sound(3)} {Clips.Copyable} -c:a aac -b:a 96k -ac 2"),
        FaultSource.Avi => Clips.Avi(3),
        FaultSource.SoundToCopy => Clips.M4a(),
        FaultSource.SoundToEncode => Clips.Mp3(),
        FaultSource.Long => Clips.Make("long-small.mp4", $"{SmallPicture} {Clips.Sound(100)} -c:v mpeg4 -g 10 -b:v 40k -c:a aac -b:a 32k -movflags +faststart"),
        FaultSource.LongCopyable => Clips.Make("long-copyable.mp4", $"{SmallPicture} {Clips.Sound(100)} {Clips.Copyable} -c:a aac -b:a 32k -ac 2 -movflags +faststart"),
        _ => throw new InvalidOperationException($"Nobody knows {Source}."),
    };

    /// <summary>Long enough to be cut into two chunks; quick, because there is little in it.</summary>
    private static string SmallPicture => "-f lavfi -t 100 -i testsrc2=size=426x270:rate=5";

    private static FaultKill DrawKill(Random random, Engine engine, FaultSource source)
    {
        var victim = random.Next(engine == Engine.Postgres ? 4 : 3) switch { 0 => FaultVictim.MediaProcess, 3 => FaultVictim.Worker, _ => FaultVictim.Server };
        var moment = Pick<FaultMoment>(random, 9);
        if (moment == FaultMoment.Chunk && source < FaultSource.Long)
            moment = FaultMoment.Encoding;
        var longest = moment switch
        {
            FaultMoment.Sending => 400, FaultMoment.LastByte => 500, FaultMoment.Preparing => 600, FaultMoment.Encoding => 1200, FaultMoment.Chunk => 1500,
            FaultMoment.Ready => 150, _ => 300,
        };
        return new FaultKill(victim, moment, 0.02 + (0.96 * random.NextDouble()), TimeSpan.FromMilliseconds(random.Next(longest)), random.Next());
    }

    private static T Pick<T>(Random random, int first) where T : struct, Enum => Enum.GetValues<T>()[random.Next(first)];
}
