using VideoTube.Media.Encoders;
using VideoTube.Media.Ladders;
using VideoTube.Media.Probing;
using VideoTube.Media.Remuxing;
using VideoTube.Media.Running;

namespace VideoTube.Bench;

/// <summary>
/// One ladder in one process, and with a copied top, beside the same rungs as one ffmpeg process a rendition; CPU,
/// bits and PSNR, in turns.
/// </summary>
internal static class LadderBench
{
    public static async Task<int> RunAsync(string source, string folder, int rounds)
    {
        var options = new MediaOptions();
        var runner = await MediaRunners.CreateAsync(options, CancellationToken.None);
        var media = new MediaSource(source, await new MediaProbe(runner, options).ProbeAsync(source, CancellationToken.None));
        var full = Ladder.Plan(media.Info, new LadderOptions { CopyTop = false });
        var copyTop = Ladder.Plan(media.Info, new LadderOptions());

        var (separate, one, copied) = (new List<Cost>(), new List<Cost>(), new List<Cost>());
        for (var round = 0; round < rounds; round++)
        {
            separate.Add(await Cost.OfAsync(() => SeparatelyAsync(media, full, Empty(folder, "separate"))));
            one.Add(await Cost.OfSandboxedAsync(() => InOneAsync(runner, media, full, Empty(folder, "one"))));
            if (copyTop.CopyTop)
                copied.Add(await Cost.OfSandboxedAsync(() => CopiedTopAsync(runner, media, copyTop, Empty(folder, "copied"))));
        }

        Console.WriteLine($"source {Path.GetFileName(source)}: {media.Info.Video!.Width}x{media.Info.Video.Height}, {media.Info.Duration.TotalSeconds:F1} s, rungs {string.Join(' ', full.Rungs.Select(rung => rung.Name))}, {rounds} rounds, medians");
        Print("one process a rendition", Cost.Median(separate), Cost.Median(separate));
        Print("one process", Cost.Median(one), Cost.Median(separate));
        if (copied.Count > 0)
            Print("one process, copied top", Cost.Median(copied), Cost.Median(separate));
        foreach (var rung in full.Rungs)
        {
            var (theirs, ours) = (Path.Combine(folder, "separate", rung.Name), Path.Combine(folder, "one", rung.Name));
            Console.WriteLine($"  {rung.Name,6}: separate {await PsnrAsync(theirs, source, rung):F2} dB {KilobitsOf(theirs, media):F0} kbit/s | one {await PsnrAsync(ours, source, rung):F2} dB {KilobitsOf(ours, media):F0} kbit/s");
        }

        return 0;
    }

    private static async Task<TimeSpan?> InOneAsync(IMediaRunner runner, MediaSource media, Ladder ladder, string folder) =>
        (await LadderEncoder.RunAsync(runner, media, ladder, [], folder, null, CancellationToken.None)).Cpu;

    private static async Task<TimeSpan?> CopiedTopAsync(IMediaRunner runner, MediaSource media, Ladder ladder, string folder)
    {
        var remuxed = await CopyRemux.RunAsync(runner, media, ladder, folder, CancellationToken.None)
            ?? throw new InvalidOperationException("This source's top cannot be copied.");
        var encoded = await LadderEncoder.RunAsync(runner, media, ladder, remuxed.Renditions, folder, null, CancellationToken.None);
        return remuxed.Cpu + encoded.Cpu;
    }

    /// <summary>The way of the field: a process a rendition, each decoding the source, the sound copied into each.</summary>
    private static async Task SeparatelyAsync(MediaSource media, Ladder ladder, string folder)
    {
        foreach (var rung in ladder.Rungs)
        {
            var output = Directory.CreateDirectory(Path.Combine(folder, rung.Name)).FullName;
            var scale = rung.Height == media.Info.Video!.Height ? "null" : $"scale={rung.Width}:{rung.Height}:flags=bicubic";
            await Shell.RunAsync("ffmpeg",
            [
                "-hide_banner", "-loglevel", "error", "-nostdin", "-y", "-i", media.Path, "-map", "0:v:0", "-map", "0:a:0?",
                "-vf", $"{scale},setsar=1", "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p",
                "-maxrate", rung.MaxBitRate.ToString(), "-bufsize", (2L * rung.MaxBitRate).ToString(),
                "-r", $"{rung.FrameRate.Numerator}/{rung.FrameRate.Denominator}", "-g", "60", "-force_key_frames", "expr:gte(t,n_forced*2)",
                "-c:a", "copy", "-f", "hls", "-hls_time", "4", "-hls_list_size", "0", "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4",
                "-hls_segment_filename", $"{output}/s%05d.m4s", $"{output}/index.m3u8",
            ]);
        }
    }

    /// <summary>Against the source scaled to the rung's size with lanczos, which neither side used.</summary>
    private static async Task<double> PsnrAsync(string rendition, string source, Rung rung)
    {
        var whole = Path.Combine(rendition, "whole.mp4");
        await using (var file = File.Create(whole))
            foreach (var part in Directory.GetFiles(rendition, "init*.mp4").Concat(Directory.GetFiles(rendition, "s*.m4s").Order(StringComparer.Ordinal)))
                await using (var bytes = File.OpenRead(part))
                    await bytes.CopyToAsync(file);
        var size = $"{rung.Width}:{rung.Height}";
        var pace = $"fps={rung.FrameRate.Numerator}/{rung.FrameRate.Denominator},settb=1/1000,setpts=PTS-STARTPTS";
        var report = await Shell.RunAsync("ffmpeg",
        [
            "-hide_banner", "-nostdin", "-i", whole, "-i", source, "-filter_complex",
            $"[0:v]scale={size},format=yuv420p,{pace}[a];[1:v]scale={size}:flags=lanczos,format=yuv420p,{pace}[b];[a][b]psnr", "-an", "-f", "null", "-",
        ]);
        File.Delete(whole);
        var average = report[(report.LastIndexOf("average:", StringComparison.Ordinal) + "average:".Length)..];
        return double.Parse(average[..average.IndexOf(' ')]);
    }

    private static double KilobitsOf(string rendition, MediaSource media) =>
        Directory.GetFiles(rendition, "s*.m4s").Sum(file => new FileInfo(file).Length) * 8 / media.Info.Duration.TotalSeconds / 1000;

    private static string Empty(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        return Directory.CreateDirectory(path).FullName;
    }

    private static void Print(string name, Cost cost, Cost against) =>
        Console.WriteLine($"  {name,-26} CPU {cost.Cpu / against.Cpu:F2}x ({cost.Cpu:F1} s, of it ours {cost.Own:F2} s)  wall {cost.Wall / against.Wall:F2}x ({cost.Wall:F1} s)");
}
