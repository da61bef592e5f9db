using VideoTube.Configuration;
using VideoTube.Data;
using VideoTube.Storage;
using VideoTube.Storage.Cloudinary;
using VideoTube.Storage.Local;
using VideoTube.Storage.Outbox;
using VideoTube.Storage.S3;

namespace VideoTube.MediaHosts;

/// <summary>Where media lives: this machine's disk, or a place beyond it with the disk as its outbox.</summary>
internal static class MediaHostServices
{
    public static void AddMediaStore(this IServiceCollection services, Settings settings)
    {
        if (settings.MediaHost is not { } host)
        {
            services.AddSingleton<IMediaStore>(provider => new LocalMediaStore(settings.MediaFolder, provider.GetRequiredService<TimeProvider>()));
            return;
        }

        services.AddSingleton<MediaHost>(provider => new MediaHost(host, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IMediaStore>(provider => Behind(
            provider.GetRequiredService<MediaHost>(), settings, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<MediaHost>>()));
        services.AddHostedService<MediaDelivery>();
        services.AddSingleton<ISweep, UnfinishedPutsSweep>();
    }

    /// <summary>The store of a command that needs nothing else.</summary>
    public static IMediaStore OpenMedia(this Settings settings, ILogger log) => settings.MediaHost is { } host
        ? Behind(new MediaHost(host, TimeProvider.System), settings, TimeProvider.System, log)
        : new LocalMediaStore(settings.MediaFolder, TimeProvider.System);

    /// <summary>Makes sure that media can go where it should, before anything is promised.</summary>
    /// <exception cref="SettingsException">The place refuses: its name or the secret is wrong.</exception>
    public static async Task CheckMediaHostAsync(this IServiceProvider services, CancellationToken ct)
    {
        if (services.GetService<MediaHost>() is not { } host)
            return;
        try
        {
            await host.CheckAsync(ct).WaitAsync(services.GetRequiredService<Settings>().MediaTimeout, ct);
        }
        catch (MediaHostException fault) when (fault.IsRefusal)
        {
            throw new SettingsException([fault.Message]);
        }
        catch (Exception fault) when (fault is MediaHostException or TimeoutException)
        {
            services.GetRequiredService<ILogger<MediaHost>>().HostAway(fault.Message);
        }
    }

    private static OutboxMediaStore Behind(MediaHost host, Settings settings, TimeProvider time, ILogger log) =>
        new(host.Store, settings.MediaFolder, settings.MediaTimeout, time) { Waits = (key, fault) => log.MediaWaits(key, fault.Message) };
}

/// <summary>The place beyond this machine.</summary>
internal sealed class MediaHost : IDisposable
{
    private readonly HttpClient? http;

    public MediaHost(MediaHostSettings settings, TimeProvider time)
    {
        if (settings.Bucket is { } bucket)
            Store = new S3MediaStore(bucket);
        else
            Store = new CloudinaryMediaStore(settings.Cloudinary!, http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan }, time);
    }

    public IMediaStore Store { get; }

    /// <summary>Asks whether it may be used. One that does not answer may come back; one that refuses will not.</summary>
    /// <exception cref="MediaHostException">It refused, or does not answer.</exception>
    public Task CheckAsync(CancellationToken ct) =>
        Store is S3MediaStore bucket ? bucket.CheckAsync(ct) : Store.FindAsync(MediaKey.Parse("health/check"), ct);

    public void Dispose()
    {
        (Store as IDisposable)?.Dispose();
        http?.Dispose();
    }
}
