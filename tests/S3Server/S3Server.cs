using System.Diagnostics;
using System.Reflection;

namespace VideoTube.Testing;

/// <summary>A private S3 server with one empty bucket: in memory, on a free loopback port, ended by its process.</summary>
public sealed class S3Server : IAsyncDisposable
{
    public const string Bucket = "videotube";

    /// <summary>Access key and secret.</summary>
    public const string Key = "S3RVER";

    private readonly Process process;

    private S3Server(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    /// <param name="port">0: one that is free.</param>
    public static async Task<S3Server> StartAsync(int port = 0)
    {
        var program = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "S3Server").Value!;
        var process = Process.Start(new ProcessStartInfo("node", [program, Bucket, $"{port}"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = "/",
        })!;
        // It ends with its input, hence with this process, however that ends.
        var taken = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The S3 server ended at its start.");
        return new S3Server(process, new Uri($"http://127.0.0.1:{taken}"));
    }

    /// <summary>From here on nobody answers.</summary>
    public async Task StopAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await StopAsync();
        process.Dispose();
    }
}
