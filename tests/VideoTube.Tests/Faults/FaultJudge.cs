using VideoTube.Data;
using VideoTube.Media.Playlists;
using VideoTube.Storage;
using VideoTube.Tests.Processing;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;
using VideoTube.Tests.Uploads.Tus;
using VideoTube.Upkeep;

namespace VideoTube.Tests.Faults;

/// <summary>Holds a site against what it promised.</summary>
internal static class FaultJudge
{
    /// <summary>
    /// After a round: every video of it is ready, plays to its end and has its file byte for byte; the one that was acknowledged
    /// is among them; beside what rows and playlists name there is nothing, neither media nor temporary files nor processes.
    /// Then its owner deletes all of it, and there is nothing at all.
    /// </summary>
    public static async Task JudgeAsync(FaultLab lab, FaultRound round, string clip, string acknowledged, IReadOnlyList<string> uploads)
    {
        await FaultLab.UntilAsync(() => UnsettledAsync(lab, round.Title));
        var videos = await VideosAsync(lab, round.Title);
        Assert.Contains(acknowledged, videos.Select(video => video.Id.ToString()));
        foreach (var video in videos)
        {
            Assert.Equal(await KillLab.HashAsync(clip), await KillLab.HashAsync(Path.Combine(lab.MediaFolder, video.Original)));
            await FaultLab.UntilAsync(() => DifferenceAsync(lab, video));
            var playlists = await PlaylistsAsync(lab, video.Id);
            Assert.NotEmpty(playlists);
            foreach (var playlist in playlists)
                Assert.Equal(video.Duration, await HlsCheck.PlayAsync(playlist), tolerance: 0.3);
        }

        await FaultLab.UntilAsync(() => Task.FromResult(Leftovers(lab)));
        await DeleteAsync(lab, videos, uploads);
    }

    /// <summary>After all rounds, with the programs stopped: a week later the sweeps have left nothing, and the database is sound.</summary>
    public static async Task JudgeRestsAsync(FaultLab lab, Engine engine)
    {
        var clock = new TestClock();
        clock.Advance(TimeSpan.FromDays(8));
        await using (var site = await TestSite.StartAsync(engine, new(lab.Environment) { ["ENCODERS"] = "0" }, clock.Use))
        {
            foreach (var sweep in site.Get<IEnumerable<ISweep>>())
                await sweep.RunAsync(CancellationToken.None);
            Assert.Equal([], await FindingsAsync(site.Get<StorageCheck>()));
            foreach (var rows in (string[])["videos", "jobs WHERE state IN ('queued', 'running')", "renditions", "posters", "chunks", "media_leftovers"])
                Assert.True(await site.CountAsync(rows) == 0, $"There are {rows}.");
            if (engine == Engine.Sqlite)
            {
                await using var session = await site.Get<Database>().ReadAsync(CancellationToken.None);
                Assert.Equal("ok", await session.GetAsync<string>("PRAGMA integrity_check"));
                Assert.Empty(await session.ListAsync<string>("SELECT \"table\" FROM pragma_foreign_key_check"));
            }
        }

        Assert.Equal([], Files(lab.MediaFolder).Concat(Files(Path.Combine(lab.DataFolder, "temp"))).Concat(Directory.GetFileSystemEntries(Path.Combine(lab.DataFolder, "uploads"))));
    }

    /// <summary>What still works on a round's videos; null when all of them are ready and nothing is to be done.</summary>
    public static async Task<string?> UnsettledAsync(FaultLab lab, string title)
    {
        var videos = await VideosAsync(lab, title);
        var jobs = await lab.ListAsync<JobRow>(
            "SELECT j.id, j.kind, j.state, j.attempts, j.run_at, j.error FROM jobs j JOIN videos v ON v.id = j.subject WHERE v.title = @title AND j.state <> 'done'", new { title });
        if (jobs.Any(job => job is { State: "queued", Attempts: > 0 } && job.RunAt > TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()))
            await lab.HurryAsync();
        if (videos.FirstOrDefault(video => video.Status == "failed") is { } failed)
            Assert.Fail($"A video that is as good as ever failed: {failed.Failure}");
        Assert.DoesNotContain(jobs, job => job.State == "failed");
        return videos.Count > 0 && jobs.Count == 0 && videos.All(video => video.Status == "ready")
            ? null
            : $"Stuck: {string.Join(", ", videos)}; {string.Join(", ", jobs)}";
    }

