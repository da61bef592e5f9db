using VideoTube.Media.Chunks;
using VideoTube.Media.Encoders;
using VideoTube.Media.Ladders;
using VideoTube.Media.Playlists;
using VideoTube.Media.Probing;
using VideoTube.Media.Remuxing;
using VideoTube.Media.Running;

namespace VideoTube.Bench;

/// <summary>A long video's ladder in chunks beside the same in one go, with and without a copied top, in turns; CPU and bits.</summary>
internal static class ChunkBench
{
    public static async Task<int> RunAsync(string source, string folder, int rounds)
    {
        var options = new MediaOptions();
        var runner = await MediaRunners.CreateAsync(options, CancellationToken.None);
        var media = new MediaSource(source, await new MediaProbe(runner, options).ProbeAsync(source, CancellationToken.None));
        Console.WriteLine($"source {Path.GetFileName(source)}: {media.Info.Video!.Width}x{media.Info.Video.Height}, {media.Info.Duration.TotalSeconds:F1} s, {rounds} rounds, medians");
        await CompareAsync("encoded top", Ladder.Plan(media.Info, new LadderOptions { CopyTop = false }), []);
        var below = Ladder.Plan(media.Info, new LadderOptions());
        if (below.CopyTop)
            await CompareAsync("copied top", below, (await CopyRemux.RunAsync(runner, media, below, Empty(folder, "copied"), CancellationToken.None))!.Renditions);
        return 0;

        async Task CompareAsync(string name, Ladder ladder, IReadOnlyList<Rendition> copied)
        {
            var (whole, chunks, count) = (new List<Cost>(), new List<Cost>(), 0);
            for (var round = 0; round < rounds; round++)
            {
                whole.Add(await Cost.OfSandboxedAsync(async () =>
                    (await LadderEncoder.RunAsync(runner, media, ladder, copied, Empty(folder, "whole"), null, CancellationToken.None)).Cpu));
                chunks.Add(await Cost.OfSandboxedAsync(async () =>
                {
                    var (cpu, number) = await InChunksAsync(runner, media, ladder, copied, Empty(folder, "chunks"));
                    count = number;
                    return cpu;
                }));
            }

            var (one, many) = (Cost.Median(whole), Cost.Median(chunks));
            Console.WriteLine($"  {name}: {count} chunks CPU {many.Cpu / one.Cpu:F3}x ({many.Cpu:F1} s of {one.Cpu:F1} s), bytes {(double)BytesIn(folder, "chunks") / BytesIn(folder, "whole"):F3}x");
        }
    }

    private static async Task<(TimeSpan? Cpu, int Count)> InChunksAsync(
        IMediaRunner runner, MediaSource media, Ladder ladder, IReadOnlyList<Rendition> copied, string folder)
    {
        var counted = new CountedRunner(runner);
        var chunks = await ChunkPlan.MakeAsync(counted, media, ladder, copied, new ChunkOptions(), CancellationToken.None);
        var rungs = ChunkPlan.Rungs(ladder, copied.Select(rendition => rendition.Name));
        foreach (var chunk in chunks)
            await ChunkEncoder.RunAsync(counted, media, chunk, rungs, ladder.Preset, Empty(folder, $"{chunk.Number}"), null, CancellationToken.None);

        if (copied.Count == 0)
            await LadderEncoder.RunAsync(counted, media, ladder with { Rungs = [] }, [], Empty(folder, "sound"), null, CancellationToken.None);
        return (counted.Cpu, chunks.Count);
    }

    private sealed class CountedRunner(IMediaRunner runner) : IMediaRunner
    {
        public TimeSpan? Cpu { get; private set; } = TimeSpan.Zero;

        public async Task<MediaRunResult> RunAsync(MediaRun run, CancellationToken ct)
        {
            var result = await runner.RunAsync(run, ct);
            Cpu += result.Cpu;
            return result;
        }
    }

    private static long BytesIn(string folder, string name) =>
        Directory.EnumerateFiles(Path.Combine(folder, name), "s*.m4s", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);

    private static string Empty(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        return Directory.CreateDirectory(path).FullName;
    }
}
