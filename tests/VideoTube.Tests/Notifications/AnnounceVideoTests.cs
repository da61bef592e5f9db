using VideoTube.Data;
using VideoTube.Moderation;
using VideoTube.Notifications;
using VideoTube.Processing;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Notifications;

public sealed class AnnounceVideoTests
{
    [Theory, OnBothEngines]
    public async Task Thousands_are_told_in_batches_and_after_a_crash_nobody_twice(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var video = await site.AddAsync(owner, new Listed("New"));
        const int many = AnnounceVideo.Batch * 2 + 50;
        await CrowdAsync(site, owner, many);
        var (queue, announce) = (site.Get<JobQueue>(), site.Get<AnnounceVideo>());
        var job = await ClaimAsync(site, video);

        // The process dies after its second batch: its transaction stands, the job does not end.
        using var dying = new CancellationTokenSource();
        using var heard = site.Get<Events>().Subscribe(Notify.Topic, _ => dying.Cancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => announce.RunAsync(job, dying.Token));
        var told = await site.CountAsync($"notifications WHERE video_id = '{video}'");
        Assert.InRange(told, 1, many - 1);
        heard.Dispose();
        await queue.ReturnAsync(job, CancellationToken.None);

        await announce.RunAsync(await AgainAsync(site, job), CancellationToken.None);

        Assert.Equal(many, await site.CountAsync($"notifications WHERE video_id = '{video}'"));
        Assert.Equal(many, await site.CountAsync($"(SELECT DISTINCT user_id FROM notifications WHERE video_id = '{video}') AS people"));
        Assert.Equal(1, await site.CountAsync($"jobs WHERE id = '{job.Id}' AND state = 'done'"));
    }

    [Theory, OnBothEngines]
    public async Task Whoever_is_banned_or_came_later_is_not_told_and_a_hidden_video_tells_nobody(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var banned = await site.SignUpAsync();
        using var early = await site.SignUpAsync();
        using var late = await site.SignUpAsync();
        await site.SubscribeAsync(banned, owner);
        await site.SubscribeAsync(early, owner);
        await site.WriteAsync(session => session.ExecuteAsync("UPDATE users SET banned_at = 1 WHERE id = @id", new { id = banned.Id }));
        var (shown, hidden) = (await site.AddAsync(owner, new Listed("Shown")), await site.AddAsync(owner, new Listed("Hidden") { Published = false }));
        var (first, second) = (await ClaimAsync(site, shown), await ClaimAsync(site, hidden));
        await site.SubscribeAsync(late, owner);

        await site.Get<AnnounceVideo>().RunAsync(first, CancellationToken.None);
        await site.Get<AnnounceVideo>().RunAsync(second, CancellationToken.None);

        Assert.Equal(["video"], await early.KindsAsync());
        Assert.Equal(1, await site.CountAsync($"notifications WHERE video_id = '{shown}'"));
        Assert.Equal(0, await site.CountAsync($"notifications WHERE video_id = '{hidden}'"));
    }

    [Theory, OnBothEngines]
    public async Task What_was_withheld_before_it_was_first_there_is_announced_when_it_comes_back(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var fan = await site.SignUpAsync();
        await site.SubscribeAsync(fan, owner);
        var (taken, banned) = (await site.AddAsync(owner, new Listed("Taken") { Published = false }), await site.AddAsync(owner, new Listed("Banned") { Published = false }));
        await site.Get<TakeDown>().RunAsync(Actor.CommandLine, SubjectKind.Video, taken, "Rules", byLaw: false, CancellationToken.None);
        Assert.Equal(200, (await owner.Client.PatchAsync($"videos/toggle/publish/{taken}")).Status);

        await site.Get<RestoreSubject>().RunAsync(Actor.CommandLine, SubjectKind.Video, taken, "A mistake", CancellationToken.None);
        await Told.UntilAsync(async () => (await fan.KindsAsync()).Count == 1);

        // It is published, say by a request that was on its way, while its owner is banned.
        await site.Get<BanUser>().RunAsync(Actor.CommandLine, owner.Id, "Spam", until: null, CancellationToken.None);
        await site.WriteAsync(session => session.ExecuteAsync("UPDATE videos SET published = TRUE WHERE id = @banned", new { banned }));
        await site.Get<LiftBan>().RunAsync(Actor.CommandLine, owner.Id, "", CancellationToken.None);
        await Told.UntilAsync(async () => (await fan.KindsAsync()).Count == 2);

        await site.Get<TakeDown>().RunAsync(Actor.CommandLine, SubjectKind.Video, taken, "Rules", byLaw: false, CancellationToken.None);
        await site.Get<RestoreSubject>().RunAsync(Actor.CommandLine, SubjectKind.Video, taken, "", CancellationToken.None);
        Assert.Equal(1, await site.CountAsync($"jobs WHERE subject = '{taken}'"));
        Assert.Equal(1, await site.CountAsync($"jobs WHERE subject = '{banned}'"));
    }