    private static Task<IReadOnlyList<FaultVideo>> VideosAsync(FaultLab lab, string title) => lab.ListAsync<FaultVideo>(
        "SELECT id, status, failure, original, poster, storyboard, duration FROM videos WHERE title = @title", new { title });

    private static async Task<IReadOnlyList<string>> PlaylistsAsync(FaultLab lab, Id video) =>
        [.. (await lab.ListAsync<string>("SELECT playlist FROM renditions WHERE video_id = @video", new { video })).Select(key => Path.Combine(lab.MediaFolder, key))];

    /// <summary>Between the files of a video and those that its rows and their playlists name.</summary>
    private static async Task<string?> DifferenceAsync(FaultLab lab, FaultVideo video)
    {
        string[] keys = [video.Original, .. video.Poster is { } poster ? [poster] : Array.Empty<string>(), .. await lab.ListAsync<string>("SELECT file FROM posters WHERE video_id = @id", new { id = video.Id })];
        var named = keys.Select(key => Path.Combine(lab.MediaFolder, key)).ToList();
        var lists = (await PlaylistsAsync(lab, video.Id)).Select(path => (Path: path, Names: MediaPlaylist.FilesIn(File.ReadAllText(path)))).ToList();
        if (video.Storyboard is { } storyboard && Path.Combine(lab.MediaFolder, storyboard) is var track)
            lists.Add((track, (await File.ReadAllLinesAsync(track)).Where(line => line.StartsWith("sheet-", StringComparison.Ordinal)).Select(line => line.Split('#')[0])));
        foreach (var (path, names) in lists)
            named.AddRange(names.Select(name => Path.Combine(Path.GetDirectoryName(path)!, name)).Append(path));
        var there = Files(Path.Combine(lab.MediaFolder, "videos", video.Id.ToString()));
        var (lost, unused) = (named.Except(there).ToList(), there.Except(named).ToList());
        return lost.Count + unused.Count == 0 ? null : $"Lost: {string.Join(", ", lost)}. Unused: {string.Join(", ", unused)}.";
    }

    private static string? Leftovers(FaultLab lab)
    {
        var files = Files(Path.Combine(lab.DataFolder, "temp")).Where(file => Path.GetFileName(file) != "lock")
            .Concat(Files(Path.Combine(lab.MediaFolder, ".incoming"))).ToList();
        var processes = MediaProcesses.CountIn(lab.DataFolder);
        return files.Count + processes == 0 ? null : $"Left over: {processes} processes, {string.Join(", ", files)}";
    }

    private static async Task DeleteAsync(FaultLab lab, IReadOnlyList<FaultVideo> videos, IReadOnlyList<string> uploads)
    {
        var client = await lab.ClientAsync();
        foreach (var upload in uploads)
        {
            Assert.False(File.Exists(Path.Combine(lab.DataFolder, "uploads", Path.GetFileName(upload), "data")), "The bytes of an upload that is a video are kept twice.");
            Assert.Equal(204, (await client.EndAsync(upload)).Status);
            Assert.False(Directory.Exists(Path.Combine(lab.DataFolder, "uploads", Path.GetFileName(upload))));
        }

        foreach (var video in videos)
        {
            Assert.Equal(200, (await client.DeleteAsync($"videos/{video.Id}")).Status);
            Assert.False(Directory.Exists(Path.Combine(lab.MediaFolder, "videos", video.Id.ToString())));
        }
    }

    private static async Task<List<Finding>> FindingsAsync(StorageCheck check)
    {
        var findings = new List<Finding>();
        await foreach (var lost in check.FindLostAsync(CancellationToken.None))
            findings.Add(lost);
        await foreach (var unused in check.FindUnusedAsync(CancellationToken.None))
            findings.Add(unused);
        return findings;
    }

    private static List<string> Files(string folder)
    {
        while (true)
        {
            try
            {
                return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)] : [];
            }
            catch (DirectoryNotFoundException)
            {
                // It went while it was looked at.
            }
        }
    }
}

internal sealed record FaultVideo
{
    public Id Id { get; init; }
    public string Status { get; init; } = "";
    public string? Failure { get; init; }
    public string Original { get; init; } = "";
    public string? Poster { get; init; }
    public string? Storyboard { get; init; }
    public double Duration { get; init; }
}
