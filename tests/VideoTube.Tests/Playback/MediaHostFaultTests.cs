using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using VideoTube.Configuration;
using VideoTube.Storage;
using VideoTube.Storage.Local;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;

namespace VideoTube.Tests.Playback;

/// <summary>What viewers get when the place where media lives does not answer as it should.</summary>
public sealed class MediaHostFaultTests
{
    [Fact]
    public async Task Code_502_when_the_media_host_answers_nonsense() =>
        await AssertAsync(new IOException("nonsense"), 502, "media.host_failed");

    [Fact]
    public async Task Code_504_when_the_media_host_is_too_slow() =>
        await AssertAsync(new TimeoutException(), 504, "media.host_slow");

    [Fact]
    public async Task Code_507_when_the_media_host_is_full()
    {
        await using var site = await StartAsync();
        using var owner = await site.Site.SignUpAsync();
        site.Store.IsFull = true;
        var picture = await File.ReadAllBytesAsync(await Clips.Make("wide.png", "-f lavfi -i testsrc2=size=1280x720 -frames:v 1"), TestContext.Current.CancellationToken);
        using var avatar = Uploading.Form(("avatar", picture, "a.png"));

        var video = await owner.Client.UploadAsync(await Clips.Silent());
        var account = await owner.Client.SendAsync(HttpMethod.Patch, "users/avatar", avatar);

        Assert.Equal((507, "storage.full"), (video.Status, video.Code));
        Assert.Equal((507, "storage.full"), (account.Status, account.Code));
        await site.Site.AssertNothingIsLeftAsync();
        site.Store.IsFull = false;
        await SendAsync(owner);
    }

    [Fact]
    public async Task A_media_host_that_never_answers_is_not_waited_for()
    {
        await using var site = await StartAsync(new() { ["MEDIA_TIMEOUT"] = "1" });
        using var owner = await site.Site.SignUpAsync();
        var video = await SendAsync(owner);
        site.Store.IsSilent = true;

        Assert.Equal(504, (await owner.Client.GetAsync((string)video["videoFile"]!)).Status);
    }

    [Fact]
    public async Task Code_203_a_small_copy_of_the_poster_while_the_media_host_fails()
    {
        await using var site = await StartAsync();
        using var owner = await site.Site.SignUpAsync();
        var video = await SendAsync(owner, withPicture: true);
        var poster = (string)video["thumbnail"]!;
        var real = await owner.Client.GetAsync(poster);
        site.Store.Fault = new IOException("nonsense");

        var copy = await owner.Client.GetAsync(poster);

        Assert.Equal((203, "image/jpeg", "no-store"), (copy.Status, copy.Header("Content-Type"), copy.Header("Cache-Control")));
        Assert.Equal([0xFF, 0xD8, 0xFF], copy.Bytes[..3]);
        Assert.InRange(copy.Bytes.Length, 100, Math.Min(5000, real.Bytes.Length));
    }

    [Theory, OnBothEngines]
    public async Task Code_307_the_address_of_a_poster_that_stays_leads_to_the_one_of_today(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var video = await SendAsync(owner, withPicture: true);

        var answer = await visitor.GetAsync($"/media/videos/{video["_id"]}/poster");

        Assert.Equal((307, (string)video["thumbnail"]!), (answer.Status, answer.Header("Location")));
        await owner.Client.PatchAsync($"videos/{video["_id"]}", new { visibility = "private" });
        Assert.Equal(404, (await visitor.GetAsync($"/media/videos/{video["_id"]}/poster")).Status);
        Assert.Equal(404, (await visitor.GetAsync("/media/videos/nonsense/poster")).Status);
    }

    private static async Task AssertAsync(Exception fault, int status, string code)
    {
        await using var site = await StartAsync();
        using var owner = await site.Site.SignUpAsync();
        var video = await SendAsync(owner);
        site.Store.Fault = fault;

        var answer = await owner.Client.GetAsync((string)video["videoFile"]!);

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.NotNull(answer.Header("Retry-After"));
    }

    private static async Task<JsonNode> SendAsync(Member owner, bool withPicture = false)
    {
        var clip = await File.ReadAllBytesAsync(await Clips.Silent(), TestContext.Current.CancellationToken);
        var picture = await File.ReadAllBytesAsync(await Clips.Make("wide.png", "-f lavfi -i testsrc2=size=1280x720 -frames:v 1"), TestContext.Current.CancellationToken);
        using var form = withPicture
            ? Uploading.Form(("videoFile", clip, "a.mp4"), ("thumbnail", picture, "t.png"))
            : Uploading.Form(("videoFile", clip, "a.mp4"));
        var answer = await owner.Client.SendAsync(HttpMethod.Post, "videos", form);
        Assert.Equal(201, answer.Status);
        return answer.Data;
    }

    private static async Task<Hosted> StartAsync(Dictionary<string, string>? settings = null)
    {
        settings ??= [];
        settings["ENCODERS"] = "0";
        var site = await TestSite.StartAsync(Engine.Sqlite, settings, builder => builder.Services.AddSingleton<IMediaStore>(provider =>
            new DistantStore(new LocalMediaStore(provider.GetRequiredService<Settings>().MediaFolder, TimeProvider.System))));
        return new Hosted(site, (DistantStore)site.Get<IMediaStore>());
    }

    private sealed record Hosted(TestSite Site, DistantStore Store) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }

    /// <summary>Stands in for another company's servers: a store that is reached through streams alone, and can fail.</summary>
    private sealed class DistantStore(IMediaStore inner) : IMediaStore
    {
        public Exception? Fault { get; set; }

        /// <summary>Takes questions and never answers.</summary>
        public bool IsSilent { get; set; }

        public bool IsFull { get; set; }

        public async Task<MediaFacts?> FindAsync(MediaKey key, CancellationToken ct)
        {
            if (IsSilent)
                await Task.Delay(Timeout.Infinite, ct);
            return Fault is null ? await inner.FindAsync(key, ct) : throw Fault;
        }

        public Task<Stream> OpenAsync(MediaKey key, long offset, long? length, CancellationToken ct) => inner.OpenAsync(key, offset, length, ct);
        public Task PutAsync(MediaKey key, Stream content, CancellationToken ct) => IsFull ? throw Full(key) : inner.PutAsync(key, content, ct);
        public Task PutFileAsync(MediaKey key, string path, CancellationToken ct) => IsFull ? throw Full(key) : inner.PutFileAsync(key, path, ct);
        public Task<bool> DeleteAsync(MediaKey key, CancellationToken ct) => inner.DeleteAsync(key, ct);
        public Task DeleteAllAsync(MediaKey folder, CancellationToken ct) => inner.DeleteAllAsync(folder, ct);
        public IAsyncEnumerable<MediaKey> ListAsync(MediaKey folder, CancellationToken ct) => inner.ListAsync(folder, ct);

        private static MediaStoreFullException Full(MediaKey key) => new(key, new IOException("quota"));
    }
}
