using VideoTube.Configuration;
using VideoTube.Data;
using VideoTube.Notifications;
using VideoTube.Videos;
using VideoTube.Videos.Progress;

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
        services.AddSingleton<EncodeLadder>();
        services.AddSingleton<PosterCandidates>();
        services.AddSingleton<StoryboardStore>();
        services.AddSingleton<MakeStoryboard>();
        services.AddSingleton<PosterStore>();
        services.AddSingleton<FailVideo>();
        services.AddSingleton<JobStore>();
        services.AddHostedService<ProcessingStartup>();
        services.AddNotify();
        services.AddWorker(JobKind.Announce, 1);
        services.AddWorker(JobKind.AnnounceToMembers, 1);
        services.AddWorker(JobKind.Prepare, Preparers);
        services.AddWorker(JobKind.Encode, settings.Encoders);
        services.AddWorker(JobKind.Storyboard, Math.Min(1, settings.Encoders));
    }

    // Not AddHostedService: that takes one service of a type.
    private static void AddWorker(this IServiceCollection services, JobKind kind, int atOnce) =>
        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<JobWorker>(provider, kind, atOnce));
}
