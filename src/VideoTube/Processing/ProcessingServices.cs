using VideoTube.Captions;
using VideoTube.Configuration;
using VideoTube.Data;
using VideoTube.Media.Chunks;
using VideoTube.Notifications;
using VideoTube.Videos;
using VideoTube.Videos.Progress;
using VideoTube.Videos.Replacing;

namespace VideoTube.Processing;

internal static class ProcessingServices
{
    /// <summary>Preparing is mostly waiting for the disk: two at once, so that one large file holds up nobody.</summary>
    private const int Preparers = 2;

    /// <summary>Media tools, the queue, and the workers that run inside this process.</summary>
    public static void AddProcessing(this IServiceCollection services, Settings settings)
    {
        services.AddMedia(settings);
        services.AddSingleton(LeaseOwner.Current);
        services.AddSingleton<JobSignals>();
        services.AddSingleton<JobQueue>();
        services.AddSingleton<JobHeart>();
        services.AddSingleton<JobAttempt>();
        services.AddSingleton<WorkFolders>();
        services.AddSingleton<ProgressSignals>();
        services.AddSingleton<ProcessingStore>();
        services.AddSingleton<OriginalCopies>();
        services.AddSweep<OriginalCopies>();
        services.AddSingleton<Original>();
        services.AddSingleton<CopiedRenditions>();
        services.AddSingleton<UnusedMedia>();
        services.AddSingleton<PrepareVideo>();
        services.AddSingleton(new ChunkOptions());
        services.AddSingleton<ChunkStore>();
        services.AddSingleton<EncodeLadder>();
        services.AddSingleton<EncodeVideo>();
        services.AddSingleton<EncodeChunk>();
        services.AddSingleton<JoinChunks>();
        services.AddSingleton<AbandonChunks>();
        services.AddSingleton<EncodeAv1>();
        services.AddSingleton<PosterCandidates>();
        services.AddSingleton<StoryboardStore>();
        services.AddSingleton<MakeStoryboard>();
        services.AddSingleton<ReplacementStore>();
        services.AddSingleton<TakePlace>();
        services.AddSingleton<MakeTrim>();
        services.AddSingleton<CaptionStore>();
        services.AddSingleton<MoveCaptions>();
        services.AddSingleton<PosterStore>();
        services.AddSingleton<FailVideo>();
        services.AddSingleton<JobStore>();
        services.AddHostedService<ProcessingStartup>();
        services.AddNotify();
        services.AddWorker(1, JobKind.Announce);
        services.AddWorker(1, JobKind.AnnounceToMembers);
        services.AddWorker(Preparers, JobKind.Prepare, JobKind.MoveCaptions);
        services.AddWorker(settings.Encoders, JobKind.Encode, JobKind.Chunk, JobKind.EncodeWhole, JobKind.Trim);
        services.AddWorker(Math.Min(1, settings.Encoders), JobKind.Storyboard);
        // One at a time and apart, so that no ladder waits for what no video needs.
        if (settings.Av1Sizes.Count > 0)
            services.AddWorker(Math.Min(1, settings.Encoders), JobKind.Av1);
    }

    // Not AddHostedService: that takes one service of a type.
    private static void AddWorker(this IServiceCollection services, int atOnce, params JobKind[] kinds) =>
        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<JobWorker>(provider, kinds, atOnce));
}
