using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VideoTube.Configuration;

namespace VideoTube.Tests.Testing;

/// <summary>The program as a process of its own, as people start it. It does not outlive the test.</summary>
internal sealed partial class ChildProgram : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder said = new();
    private readonly TaskCompletionSource<Uri?> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProgram(Process process) => this.process = process;

    public static string Path => typeof(Settings).Assembly.Location;

    public int Id => process.Id;

    /// <summary>All that it wrote so far, to both outputs.</summary>
    public string Said
    {
        get
        {
            lock (said)
                return said.ToString();
        }
    }

    /// <param name="command">serve, worker or migrate.</param>
    /// <param name="settings">Names and values of its environment, DATA_DIR among them.</param>
    public static ChildProgram Start(string command, IReadOnlyDictionary<string, string> settings)
    {
        var child = new ChildProgram(new Process { StartInfo = Prepare([command], settings) });
        child.process.OutputDataReceived += (_, line) => child.Hear(line.Data);
        child.process.ErrorDataReceived += (_, line) => child.Hear(line.Data);
        child.process.Start();
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        return child;
    }

    /// <summary>A site on a free port of the loopback, once it listens.</summary>
    public static async Task<(ChildProgram Program, Uri Address)> ServeAsync(
        string dataFolder, IReadOnlyDictionary<string, string>? settings = null)
    {
        var child = Start("serve", new Dictionary<string, string>(settings ?? new Dictionary<string, string>())
        {
            ["DATA_DIR"] = dataFolder, ["HOST"] = "127.0.0.1", ["PORT"] = "0", ["REGISTRATIONS_PER_HOUR"] = "1000",
        });
        return (child, await child.listening.Task.WaitAsync(TimeSpan.FromMinutes(1)) ?? throw new InvalidOperationException(child.Said));
    }

    /// <summary>Runs a command to its end.</summary>
    /// <param name="input">What it reads on its standard input.</param>
    public static async Task<Ran> RunWithAsync(IReadOnlyDictionary<string, string> settings, string input, params string[] arguments)
    {
        var info = Prepare(arguments, settings);
        info.RedirectStandardInput = true;
        using var process = Process.Start(info)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        var ran = new Ran(process.ExitCode, await output, await errors);
        Assert.DoesNotContain("   at ", ran.Error);
        return ran;
    }

    public static Task<Ran> RunAsync(IReadOnlyDictionary<string, string> settings, params string[] arguments) => RunWithAsync(settings, "", arguments);

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Asks politely; returns the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using (var term = Process.Start("kill", ["-TERM", $"{process.Id}"]))
            await term.WaitForExitAsync();
        return await EndAsync();
    }

    /// <summary>Waits for its own end; returns the exit code.</summary>
    public async Task<int> EndAsync()
    {
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await KillAsync();
        process.Dispose();
    }

    private static ProcessStartInfo Prepare(string[] arguments, IReadOnlyDictionary<string, string> settings)
    {
        // Away from any .env.
        var info = new ProcessStartInfo("dotnet", [Path, .. arguments])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = System.IO.Path.GetDirectoryName(Path)!,
        };
        foreach (var (name, value) in settings)
            info.Environment[name] = value;
        return info;
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            listening.TrySetResult(null); // it has ended
            return;
        }

        lock (said)
            said.AppendLine(line);
        if (ListeningLine().Match(line) is { Success: true } match)
            listening.TrySetResult(new Uri(match.Groups["address"].Value));
    }

    [GeneratedRegex(@"Now listening on: (?<address>http://\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListeningLine();
}

/// <summary>How a command ended, and what it wrote to its two outputs.</summary>
internal sealed record Ran(int Code, string Output, string Error)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What <c>--json</c> gives: one object a line.</summary>
    public IReadOnlyList<JsonNode> Objects => [.. Lines.Select(line => JsonNode.Parse(line)!)];

    /// <summary>Fails the test unless it did what it was to do.</summary>
    public Ran Done()
    {
        Assert.True(Code == 0, Output + Error);
        return this;
    }
}