    [Theory, OnBothEngines]
    public async Task A_members_only_video_is_announced_to_members_and_to_the_others_when_it_is_there_for_all(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var member = await site.SignUpAsync();
        using var former = await site.SignUpAsync();
        using var fan = await site.SignUpAsync();
        foreach (var who in new[] { member, former, fan })
            await site.SubscribeAsync(who, owner);
        Assert.Equal(200, (await owner.Client.PutAsync($"memberships/members/{member.Id}", new { days = 30 })).Status);
        await site.WriteAsync(session => session.ExecuteAsync(
            "INSERT INTO memberships (channel_id, user_id, source, expires_at, created_at) VALUES (@channel, @user, 'hand', 1, 1)", new { channel = owner.Id, user = former.Id }));
        var video = await site.AddAsync(owner, new Listed("Early") { Visibility = "members", Published = false });

        Assert.Equal(200, (await owner.Client.PatchAsync($"videos/toggle/publish/{video}")).Status);
        await DoneAsync(1);
        Assert.Equal(["video"], await member.KindsAsync());
        Assert.Equal(1, await site.CountAsync($"notifications WHERE video_id = '{video}'"));
        await owner.Client.PatchAsync($"videos/{video}", new { title = "Still early" });
        Assert.Equal(1, await site.CountAsync($"jobs WHERE subject = '{video}'"));

        await owner.Client.PatchAsync($"videos/{video}", new { visibility = "public" });
        await DoneAsync(2);
        Assert.Equal(["video"], await fan.KindsAsync());
        Assert.Equal(["video"], await former.KindsAsync());
        Assert.Equal(["video"], await member.KindsAsync());

        Task DoneAsync(long jobs) =>
            Told.UntilAsync(async () => await site.CountAsync($"jobs WHERE subject = '{video}' AND state = 'done'") == jobs);
    }

    /// <summary>A job that this test holds: the site's own worker never sees it waiting.</summary>
    private static async Task<Job> ClaimAsync(TestSite site, Id video)
    {
        var job = new Job { Id = Id.New(site.Get<TimeProvider>()), Kind = JobKind.Announce, Subject = video, Attempts = 1, LeaseOwner = "test" };
        var now = site.Get<TimeProvider>().GetUtcNow();
        await site.WriteAsync(session => session.ExecuteAsync("""
            INSERT INTO jobs (id, kind, subject, state, attempts, run_at, lease_owner, lease_until, created_at, updated_at)
            VALUES (@Id, 'announce', @Subject, 'running', 1, @now, 'test', @until, @now, @now)
            """, new { job.Id, job.Subject, now, until = now.AddHours(1) }));
        return job;
    }

    private static async Task<Job> AgainAsync(TestSite site, Job job)
    {
        var again = job with { Attempts = 2 };
        await site.WriteAsync(session => session.ExecuteAsync(
            "UPDATE jobs SET state = 'running', attempts = 2, lease_owner = 'test', lease_until = @until WHERE id = @Id",
            new { job.Id, until = site.Get<TimeProvider>().GetUtcNow().AddHours(1) }));
        return again;
    }

    private static Task CrowdAsync(TestSite site, Member channel, int count) => site.WriteAsync(async session =>
    {
        var time = site.Get<TimeProvider>();
        for (var i = 0; i < count; i++)
        {
            var id = Id.New(time);
            await session.ExecuteAsync("""
                INSERT INTO users (id, username, email, fullname, password_hash, created_at, updated_at)
                VALUES (@id, @name, @mail, 'One of many', '', @now, @now)
                """, new { id, name = $"crowd-{id}", mail = $"{id}@example.org", now = time.GetUtcNow() });
            await session.ExecuteAsync("INSERT INTO subscriptions (id, subscriber_id, channel_id, created_at) VALUES (@sub, @id, @channel, @now)",
                new { sub = Id.New(time), id, channel = channel.Id, now = time.GetUtcNow() });
        }
    });
}
