using VideoTube.Data;
using VideoTube.Processing;
using VideoTube.Tests.Processing;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Commands;

public sealed class JobCommandTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, OnBothEngines]
    public async Task Jobs_are_listed_and_shown_with_their_videos(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine);
        var (failed, waiting) = (await FailedAsync(lab), await lab.AddVideoAsync(null));
        await lab.EnqueueAsync(JobKind.Prepare, waiting);

        var all = (await RunAsync(lab, "list", "--json")).Done().Objects;
        Assert.Equal([$"{waiting}", $"{failed}"], all.Select(job => (string)job["video"]!));
        var job = Assert.Single((await RunAsync(lab, "list", "--state", "failed", "--json")).Done().Objects);
        Assert.Equal(("prepare", "A clip", "It is broken."), ((string)job["kind"]!, (string)job["title"]!, (string)job["error"]!));

        var shown = (await RunAsync(lab, "show", (string)job["id"]!)).Done();
        Assert.Contains(shown.Lines, line => line.StartsWith("ERROR", StringComparison.Ordinal) && line.EndsWith("It is broken.", StringComparison.Ordinal));
        var listed = (await RunAsync(lab, "list")).Done();
        Assert.Equal(3, listed.Lines.Length);
        Assert.Equal(listed.Lines[0].IndexOf("STATE", StringComparison.Ordinal), listed.Lines[1].IndexOf("queued", StringComparison.Ordinal));
    }

    [Theory, OnBothEngines]
    public async Task A_failed_job_is_done_again_and_its_video_with_it(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine);
        var video = await FailedAsync(lab, await Clips.H264());
        var job = (string)(await RunAsync(lab, "list", "--json")).Done().Objects[0]["id"]!;

        (await RunAsync(lab, "retry", job)).Done();

        Assert.Equal(("processing", null), (await lab.VideoAsync(video) is var seen ? (seen.Status, seen.Failure) : default));
        Assert.Equal(1, (await RunAsync(lab, "retry", job)).Code); // it waits now
        await lab.StartAsync();
        Assert.Equal("ready", (await lab.WaitForEndAsync(video)).Status);
    }

    [Theory, OnBothEngines]
    public async Task All_failed_jobs_are_done_again_at_once(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine);
        Id[] videos = [await FailedAsync(lab), await FailedAsync(lab)];

        Assert.Equal(2, (int)(await RunAsync(lab, "retry", "--failed", "--json")).Done().Objects[0]["jobs"]!);

        foreach (var video in videos)
            Assert.Equal("queued", Assert.Single(await lab.JobsAsync(video)).State);
    }

    [Theory, OnBothEngines]
    public async Task A_cancelled_job_ends_and_says_so_to_its_owner(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine);
        var video = await lab.AddVideoAsync(null);
        await lab.EnqueueAsync(JobKind.Prepare, video);
        var running = (await lab.Get<JobQueue>().ClaimAsync(JobKind.Prepare, None))!;

        (await RunAsync(lab, "cancel", $"{running.Id}")).Done();

        Assert.False(await lab.Get<JobQueue>().HeartbeatAsync(running, None));
        Assert.Equal(("failed", FailVideo.Cancelled), (await lab.VideoAsync(video) is var seen ? (seen.Status, seen.Failure) : default));
        Assert.Equal(1, (await RunAsync(lab, "cancel", $"{running.Id}")).Code);
    }

    [Theory]
    [InlineData(1, "show", "65f000000000000000000000")]
    [InlineData(1, "retry", "65f000000000000000000000")]
    [InlineData(1, "cancel", "65f000000000000000000000")]
    [InlineData(2, "show", "twelve")]
    [InlineData(2, "retry")]
    [InlineData(2, "retry", "65f000000000000000000000", "--failed")]
    public async Task A_job_that_is_none_is_told(int code, params string[] arguments)
    {
        await using var lab = await ProcessingLab.NewAsync(Engine.Sqlite);

        var ran = await RunAsync(lab, arguments);

        Assert.Equal(code, ran.Code);
        Assert.NotEmpty(ran.Error);
        Assert.Empty(ran.Output);
    }

    private static Task<Ran> RunAsync(ProcessingLab lab, params string[] arguments) =>
        ChildProgram.RunAsync(lab.Environment, ["admin", "jobs", .. arguments]);

    private static async Task<Id> FailedAsync(ProcessingLab lab, string? clip = null)
    {
        var video = await lab.AddVideoAsync(clip);
        await lab.EnqueueAsync(JobKind.Prepare, video);
        await lab.Get<FailVideo>().RunAsync((await lab.Get<JobQueue>().ClaimAsync(JobKind.Prepare, None))!, "It is broken.", None);
        return video;
    }
}
