using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace VideoTube.Tests.Testing;

/// <summary>A private PostgreSQL for one test run: own folder, free loopback port, ended by its process id.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly string? Programs = FindPrograms();

    private readonly string folder;
    private readonly Process server;
    private readonly int port;
    private int databases;

    private PostgresServer(string folder, Process server, int port) => (this.folder, this.server, this.port) = (folder, server, port);

    public static bool IsMissing => Programs is null && Environment.GetEnvironmentVariable("CI") is null;

    public static async Task<PostgresServer> StartAsync()
    {
        if (Programs is null)
            throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql");
        var folder = Directory.CreateTempSubdirectory("videotube-postgres-").FullName;
        // PostgreSQL refuses to run as root.
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "postgres", folder);
        await RunAsync(AsServerUser(Path.Combine(Programs, "initdb"), "-D", $"{folder}/data", "-U", "videotube", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"));
        var port = FreePort();
        var start = AsServerUser(Path.Combine(Programs, "postgres"), "-D", $"{folder}/data", "-p", port.ToString(), "-h", "127.0.0.1",
            "-k", folder, "-c", "fsync=off", "-c", "max_connections=200", "-c", "log_min_messages=fatal");
        var server = new PostgresServer(folder, await StartOnOwnThreadAsync(start), port);
        await server.WaitUntilReadyAsync();
        return server;
    }

    /// <summary>An empty database, as <c>DATABASE_URL</c> names it.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"site{Interlocked.Increment(ref databases)}";
        await using var source = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={port};Username=videotube;Database=postgres;Pooling=false");
        await using var create = source.CreateCommand($"CREATE DATABASE {name}");
        await create.ExecuteNonQueryAsync();
        return $"postgres://videotube@127.0.0.1:{port}/{name}";
    }

    public async ValueTask DisposeAsync()
    {
        server.Kill(entireProcessTree: true);
        await server.WaitForExitAsync();
        server.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task WaitUntilReadyAsync()
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={port};Username=videotube;Database=postgres;Pooling=false");
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (attempt < 300 && !server.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    private static string? FindPrograms() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")).LastOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
            : null;

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private static string[] AsServerUser(params string[] command) =>
        Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--pdeathsig=KILL", .. command] : command;

    /// <summary>
    /// "Die with the parent" means the parent thread: started from a pool thread, the server would be killed whenever
    /// the pool retires that thread. This one waits for the server's end.
    /// </summary>
    private static Task<Process> StartOnOwnThreadAsync(string[] command)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                var process = Start(command);
                started.SetResult(process);
                process.WaitForExit();
            }
            catch (Exception failure) when (!started.Task.IsCompleted)
            {
                started.SetException(failure);
            }
            catch (InvalidOperationException)
            {
                // Disposed of by who ended it.
            }
        }) { IsBackground = true, Name = "private PostgreSQL" }.Start();
        return started.Task;
    }

    private static Process Start(string[] command) =>
        Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = "/" })!;

    private static async Task RunAsync(params string[] command)
    {
        using var process = Start(command);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} failed: {await output}{errors}");
    }
}
