using System.Text;
using Microsoft.Extensions.DependencyInjection;
using VideoTube.Configuration;
using VideoTube.Data;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Faults;

/// <summary>
/// A site that is killed and started again over many rounds: on SQLite one process that does all; on PostgreSQL one that
/// serves and one that encodes, without namespaces.
/// </summary>
internal sealed class FaultLab : IAsyncDisposable
{
    // Long, because the whole test run shares two cores; nothing waits this long when all is well.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string folder = Directory.CreateTempSubdirectory("videotube-faults-").FullName;
    private readonly List<Client> clients = [];
    private readonly StringBuilder notes = new();
    private readonly long began = TimeProvider.System.GetTimestamp();
    private readonly bool hasWorker;
    private TaskCompletionSource<Client> listening = NewListening();
    private ChildProgram? server;
    private ChildProgram? worker;
    private ServiceProvider? data;
    private Person? person;

    private FaultLab(Engine engine, string? database)
    {
        hasWorker = engine == Engine.Postgres;
        Environment = new() { ["DATA_DIR"] = Path.Combine(folder, "data"), ["ENCODERS"] = hasWorker ? "0" : "1", ["SANDBOX"] = hasWorker ? "limits" : "bubblewrap" };
        if (database is not null)
            Environment["DATABASE_URL"] = database;
    }

    public Dictionary<string, string> Environment { get; }

    public string DataFolder => Environment["DATA_DIR"];

    public string MediaFolder => Path.Combine(DataFolder, "media");

    public Database Database => data!.GetRequiredService<Database>();

    /// <summary>What happened in this round, and what the programs said.</summary>
    public string Story => $"{notes}\n-- the site said:\n{server?.Said}{(worker is null ? "" : $"\n-- the worker said:\n{worker.Said}")}";

    public static async Task<FaultLab> StartAsync(Engine engine)
    {
        var lab = new FaultLab(engine, engine == Engine.Postgres ? await (await SharedSites.PostgresAsync()).NewDatabaseAsync() : null);
        await lab.ServeAsync();
        if (lab.hasWorker)
            lab.worker = ChildProgram.Start("worker", lab.WorkerEnvironment);
        var services = new ServiceCollection();
        services.AddData(SettingsReader.Read(lab.Environment));
        lab.data = services.BuildServiceProvider();
        return lab;
    }

    /// <summary>Somebody who is signed in, as soon as the site listens.</summary>
    public Task<Client> ClientAsync() => Volatile.Read(ref listening).Task.WaitAsync(Patience);

    public void Note(string what)
    {
        lock (notes)
            notes.AppendLine($"{TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.000} {what}");
    }

    public void ForgetNotes()
    {
        lock (notes)
            notes.Clear();
    }

    /// <summary>Kills it; <see cref="RestartAsync"/> starts it again.</summary>
    /// <returns>False when there was nothing of the kind to kill.</returns>
    public async Task<bool> KillAsync(FaultKill kill)
    {
        switch (kill.Victim)
        {
            case FaultVictim.Server:
                Volatile.Write(ref listening, NewListening());
                await server!.KillAsync();
                return true;
            case FaultVictim.Worker:
                await worker!.KillAsync();
                return true;
            default:
                var processes = MediaProcesses.Of(server!.Id).Concat(worker is null ? [] : MediaProcesses.Of(worker.Id)).ToList();
                return processes.Count > 0 && MediaProcesses.Kill(processes[kill.Pick % processes.Count]);
        }
    }

    public async Task RestartAsync(FaultVictim victim)
    {
        if (victim == FaultVictim.Server)
            await ServeAsync();
        else if (victim == FaultVictim.Worker)
            worker = ChildProgram.Start("worker", WorkerEnvironment);
    }

    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object? parameters = null)
    {
        await using var session = await Database.ReadAsync(CancellationToken.None);
        return await session.ListAsync<T>(sql, parameters);
    }

    /// <summary>What failed waits for its next try: that is now.</summary>
    public Task HurryAsync() => Database.ExecuteAsync(
        "UPDATE jobs SET run_at = @now WHERE state = 'queued' AND attempts > 0 AND run_at > @now", new { now = TimeProvider.System.GetUtcNow() }, CancellationToken.None);

    /// <param name="missing">Says what is not yet as it should be; null when all is.</param>
    public static async Task UntilAsync(Func<Task<string?>> missing)
    {
        for (var began = TimeProvider.System.GetTimestamp(); await missing() is { } words;)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, words);
            await Task.Delay(5);
        }
    }

    /// <summary>Ends the programs as one should; what they kept can then be looked at.</summary>
    public async Task StopAsync()
    {
        Assert.Equal(0, await server!.StopAsync());
        if (worker is not null)
            Assert.Equal(0, await worker.StopAsync());
        await data!.DisposeAsync();
        data = null;
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        if (server is not null)
            await server.DisposeAsync();
        if (worker is not null)
            await worker.DisposeAsync();
        if (data is not null)
            await data.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private Dictionary<string, string> WorkerEnvironment => new(Environment) { ["ENCODERS"] = "1" };

    private async Task ServeAsync()
    {
        var (program, address) = await ChildProgram.ServeAsync(DataFolder, Environment);
        server = program;
        var client = new Client(address);
        clients.Add(client);
        person ??= await Person.JoinAsync(client);
        client.Token = person.AccessToken;
        listening.SetResult(client);
    }

    private static TaskCompletionSource<Client> NewListening() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
