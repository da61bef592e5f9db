using System.Diagnostics;
using VideoTube.Data;
using VideoTube.Processing;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Processing;

public sealed class JobQueueTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly Clock clock = new();

    [Theory, OnBothEngines]
    public async Task Sixteen_claimers_never_get_the_same_job(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine);
        var queue = NewQueue(lab);
        for (var i = 0; i < 40; i++)
            await EnqueueAsync(lab, queue, JobKind.Encode);

        var claimed = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            var mine = new List<Id>();
            // A claimer that loses a race may find nothing although there is more.
            for (var misses = 0; misses < 20;)
            {
                if (await queue.ClaimAsync(JobKind.Encode, None) is { } job)
                    mine.Add(job.Id);
                else
                    misses++;
            }

            return mine;
        })));

        Assert.Equal(40, claimed.Sum(mine => mine.Count));
        Assert.Equal(40, claimed.SelectMany(mine => mine).Distinct().Count());
    }

    [Theory, OnBothEngines]
    public async Task Each_kind_has_its_own_lane(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine);
        var queue = NewQueue(lab);
        await EnqueueAsync(lab, queue, JobKind.Encode);
        var video = await EnqueueAsync(lab, queue, JobKind.Prepare);

        var job = await queue.ClaimAsync(JobKind.Prepare, None);

        Assert.Equal((JobKind.Prepare, video, 1), (job!.Kind, job.Subject, job.Attempts));
        Assert.Null(await queue.ClaimAsync(JobKind.Prepare, None));
    }

    [Theory, OnBothEngines]
    public async Task A_silent_worker_loses_its_job_and_can_write_nothing_more(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine);
        var (queue, other) = (NewQueue(lab), NewQueue(lab));
        var video = await EnqueueAsync(lab, queue, JobKind.Encode);
        var first = (await queue.ClaimAsync(JobKind.Encode, None))!;

        clock.Advance(JobQueue.Lease - TimeSpan.FromSeconds(1));
        Assert.Null(await other.ClaimAsync(JobKind.Encode, None));
        Assert.True(await queue.HeartbeatAsync(first, None));
        clock.Advance(JobQueue.Lease - TimeSpan.FromSeconds(1));
        Assert.Null(await other.ClaimAsync(JobKind.Encode, None));
        clock.Advance(TimeSpan.FromSeconds(2));
        var second = await other.ClaimAsync(JobKind.Encode, None);

        Assert.Equal((first.Id, 2), (second!.Id, second.Attempts));
        Assert.False(await queue.HeartbeatAsync(first, None));
        await Assert.ThrowsAsync<JobLostException>(() => lab.Database.WriteAsync(session => queue.CompleteAsync(session, first), None));
        Assert.Equal("running", Assert.Single(await lab.JobsAsync(video)).State);
        await lab.Database.WriteAsync(session => other.CompleteAsync(session, second), None);
        Assert.Equal("done", Assert.Single(await lab.JobsAsync(video)).State);
    }

    [Theory, OnBothEngines]
    public async Task A_failed_try_waits_longer_each_time(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine);
        var queue = NewQueue(lab);
        await EnqueueAsync(lab, queue, JobKind.Encode);
        foreach (var seconds in (int[])[5, 20, 80, 320])
        {
            var job = (await queue.ClaimAsync(JobKind.Encode, None))!;

            var wait = await queue.RetryLaterAsync(job, None) - clock.GetUtcNow();

            Assert.InRange(wait.TotalSeconds, seconds * 0.5, seconds * 1.5);
            clock.Advance(wait - TimeSpan.FromMilliseconds(10));
            Assert.Null(await queue.ClaimAsync(JobKind.Encode, None));
            clock.Advance(TimeSpan.FromMilliseconds(20));
        }

        Assert.Equal(5, (await queue.ClaimAsync(JobKind.Encode, None))!.Attempts);
    }

    [Theory, OnBothEngines]
    public async Task Only_the_jobs_of_dead_processes_are_put_back(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine);
        var elsewhere = new LeaseOwner("another-machine", 1, 1);
        var owners = new[] { await DeadProcessAsync(), LeaseOwner.Current, elsewhere, LeaseOwner.Current with { StartTicks = 1 } };
        var videos = new List<Id>();
        foreach (var owner in owners)
        {
            var queue = NewQueue(lab, owner);
            videos.Add(await EnqueueAsync(lab, queue, JobKind.Encode));
            Assert.NotNull(await queue.ClaimAsync(JobKind.Encode, None));
        }

        Assert.Equal(2, await NewQueue(lab).FreeDeadAsync(None));

        var states = new List<string>();
        foreach (var video in videos)
            states.Add(Assert.Single(await lab.JobsAsync(video)).State);
        Assert.Equal(["queued", "running", "running", "queued"], states);
    }

    [Theory, OnBothEngines]
    public async Task A_returned_job_has_not_used_up_a_try(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine);
        var queue = NewQueue(lab);
        await EnqueueAsync(lab, queue, JobKind.Encode);

        await queue.ReturnAsync((await queue.ClaimAsync(JobKind.Encode, None))!, None);

        Assert.Equal(1, (await queue.ClaimAsync(JobKind.Encode, None))!.Attempts);
    }

    [Theory, OnBothEngines]
    public async Task Workers_are_woken_by_a_commit_and_by_nothing_less(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine);
        var signals = new JobSignals();
        var queue = new JobQueue(lab.Database, signals, LeaseOwner.Current, clock);
        var video = await lab.AddVideoAsync(null);
        var woken = signals.Queued.Next;

        await Assert.ThrowsAsync<InvalidOperationException>(() => lab.Database.WriteAsync(async session =>
        {
            await queue.EnqueueAsync(session, JobKind.Encode, video);
            throw new InvalidOperationException();
        }, None));

        Assert.False(woken.IsCompleted);
        Assert.Null(await queue.ClaimAsync(JobKind.Encode, None));
        await lab.Database.WriteAsync(async session =>
        {
            await queue.EnqueueAsync(session, JobKind.Encode, video);
            Assert.False(woken.IsCompleted);
        }, None);
        Assert.True(woken.IsCompleted);
    }

    [Theory, OnBothEngines]
    public async Task Finished_jobs_are_forgotten_after_a_while(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine);
        var queue = NewQueue(lab);
        await EnqueueAsync(lab, queue, JobKind.Encode);
        var job = (await queue.ClaimAsync(JobKind.Encode, None))!;
        await lab.Database.WriteAsync(session => queue.FailAsync(session, job, "No."), None);

        Assert.Equal(0, await queue.ForgetFinishedAsync(TimeSpan.FromDays(30), None));
        clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal(1, await queue.ForgetFinishedAsync(TimeSpan.FromDays(30), None));
    }

    [Theory, OnBothEngines]
    public async Task Looking_for_work_walks_the_index_of_jobs_to_do(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine);

        var plan = await lab.Database.WriteAsync(async session =>
        {
            // PostgreSQL reads a small table whole, whatever indexes it has.
            if (engine == Engine.Postgres)
                await session.ExecuteAsync("SET LOCAL enable_seqscan = off");
            var rows = await session.ListAsync<dynamic>(
                $"EXPLAIN {(engine == Engine.Sqlite ? "QUERY PLAN" : "")} {JobQueue.OldestDue}", new { kind = "encode", now = clock.GetUtcNow() });
            return string.Join('\n', rows.SelectMany(row => ((IDictionary<string, object>)row).Values));
        }, None);

        Assert.Contains("jobs_due", plan);
        Assert.DoesNotContain("TEMP B-TREE", plan);
        Assert.DoesNotContain("Sort", plan);
    }

    private JobQueue NewQueue(ProcessingLab lab, LeaseOwner? owner = null) =>
        new(lab.Database, new JobSignals(), owner ?? LeaseOwner.Current, clock);

    private async Task<Id> EnqueueAsync(ProcessingLab lab, JobQueue queue, JobKind kind)
    {
        // No two at one time: the oldest is claimed first.
        clock.Advance(TimeSpan.FromMilliseconds(1));
        var video = await lab.AddVideoAsync(null);
        await lab.Database.WriteAsync(session => queue.EnqueueAsync(session, kind, video), None);
        return video;
    }

    private static async Task<LeaseOwner> DeadProcessAsync()
    {
        using var process = Process.Start("sleep", "60");
        var ticks = long.Parse((await File.ReadAllTextAsync($"/proc/{process.Id}/stat")).Split(' ')[21]);
        var owner = new LeaseOwner(System.Environment.MachineName, process.Id, ticks);
        Assert.False(owner.IsKnownDead);
        process.Kill();
        await process.WaitForExitAsync();
        return owner;
    }

    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => now;

        public void Advance(TimeSpan time) => now += time;
    }
}
