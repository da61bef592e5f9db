using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using VideoTube.Data;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Uploads;

public sealed class UncertainCommitTests
{
    [Theory, OnBothEngines]
    public async Task A_video_whose_commit_was_not_answered_keeps_its_file(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, new() { ["ENCODERS"] = "0" }, LoseAnswers);
        using var owner = await site.SignUpAsync();
        var clip = await Clips.H264(2, "320x180");

        var answer = await owner.Client.UploadAsync(clip, ("title", "Kept"));

        Assert.Equal(500, answer.Status);
        var video = (await owner.Client.GetAsync("videos")).Data["docs"]!.AsArray().Single()!;
        Assert.Equal(await File.ReadAllBytesAsync(clip), (await owner.Client.GetAsync((string)video["videoFile"]!)).Bytes);
    }

    private static void LoseAnswers(WebApplicationBuilder builder)
    {
        var real = builder.Services.Single(service => service.ServiceType == typeof(Dialect));
        builder.Services.AddSingleton<Dialect>(provider => new LostAnswer((Dialect)real.ImplementationFactory!(provider)));
    }

    /// <summary>A database whose connection breaks once: right after it committed what made an upload a video.</summary>
    private sealed class LostAnswer(Dialect real) : Dialect
    {
        private bool lost;

        public override string Name => real.Name;
        public override string Address => real.Address;
        public override string SkipLocked => real.SkipLocked;
        public override string RowLock => real.RowLock;
        public override string VideoFacts => real.VideoFacts;
        public override string JoinedNumbers => real.JoinedNumbers;

        public override string DeleteSome(string table, string condition, int limit) => real.DeleteSome(table, condition, limit);

        public override string TextsIn(string parameter) => real.TextsIn(parameter);
        public override string NumbersIn(string parameter) => real.NumbersIn(parameter);
        public override string JoinVideos(string numbers) => real.JoinVideos(numbers);
        public override ValueTask<DbConnection> OpenReaderAsync(CancellationToken ct) => real.OpenReaderAsync(ct);
        public override Task MigrateAsync(Func<Session, Task> act, CancellationToken ct) => real.MigrateAsync(act, ct);
        public override bool IsTaken(Exception exception, out string index) => real.IsTaken(exception, out index);
        public override Task NotifyAsync(Session session, string message, Action<string> deliver) => real.NotifyAsync(session, message, deliver);
        public override Task ListenAsync(Action<string> deliver, Action listening, CancellationToken ct) => real.ListenAsync(deliver, listening, ct);
        public override ValueTask DisposeAsync() => real.DisposeAsync();

        public override async Task<T> WriteAsync<T>(Func<Session, Task<T>> act, CancellationToken ct)
        {
            var isVideo = false;
            var result = await real.WriteAsync(async session =>
            {
                var done = await act(session);
                isVideo = await session.GetAsync<long>("SELECT COUNT(*) FROM videos WHERE status = 'processing'") > 0;
                return done;
            }, ct);
            if (!isVideo || lost)
                return result;
            lost = true;
            throw new IOException("The connection broke before the database answered");
        }
    }
}
