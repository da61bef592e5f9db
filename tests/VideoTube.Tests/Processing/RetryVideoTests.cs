using VideoTube.Data;
using VideoTube.Processing;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Processing;

public sealed class RetryVideoTests
{
    [Theory, OnBothEngines]
    public async Task An_owner_tries_a_failed_video_again(Engine engine)
    {
        await using var site = await QuietAsync(engine);
        using var owner = await site.SignUpAsync();
        var video = await FailedAsync(site, owner, "failed");

        var answer = await owner.Client.PostAsync($"videos/{video}/retry");

        Assert.True(answer.Status == 202, answer.Text);
        Assert.Equal(($"/api/v1/videos/{video}", "processing"), (answer.Header("Location"), (string?)answer.Data["status"]));
        Assert.Null((string?)answer.Data["failure"]);
        Assert.Equal((409, "video.not_failed"), Short(await owner.Client.PostAsync($"videos/{video}/retry")));
    }

    [Theory, OnBothEngines]
    public async Task A_video_that_lacks_its_smaller_sizes_may_be_tried_again_too(Engine engine)
    {
        await using var site = await QuietAsync(engine);
        using var owner = await site.SignUpAsync();

        Assert.Equal(202, (await owner.Client.PostAsync($"videos/{await FailedAsync(site, owner, "ready")}/retry")).Status);
    }

    [Theory, OnBothEngines]
    public async Task Nobody_else_may_and_nothing_else_can_be_tried_again(Engine engine)
    {
        await using var site = await QuietAsync(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        var failed = await FailedAsync(site, owner, "failed");
        var hidden = await site.AddAsync(owner, new Listed("Hidden") { Status = "failed", Visibility = "private" });
        var ready = await site.AddAsync(owner, new Listed("Ready"));
        var bare = await site.AddAsync(owner, new Listed("Without a file") { Status = "failed", Playable = false });

        Assert.Equal(401, (await site.NewClient().PostAsync($"videos/{failed}/retry")).Status);
        Assert.Equal((403, "video.not_yours"), Short(await other.Client.PostAsync($"videos/{failed}/retry")));
        Assert.Equal((404, "video.not_found"), Short(await other.Client.PostAsync($"videos/{hidden}/retry")));
        Assert.Equal((409, "video.not_failed"), Short(await owner.Client.PostAsync($"videos/{ready}/retry")));
        Assert.Equal((409, "video.no_file"), Short(await owner.Client.PostAsync($"videos/{bare}/retry")));
        Assert.Equal(404, (await owner.Client.PostAsync("videos/65f000000000000000000000/retry")).Status);
        Assert.Equal(400, (await owner.Client.PostAsync("videos/twelve/retry")).Status);
        Assert.Equal("failed", (string?)(await owner.Client.GetAsync($"videos/{failed}")).Data["status"]);
        await using var read = await site.Get<Database>().ReadAsync(CancellationToken.None);
        Assert.Equal(0, await read.GetAsync<long>("SELECT COUNT(*) FROM jobs"));
    }

    /// <summary>A site whose workers find nothing due: what is queued stays so.</summary>
    private static Task<TestSite> QuietAsync(Engine engine) => TestSite.StartAsync(engine, customize: builder =>
    {
        foreach (var worker in builder.Services.Where(service => service.ServiceType == typeof(Microsoft.Extensions.Hosting.IHostedService) && service.ImplementationFactory?.Method.DeclaringType?.FullName?.Contains(nameof(ProcessingServices)) == true).ToList())
            builder.Services.Remove(worker);
    });

    private static async Task<Id> FailedAsync(TestSite site, Member owner, string status)
    {
        var video = await site.AddAsync(owner, new Listed("Broken") { Status = status });
        await site.Get<Database>().ExecuteAsync(
            "UPDATE videos SET original = 'videos/x/original.mp4', failure = 'It is broken.' WHERE id = @video", new { video }, CancellationToken.None);
        return video;
    }

    private static (int, string?) Short(Answer answer) => (answer.Status, answer.Code);
}
