using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VideoTube.Configuration;
using VideoTube.Media.Running;
using VideoTube.Processing;

namespace VideoTube.Bench;

/// <summary>
/// A whole site takes a file and makes its ladder: how long each job takes, how much of that are ffmpeg and ffprobe, and what
/// the sandbox adds to a run of theirs, by turns with runs that have none.
/// </summary>
internal static class ShareBench
{
    public static async Task<int> RunAsync(string source, string folder, int rounds)
    {
        var (sandboxed, bare) = (new List<Round>(), new List<Round>());
        var data = Path.Combine(folder, "site");
        if (Directory.Exists(data))
            Directory.Delete(data, recursive: true);
        var recorder = new Recorder();
        var log = new JobLog(recorder);
        var settings = SettingsReader.Read(new Dictionary<string, string> { ["DATA_DIR"] = data, ["PORT"] = "0", ["HOST"] = "127.0.0.1" });
        await using var site = Site.Build(settings, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Logging.AddProvider(log);
            builder.Services.AddSingleton<IMediaRunner>(services => recorder.Begin(services.GetRequiredService<CheckedMediaRunner>()));
        });
        site.Urls.Add("http://127.0.0.1:0");
        await Site.PrepareAsync(site, CancellationToken.None);
        await site.StartAsync();
        using var client = await SignInAsync(site.Urls.First());
        for (var round = 0; round <= rounds; round++)
            foreach (var isBare in (bool[])[false, true])
            {
                recorder.IsBare = isBare;
                var result = await UploadAsync(client, source, recorder, log);
                if (round > 0) // the first warms the JIT and the disk's cache
                    (isBare ? bare : sandboxed).Add(result);
            }

        Print(source, rounds, sandboxed, bare);
        await site.StopAsync();
        return 0;
    }

    private static async Task<HttpClient> SignInAsync(string address)
    {
        var client = new HttpClient { BaseAddress = new Uri($"{address}/api/v1/") };
        var person = new { fullname = "Bench", email = "b@example.org", username = "bencher", password = "a long enough secret" };
        (await client.PostAsJsonAsync("users/register", person)).EnsureSuccessStatusCode();
        var answer = await (await client.PostAsJsonAsync("users/login", person)).Content.ReadFromJsonAsync<JsonNode>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)answer!["data"]!["accessToken"]!);
        return client;
    }

    private static async Task<Round> UploadAsync(HttpClient client, string source, Recorder recorder, JobLog log)
    {
        recorder.Runs.Clear();
        log.Jobs.Clear();
        var own = Process.GetCurrentProcess().TotalProcessorTime;
        using var form = new MultipartFormDataContent { { new StreamContent(File.OpenRead(source)), "videoFile", "clip.mp4" } };
        var answer = await client.PostAsync("videos", form);
        answer.EnsureSuccessStatusCode();
        var watch = Stopwatch.StartNew();
        var id = (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["data"]!["_id"]!;
        // Asking the site would cost it what is measured here.
        var ready = 0.0;
        while (!log.Jobs.Any(job => job.Kind == JobKind.Storyboard))
        {
            await Task.Delay(10);
            if (ready == 0 && log.Jobs.Any(job => job.Kind == JobKind.Encode))
                ready = watch.Elapsed.TotalSeconds;
        }

        (await client.DeleteAsync($"videos/{id}")).EnsureSuccessStatusCode();
        return new Round(ready, (Process.GetCurrentProcess().TotalProcessorTime - own).TotalSeconds, [.. log.Jobs], [.. recorder.Runs]);
    }

    private static void Print(string source, int rounds, List<Round> sandboxed, List<Round> bare)
    {
        Console.WriteLine($"source {Path.GetFileName(source)}: {rounds} rounds, medians");
        foreach (var kind in sandboxed[0].Jobs.Select(job => job.Kind))
        {
            var jobs = sandboxed.Select(round => round.Jobs.First(job => job.Kind == kind)).ToList();
            Console.WriteLine(Line($"  {kind,-10} {Median(jobs.Select(job => job.Seconds)):F2} s, of it not ffmpeg or ffprobe {Median(jobs.Select(job => job.Seconds - job.Runs)) * 1000:F0} ms ({jobs[0].Count} runs)"));
        }

        Console.WriteLine(Line($"  last byte to full ladder {Median(sandboxed.Select(round => round.Ready)):F2} s; without sandbox {Median(bare.Select(round => round.Ready)):F2} s"));
        var runs = sandboxed[0].Runs.Count;
        var added = Enumerable.Range(0, runs).Select(i => Median(sandboxed.Select(round => round.Runs[i].Wall)) - Median(bare.Select(round => round.Runs[i].Wall))).ToList();
        Console.WriteLine(Line($"  the sandbox adds {Median(added) * 1000:F0} ms to a run, median of {runs} runs"));
        var cpu = Median(sandboxed.Select(round => round.Runs.Sum(run => run.Cpu)));
        Console.WriteLine(Line($"  CPU of ffmpeg and ffprobe {cpu:F2} s, of the whole site besides (request and client included) {Median(sandboxed.Select(round => round.Own)):F2} s: {100 * Median(sandboxed.Select(round => round.Own)) / cpu:F1} %"));
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    private sealed record Round(double Ready, double Own, IReadOnlyList<JobTime> Jobs, IReadOnlyList<RunTime> Runs);

    /// <param name="Runs">Seconds of the job that ffmpeg and ffprobe ran.</param>
    /// <param name="Count">How often they ran.</param>
    private sealed record JobTime(JobKind Kind, double Seconds, double Runs, int Count);

    private sealed record RunTime(double Wall, double Cpu);

    /// <summary>Times each run; jobs come one after the other, so those since a job began are its own.</summary>
    private sealed class Recorder : IMediaRunner
    {
        private readonly BareRunner bare = new();
        private IMediaRunner? sandbox;

        public bool IsBare { get; set; }

        public List<RunTime> Runs { get; } = [];

        public Recorder Begin(IMediaRunner runner)
        {
            sandbox = runner;
            return this;
        }

        public async Task<MediaRunResult> RunAsync(MediaRun run, CancellationToken ct)
        {
            var watch = Stopwatch.StartNew();
            var result = await (IsBare ? bare : sandbox!).RunAsync(run, ct);
            lock (Runs)
                Runs.Add(new RunTime(watch.Elapsed.TotalSeconds, result.Cpu?.TotalSeconds ?? 0));
            return result;
        }
    }

    /// <summary>Hears from the log when jobs begin and how long they took.</summary>
    private sealed class JobLog(Recorder recorder) : ILoggerProvider, ILogger
    {
        private readonly Dictionary<JobKind, int> first = [];

        public List<JobTime> Jobs { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error)
                Console.Error.WriteLine(formatter(state, exception));
            if (state is not IReadOnlyList<KeyValuePair<string, object?>> values)
                return;
            if (eventId.Name is not ("JobBegins" or "JobDone"))
                return;
            var kind = (JobKind)values.First(value => value.Key == "Kind").Value!;
            if (eventId.Name == "JobBegins")
            {
                first[kind] = recorder.Runs.Count;
                return;
            }

            var runs = recorder.Runs.Skip(first[kind]).ToList();
            Jobs.Add(new JobTime(kind, (double)values.First(value => value.Key == "Seconds").Value!, runs.Sum(run => run.Wall), runs.Count));
        }

        public void Dispose()
        {
        }
    }
}
