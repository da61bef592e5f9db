using VideoTube.Data;
using VideoTube.Media.Chunks;
using VideoTube.Processing;
using VideoTube.Storage;
using VideoTube.Tests.Testing;
using VideoTube.Videos;

namespace VideoTube.Tests.Processing;

public sealed class ChunkedVideoTests
{
    private static readonly ChunkOptions Short = new() { LeastDuration = TimeSpan.FromSeconds(10), Length = TimeSpan.FromSeconds(8) };

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, OnBothEngines]
    public async Task Two_workers_share_one_video(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine, HurriedTime.Fortyfold, Short);
        await lab.StartAsync();
        using var another = await lab.StartAnotherAsync(HurriedTime.Fortyfold, Short);

        var video = await lab.UploadAsync(await Clip());
        var end = await lab.WaitForEndAsync(video);
        await another.StopAsync(None);

        Assert.Equal(("ready", 100, null), (end.Status, end.Progress, end.Failure));
        var chunks = (await lab.JobsAsync(video)).Where(job => job.Kind == "chunk").ToList();
        Assert.Equal(4, chunks.Count);
        Assert.All(chunks, job => Assert.Equal(("done", 1), (job.State, job.Attempts)));
        Assert.Equal(2, chunks.Select(job => job.LeaseOwner).Distinct().Count());
        await CompleteAsync(lab, video, "360p 240p audio");
    }

    [Theory, OnBothEngines]
    public async Task It_is_offered_from_its_first_chunk_and_grows(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine, TimeProvider.System, Short);
        var video = await PlanAsync(lab, await Clip());
        Assert.Empty(await lab.RenditionsAsync(video));

        Assert.True(await lab.DoNextAsync(JobKind.Chunk));
        Assert.True(await lab.DoNextAsync(JobKind.Encode));
        Assert.Empty(await lab.RenditionsAsync(video)); // without its sound
        Assert.Equal(EncodeLadder.FirstPercent + (94 / 4), (await lab.VideoAsync(video)).Progress);

        Assert.True(await lab.DoNextAsync(JobKind.Chunk));
        Assert.True(await lab.DoNextAsync(JobKind.Encode));
        var growing = await lab.RenditionsAsync(video);
        Assert.Equal(["360p", "240p", "audio"], growing.Select(rendition => rendition.Name));
        var row = await lab.VideoAsync(video);
        Assert.Equal(("processing", true), (row.Status, row.Playable));
        var early = growing.Select(rendition => lab.ReadMedia(rendition.Playlist)).ToList();
        foreach (var (rendition, text) in growing.Zip(early))
        {
            Assert.False(rendition.Complete);
            Assert.Contains("#EXT-X-PLAYLIST-TYPE:EVENT\n", text);
            Assert.InRange(Segments(text).Count, 2, 3);
            Assert.All(Segments(text), name => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(lab.PathOf(rendition.Playlist))!, name))));
        }

        // The chunk after the next comes first: it is not of use yet.
        await lab.Database.ExecuteAsync(
            "UPDATE jobs SET run_at = run_at - 1000 WHERE id = (SELECT job_id FROM chunks WHERE number = 2)", null, None);
        Assert.True(await lab.DoNextAsync(JobKind.Chunk));
        Assert.True(await lab.DoNextAsync(JobKind.Encode));
        Assert.Equal(early, growing.Select(rendition => lab.ReadMedia(rendition.Playlist)));
        Assert.False(await lab.DoNextAsync(JobKind.Encode));

        Assert.True(await lab.DoNextAsync(JobKind.Chunk));
        Assert.True(await lab.DoNextAsync(JobKind.Encode));
        Assert.Equal("ready", (await lab.VideoAsync(video)).Status);
        foreach (var (rendition, text) in growing.Zip(early))
        {
            var late = lab.ReadMedia(rendition.Playlist);
            Assert.Equal(Segments(text), Segments(late).Take(Segments(text).Count));
            Assert.Equal(Target(text), Target(late));
        }

        await CompleteAsync(lab, video, "360p 240p audio");
        Assert.Equal(0, await CountAsync(lab, "chunks"));
    }

    [Theory, OnBothEngines]
    public async Task Below_a_copied_top_the_chunks_are_offered_when_all_are_there(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine, TimeProvider.System, Short);
        var video = await PlanAsync(lab, await Clips.H264(seconds: 24));

        for (var done = 0; await lab.DoNextAsync(JobKind.Chunk); done++)
        {
            Assert.True(await lab.DoNextAsync(JobKind.Encode));
            Assert.Equal(done < 2 ? ["360p", "audio"] : ["360p", "240p", "audio"], (await lab.RenditionsAsync(video)).Select(rendition => rendition.Name));
        }

        Assert.Equal("ready", (await lab.VideoAsync(video)).Status);
        var renditions = await CompleteAsync(lab, video, "360p 240p audio");
        Assert.Equal([true, false, true], renditions.Select(rendition => rendition.IsCopy));
        Assert.Equal(Durations(lab.ReadMedia(renditions[0].Playlist)), Durations(lab.ReadMedia(renditions[1].Playlist)));
    }

    [Fact]
    public async Task Chunks_that_do_not_fit_are_given_up_for_one_go()
    {
        await using var lab = await ProcessingLab.NewAsync(Engine.Sqlite, TimeProvider.System, Short);
        var video = await PlanAsync(lab, await Clip());
        for (var i = 0; i < 3; i++)
            Assert.True(await lab.DoNextAsync(JobKind.Chunk));
        // As if the second had been made by an ffmpeg of another kind.
        await lab.Database.ExecuteAsync("UPDATE chunks SET made = replace(made, '\"initHash\":\"', '\"initHash\":\"0') WHERE number = 1", null, None);

        Assert.True(await lab.DoNextAsync(JobKind.Encode));

        Assert.Equal(["prepare", "encodewhole"], (await lab.JobsAsync(video)).Select(job => job.Kind));
        Assert.Equal(0, await CountAsync(lab, "chunks"));
        Assert.False(await lab.DoNextAsync(JobKind.Chunk));
        Assert.True(await lab.DoNextAsync(JobKind.EncodeWhole));
        Assert.Equal("ready", (await lab.VideoAsync(video)).Status);
        await CompleteAsync(lab, video, "360p 240p audio");
    }

    [Theory, OnBothEngines]
    public async Task A_chunk_that_fails_for_good_ends_all_and_another_try_begins_anew(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine, TimeProvider.System, Short);
        var video = await PlanAsync(lab, await Clip());
        Assert.True(await lab.DoNextAsync(JobKind.Chunk));
        var second = (await lab.Get<JobQueue>().ClaimAsync(JobKind.Chunk, None))!;

        await lab.Get<FailVideo>().RunAsync(second, JobAttempt.OurFault, None);

        Assert.Equal(("failed", JobAttempt.OurFault), ((await lab.VideoAsync(video)).Status, (await lab.VideoAsync(video)).Failure));
        Assert.Equal([("prepare", "done"), ("encode", "failed")], (await lab.JobsAsync(video)).Select(job => (job.Kind, job.State)));
        Assert.Equal(0, await CountAsync(lab, "chunks"));
        Assert.False(Directory.Exists(lab.PathOf(VideoKeys.Hls(VideoKeys.Folder(video)).Value)));

        await lab.Database.WriteAsync(async session =>
        {
            await VideoChangeStore.RetryAsync(session, video);
            Assert.Equal(1, await lab.Get<JobQueue>().RequeueFailedAsync(session, video));
        }, None);
        await lab.StartAsync();
        Assert.Equal("ready", (await lab.WaitForEndAsync(video)).Status);
        await CompleteAsync(lab, video, "360p 240p audio");
    }

    [Theory, OnBothEngines]
    public async Task To_cancel_one_of_its_jobs_ends_them_all(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine, TimeProvider.System, Short);
        var video = await PlanAsync(lab, await Clips.H264(seconds: 24));
        var chunk = (await lab.JobsAsync(video)).First(job => job.Kind == "chunk");

        Assert.True(await lab.Get<FailVideo>().CancelAsync(chunk.Id, None));

        Assert.Equal(("ready", FailVideo.FewerSizes), ((await lab.VideoAsync(video)).Status, (await lab.VideoAsync(video)).Failure));
        Assert.Equal([("prepare", "done"), ("encode", "failed"), ("storyboard", "queued")], (await lab.JobsAsync(video)).Select(job => (job.Kind, job.State)));
        await CompleteAsync(lab, video, "360p audio");
    }

    [Fact]
    public async Task A_chunk_that_fails_is_tried_again_alone()
    {
        await using var lab = await ProcessingLab.NewAsync(Engine.Sqlite, TimeProvider.System, Short);
        var video = await PlanAsync(lab, await Clip());
        var original = lab.PathOf((await OriginalAsync(lab, video))!);
        for (var i = 0; i < 3; i++)
        {
            if (i == 1)
                File.Move(original, original + ".away"); // a fault of ours
            Assert.True(await lab.DoNextAsync(JobKind.Chunk));
            if (i == 1)
                File.Move(original + ".away", original);
        }

        Assert.Equal([0, 1, 0, 0], (await lab.JobsAsync(video)).Where(job => job.Kind == "chunk").Select(job => job.State == "queued" ? job.Attempts : 0).ToList());
        await lab.Database.ExecuteAsync("UPDATE jobs SET run_at = 0 WHERE state = 'queued'", null, None);
        while (await lab.DoNextAsync(JobKind.Chunk))
        {
        }

        Assert.True(await lab.DoNextAsync(JobKind.Encode));
        Assert.Equal([1, 2, 1, 1], (await lab.JobsAsync(video)).Where(job => job.Kind == "chunk").Select(job => job.Attempts));
        Assert.Equal("ready", (await lab.VideoAsync(video)).Status);
        await CompleteAsync(lab, video, "360p 240p audio");
    }

    [Fact]
    public async Task A_file_that_is_damaged_in_the_middle_fails_in_words_and_leaves_nothing()
    {
        await using var lab = await ProcessingLab.NewAsync(Engine.Sqlite, HurriedTime.Fortyfold, Short);
        await lab.StartAsync();
        var whole = await File.ReadAllBytesAsync(await Clip());
        whole.AsSpan((whole.Length / 2)..(whole.AsSpan().LastIndexOf("moov"u8) - 4)).Clear();
        var damaged = Path.Combine(lab.DataFolder, "damaged.mp4");
        await File.WriteAllBytesAsync(damaged, whole);

        var video = await lab.UploadAsync(damaged);
        var end = await lab.WaitForEndAsync(video);

        Assert.Equal(("failed", false), (end.Status, end.Playable));
        Assert.Contains("damaged", end.Failure);
        Assert.Contains("encodewhole", (await lab.JobsAsync(video)).Select(job => job.Kind));
        Assert.Empty(await lab.RenditionsAsync(video));
        await ProcessingLab.WaitAsync(() => Task.FromResult(Directory.Exists(lab.PathOf(VideoKeys.Hls(VideoKeys.Folder(video)).Value))), there => !there);
    }

    [Theory, OnBothEngines]
    public async Task Deleting_a_video_ends_its_chunks_and_leaves_nothing(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine, HurriedTime.Fortyfold, Short, ("ENCODERS", "2"));
        await lab.StartAsync();
        var video = await lab.UploadAsync(await Clip());
        await ProcessingLab.WaitAsync(() => lab.JobsAsync(video), jobs => jobs.Any(job => job is { Kind: "chunk", State: "done" }));

        await lab.Database.WriteAsync(async session =>
        {
            await session.ExecuteAsync("DELETE FROM videos WHERE id = @video", new { video });
            await lab.Get<JobQueue>().CancelAsync(session, video);
        }, None);
        await lab.Get<IMediaStore>().DeleteAllAsync(VideoKeys.Folder(video), None);

        await ProcessingLab.WaitAsync(() => Task.FromResult((lab.CountFfmpeg(), lab.HasWorkFiles)), seen => seen == (0, false));
        await ProcessingLab.WaitAsync(() => Task.FromResult(Directory.Exists(lab.PathOf(VideoKeys.Folder(video).Value))), there => !there);
        Assert.Empty(await lab.JobsAsync(video));
        Assert.Equal(0, await CountAsync(lab, "chunks"));
    }

    [Theory, OnBothEngines]
    public async Task The_chunk_of_a_killed_worker_is_taken_over_and_only_that(Engine engine)
    {
        // Child processes, which cut as people's programs do: two chunks of 50 s.
        await using var lab = await ProcessingLab.NewAsync(engine);
        var video = await lab.UploadAsync(await Clips.Make("long.mp4",
            $"{Clips.Picture(100, "320x240")} {Clips.Sound(100)} -c:v mpeg4 -g 50 -b:v 600k -c:a aac"));
        await using (var first = ChildProgram.Start("worker", lab.Environment))
        {
            await ProcessingLab.WaitAsync(() => lab.JobsAsync(video), jobs => jobs.Count(job => job is { Kind: "chunk", State: "done" }) == 2);
            await StoppedJobTests.UntilEncodingAsync(lab);
            await first.KillAsync();
        }

        Assert.Equal("running", (await lab.JobsAsync(video))[^1].State);
        Assert.Equal("processing", (await lab.VideoAsync(video)).Status);
        await using var second = ChildProgram.Start("worker", lab.Environment);
        var end = await lab.WaitForEndAsync(video);
        Assert.Equal(0, await second.StopAsync());

        Assert.Equal(("ready", 100), (end.Status, end.Progress));
        Assert.Equal([1, 1, 2], (await lab.JobsAsync(video)).Where(job => job.Kind == "chunk").Select(job => job.Attempts));
        foreach (var rendition in await lab.RenditionsAsync(video))
            Assert.Equal(100, await HlsCheck.PlayAsync(lab, rendition.Playlist), tolerance: 0.2);
        Assert.Single(Directory.GetDirectories(lab.PathOf(VideoKeys.Hls(VideoKeys.Folder(video)).Value)));
    }

    private static Task<string> Clip() => Clips.Hevc(seconds: 24, size: "480x360");

    /// <summary>Prepared and cut, by nobody but this test.</summary>
    private static async Task<Id> PlanAsync(ProcessingLab lab, string clip)
    {
        var video = await lab.UploadAsync(clip);
        Assert.True(await lab.DoNextAsync(JobKind.Prepare));
        Assert.True(await lab.DoNextAsync(JobKind.Encode));
        Assert.Contains("chunk", (await lab.JobsAsync(video)).Select(job => job.Kind));
        Assert.False(await lab.DoNextAsync(JobKind.Encode)); // parked
        return video;
    }

    private static async Task<IReadOnlyList<RenditionRow>> CompleteAsync(ProcessingLab lab, Id video, string names)
    {
        var renditions = await lab.RenditionsAsync(video);
        Assert.Equal(names, string.Join(' ', renditions.Select(rendition => rendition.Name)));
        foreach (var rendition in renditions)
        {
            Assert.True(rendition.Complete);
            Assert.Equal(24, await HlsCheck.PlayAsync(lab, rendition.Playlist), tolerance: 0.2);
        }

        var folders = renditions.Select(rendition => rendition.Playlist.Split('/')[3]).Distinct().Order();
        await ProcessingLab.WaitAsync(
            () => Task.FromResult(Directory.GetDirectories(lab.PathOf(VideoKeys.Hls(VideoKeys.Folder(video)).Value)).Select(Path.GetFileName).Order().ToList()),
            there => there.SequenceEqual(folders));
        return renditions;
    }

    private static async Task<string?> OriginalAsync(ProcessingLab lab, Id video) => (await lab.Get<ProcessingStore>().FindAsync(video, None))?.Original;

    private static async Task<long> CountAsync(ProcessingLab lab, string table)
    {
        await using var session = await lab.Database.ReadAsync(None);
        return await session.GetAsync<long>($"SELECT COUNT(*) FROM {table}");
    }

    private static List<string> Segments(string playlist) => [.. playlist.Split('\n').Where(line => line.EndsWith(".m4s"))];

    private static List<string> Durations(string playlist) => [.. playlist.Split('\n').Where(line => line.StartsWith("#EXTINF:")).Select(line => $"{double.Parse(line["#EXTINF:".Length..^1]):0.000}")];

    private static string Target(string playlist) => playlist.Split('\n').Single(line => line.StartsWith("#EXT-X-TARGETDURATION:"));
}
