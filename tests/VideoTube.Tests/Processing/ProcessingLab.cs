using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VideoTube.Configuration;
using VideoTube.Data;
using VideoTube.Media.Chunks;
using VideoTube.Processing;
using VideoTube.Storage;
using VideoTube.Tests.Testing;
using VideoTube.Videos;

namespace VideoTube.Tests.Processing;

/// <summary>A worker with a database and a data folder of its own. It works once <see cref="StartAsync"/> was called.</summary>
internal sealed class ProcessingLab : IAsyncDisposable
{
    // Long, because the whole test run shares two cores; nothing waits this long when all is well.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string folder;
    private readonly IHost host;

    private ProcessingLab(string folder, IHost host, Dictionary<string, string> environment) =>
        (this.folder, this.host, Environment) = (folder, host, environment);

    /// <summary>For a child process on the same data.</summary>
    public Dictionary<string, string> Environment { get; }

    public string DataFolder => Path.Combine(folder, "data");

    public string WorkFolder => Path.Combine(DataFolder, "temp", "work");

    public T Get<T>() where T : notnull => host.Services.GetRequiredService<T>();

    public Database Database => Get<Database>();

    public static Task<ProcessingLab> NewAsync(Engine engine, params (string Name, string Value)[] settings) =>
        NewAsync(engine, TimeProvider.System, settings);

    public static Task<ProcessingLab> NewAsync(Engine engine, TimeProvider time, params (string Name, string Value)[] settings) =>
        NewAsync(engine, time, new ChunkOptions(), settings);

    /// <param name="chunks">How long videos are cut.</param>
    public static async Task<ProcessingLab> NewAsync(Engine engine, TimeProvider time, ChunkOptions chunks, params (string Name, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("videotube-test-").FullName;
        var values = new Dictionary<string, string> { ["DATA_DIR"] = Path.Combine(folder, "data") };
        if (engine == Engine.Postgres)
            values["DATABASE_URL"] = await (await SharedSites.PostgresAsync()).NewDatabaseAsync();
        foreach (var (name, value) in settings)
            values[name] = value;
        var host = Build(values, time, chunks);
        await Site.PrepareAsync(host, CancellationToken.None);
        return new ProcessingLab(folder, host, values);
    }

    /// <summary>A second host on the same data, as of another machine.</summary>
    public async Task<IHost> StartAnotherAsync(TimeProvider time, ChunkOptions chunks)
    {
        var another = Build(Environment, time, chunks, LeaseOwner.Current with { Host = "another" });
        await Site.PrepareAsync(another, CancellationToken.None);
        await another.StartAsync();
        return another;
    }

    private static IHost Build(Dictionary<string, string> values, TimeProvider time, ChunkOptions chunks, LeaseOwner? owner = null) =>
        Site.BuildWorker(SettingsReader.Read(values), builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton(time);
            builder.Services.AddSingleton(chunks);
            builder.Services.AddSingleton(owner ?? LeaseOwner.Current);
        });

    public Task StartAsync() => host.StartAsync();

    /// <summary>Where no worker runs: does the next job of this kind, however it ends. False when none is due.</summary>
    public async Task<bool> DoNextAsync(JobKind kind)
    {
        if (await Get<JobQueue>().ClaimAsync(kind, CancellationToken.None) is not { } job)
            return false;
        await Get<JobAttempt>().RunAsync(job, CancellationToken.None);
        return true;
    }

    public Task StopAsync() => host.StopAsync();

    /// <summary>As an upload ends: the original is in the store, the row says processing.</summary>
    public async Task<Id> AddVideoAsync(string? clip)
    {
        var (user, video) = (Id.New(TimeProvider.System), Id.New(TimeProvider.System));
        var original = VideoKeys.Folder(video) / ("original" + Path.GetExtension(clip ?? ".mp4"));
        if (clip is not null)
        {
            await using var file = File.OpenRead(clip);
            await Get<IMediaStore>().PutAsync(original, file, CancellationToken.None);
        }

        await Database.WriteAsync(async session =>
        {
            await session.ExecuteAsync("""
                INSERT INTO users (id, username, email, fullname, password_hash, created_at, updated_at)
                VALUES (@user, @name, @name, 'Somebody', '', 0, 0)
                """, new { user, name = user.ToString() });
            await session.ExecuteAsync("""
                INSERT INTO videos (id, owner_id, title, description, published, status, node, original, created_at, updated_at)
                VALUES (@video, @user, 'A clip', '', TRUE, 'processing', 'test', @original, 0, 0)
                """, new { video, user, original = original.Value });
        }, CancellationToken.None);
        return video;
    }

