using VideoTube.Media.Encoders;
using VideoTube.Media.Ladders;
using VideoTube.Media.Probing;
using VideoTube.Media.Remuxing;
using VideoTube.Media.Running;

namespace VideoTube.Bench;

/// <summary>The copy into segments, sandbox and playlists included, beside <c>cp</c> of the same file and bare ffmpeg, in turns.</summary>
internal static class RemuxBench
{
    public static async Task<int> RunAsync(string source, string folder, int rounds)
    {
        var options = new MediaOptions();
        var runner = await MediaRunners.CreateAsync(options, CancellationToken.None);
        var probe = new MediaProbe(runner, options);
        var (copy, bare, ours, probing) = (new List<Cost>(), new List<Cost>(), new List<Cost>(), new List<Cost>());
        for (var round = 0; round <= rounds; round++)
        {
            var target = Directory.CreateDirectory(Path.Combine(folder, $"round{round}")).FullName;
            MediaInfo? info = null;
            var costs = new[]
            {
                await Cost.OfAsync(() => Shell.RunAsync("cp", [source, Path.Combine(target, "copy")])),
                await Cost.OfAsync(() => Shell.RunAsync("ffmpeg",
                [
                    "-hide_banner", "-loglevel", "error", "-nostdin", "-y", "-i", source, "-map", "0:v:0", "-map", "0:a:0?", "-c", "copy",
                    "-f", "hls", "-hls_time", "4", "-hls_list_size", "0", "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4",
                    "-hls_segment_filename", $"{target}/s%05d.m4s", $"{target}/index.m3u8",
                ])),
                await Cost.OfAsync(async () => info = await probe.ProbeAsync(source, CancellationToken.None)),
                await Cost.OfAsync(async () =>
                {
                    var media = new MediaSource(source, info!);
                    await CopyRemux.RunAsync(runner, media, Ladder.Plan(media.Info, new LadderOptions()), target, CancellationToken.None);
                }),
            };
            Directory.Delete(target, recursive: true);
            if (round == 0)
                continue; // the first round warms the disk's cache and the JIT
            copy.Add(costs[0]);
            bare.Add(costs[1]);
            probing.Add(costs[2]);
            ours.Add(costs[3]);
        }

        var (cp, ffmpeg, remux, look) = (Fastest(copy), Fastest(bare), Fastest(ours), Fastest(probing));
        Console.WriteLine($"source {Path.GetFileName(source)}: {new FileInfo(source).Length / 1e6:F0} MB, {rounds} rounds, fastest of each");
        Console.WriteLine($"  cp {cp * 1000:F0} ms | bare ffmpeg {ffmpeg * 1000:F0} ms | our remux {remux * 1000:F0} ms | our probe {look * 1000:F0} ms");
        Console.WriteLine($"  our remux = {(remux - 0.1) / cp:F2} x cp + 100 ms; {remux / ffmpeg:F2} x bare ffmpeg ({(remux - ffmpeg) * 1000:F0} ms more)");
        return 0;
    }

    private static double Fastest(List<Cost> costs) => costs.Min(cost => cost.Wall);
}