    public Task EnqueueAsync(JobKind kind, Id video) =>
        Database.WriteAsync(session => Get<JobQueue>().EnqueueAsync(session, kind, video), CancellationToken.None);

    /// <summary>Adds the clip and lets the worker at it.</summary>
    public async Task<Id> UploadAsync(string clip)
    {
        var video = await AddVideoAsync(clip);
        await EnqueueAsync(JobKind.Prepare, video);
        return video;
    }

    public async Task<VideoRow> VideoAsync(Id video)
    {
        await using var session = await Database.ReadAsync(CancellationToken.None);
        return await session.GetAsync<VideoRow>("""
            SELECT status, playable, progress, failure, original_type, poster, duration, width, height FROM videos WHERE id = @video
            """, new { video });
    }

    public async Task<IReadOnlyList<RenditionRow>> RenditionsAsync(Id video)
    {
        await using var session = await Database.ReadAsync(CancellationToken.None);
        return await session.ListAsync<RenditionRow>(
            "SELECT name, playlist, codecs, width, height, is_copy, complete FROM renditions WHERE video_id = @video ORDER BY height DESC", new { video });
    }

    public async Task<IReadOnlyList<JobRow>> JobsAsync(Id video)
    {
        await using var session = await Database.ReadAsync(CancellationToken.None);
        return await session.ListAsync<JobRow>(
            "SELECT id, kind, state, attempts, run_at, progress, lease_owner, error FROM jobs WHERE subject = @video ORDER BY created_at, id", new { video });
    }

    /// <summary>The video when it is ready or failed, and nothing works on what is around it.</summary>
    public async Task<VideoRow> WaitForEndAsync(Id video)
    {
        await WaitAsync(() => VideoAsync(video), row => row.Status is "ready" or "failed");
        if (Environment.GetValueOrDefault("ENCODERS") != "0")
            await WaitAsync(() => JobsAsync(video), jobs => jobs.All(job => job.Kind != "storyboard" || job.State is "done" or "failed"));
        await WaitAsync(() => Task.FromResult(HasWorkFiles), isThere => !isThere);
        return await VideoAsync(video);
    }

    public List<string> FilesOf(MediaKey folder) => [.. Directory.EnumerateFiles(PathOf(folder.Value), "*", SearchOption.AllDirectories)];

    public static async Task<T> WaitAsync<T>(Func<Task<T>> look, Func<T, bool> enough)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (enough(seen))
                return seen;
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, $"Waited for something that did not come; last seen: {seen}");
            await Task.Delay(20);
        }
    }

    public string ReadMedia(string key) => File.ReadAllText(PathOf(key));

    public string PathOf(string key) => ((ILocalFiles)Get<IMediaStore>()).PathOf(MediaKey.Parse(key));

    /// <summary>Runs of this lab in progress: every one names a file of its data folder.</summary>
    public int CountFfmpeg() => Directory.GetDirectories("/proc").Count(IsOurFfmpeg);

    public bool HasWorkFiles => Directory.Exists(WorkFolder) && Directory.EnumerateFiles(WorkFolder, "*", SearchOption.AllDirectories).Any();

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private bool IsOurFfmpeg(string process)
    {
        try
        {
            var command = File.ReadAllText(Path.Combine(process, "cmdline"));
            return command.StartsWith("/usr/bin/ffmpeg\0") && command.Contains(folder);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

internal sealed record VideoRow
{
    public string Status { get; init; } = "";
    public bool Playable { get; init; }
    public int Progress { get; init; }
    public string? Failure { get; init; }
    public string? OriginalType { get; init; }
    public string? Poster { get; init; }
    public double Duration { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }
}

internal sealed record RenditionRow
{
    public string Name { get; init; } = "";
    public string Playlist { get; init; } = "";
    public string Codecs { get; init; } = "";
    public int Width { get; init; }
    public int Height { get; init; }
    public bool IsCopy { get; init; }
    public bool Complete { get; init; }
}

internal sealed record JobRow
{
    public Id Id { get; init; }
    public string Kind { get; init; } = "";
    public string State { get; init; } = "";
    public int Attempts { get; init; }
    public long RunAt { get; init; }
    public int Progress { get; init; }
    public string? LeaseOwner { get; init; }
    public string? Error { get; init; }
}
