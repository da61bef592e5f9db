using System.Net;
using System.Net.Sockets;
using VideoTube.Media.Running;

namespace VideoTube.Media.Tests.Running;

public sealed class BubblewrapRunnerTests() : RunnerConformance(SandboxMode.Bubblewrap)
{
    private static string[] ReadText(string path) =>
        ["-v", "error", "-f", "data", "-i", "file:" + path, "-map", "0", "-c", "copy", "-f", "data", "pipe:1"];

    [Fact]
    public async Task A_file_that_is_not_an_input_cannot_be_read()
    {
        var runner = await CreateAsync();
        var secret = Temp.Write("secret", "the secret"u8);
        var hidden = await runner.RunAsync(Ffmpeg(null, ReadText(secret)), Ct);
        Assert.Contains("No such file", hidden.ErrorTail);
        Assert.Equal("", hidden.Output);

        var shown = await runner.RunAsync(Ffmpeg(null, ReadText(secret)) with { Inputs = [secret] }, Ct);
        Assert.Equal("the secret", shown.Output);
    }

    [Theory]
    [InlineData("/etc/shadow")]
    [InlineData("/etc/passwd")]
    [InlineData("/proc/1/root/etc/passwd")]
    public async Task Nothing_of_the_system_but_its_programs_is_visible(string path)
    {
        var runner = await CreateAsync();
        var result = await runner.RunAsync(Ffmpeg(null, ReadText(path)), Ct);
        Assert.False(result.Succeeded);
        Assert.Equal("", result.Output);
    }

    [Fact]
    public async Task An_input_cannot_be_changed()
    {
        var runner = await CreateAsync();
        var path = Temp.Write("input.wav", TestFiles.Wav(seconds: 1));
        var result = await runner.RunAsync(
            Ffmpeg(Temp.Path, "-f", "lavfi", "-i", "anullsrc=d=1", "-y", "file:" + path) with { Inputs = [path] }, Ct);
        Assert.False(result.Succeeded);
        Assert.Equal(TestFiles.Wav(seconds: 1), File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData("/out.wav")]
    [InlineData("/tmp/out.wav")]
    [InlineData("/usr/out.wav")]
    [InlineData("/dev/out.wav")]
    [InlineData("/etc/out.wav")]
    [InlineData("../out.wav")]
    public async Task Nothing_is_written_outside_the_output_folder(string path)
    {
        var runner = await CreateAsync();
        var result = await runner.RunAsync(
            Ffmpeg(Temp.NewFolder("out"), "-f", "lavfi", "-i", "anullsrc=d=1", "-y", "file:" + path), Ct);
        Assert.False(result.Succeeded);
    }

    [Fact]
    public async Task The_loopback_network_is_out_of_reach()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var address = $"tcp://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}";
        var runner = await CreateAsync();
        var result = await runner.RunAsync(Ffmpeg(null, "-f", "wav", "-i", address, "-f", "null", "-"), Ct);
        Assert.False(result.Succeeded);
        Assert.False(server.Pending());

        // The same words reach it without the sandbox.
        var open = await CreateAsync(Options with { Sandbox = SandboxMode.Limits });
        var run = Ffmpeg(null, "-f", "wav", "-i", address, "-f", "null", "-") with { TimeLimit = TimeSpan.FromSeconds(2) };
        var reaching = open.RunAsync(run, Ct);
        (await server.AcceptTcpClientAsync(Ct)).Dispose();
        await reaching;
    }

    [Fact]
    public async Task Other_processes_are_invisible()
    {
        var runner = await CreateAsync();
        var result = await runner.RunAsync(Ffmpeg(null, ReadText($"/proc/{Environment.ProcessId}/cmdline")), Ct);
        Assert.False(result.Succeeded);
    }

    [Fact]
    public async Task A_missing_program_is_named_at_start()
    {
        var failure = await Assert.ThrowsAsync<MediaSetupException>(
            () => CreateAsync(Options with { FfmpegPath = "/opt/none/ffmpeg" }));
        Assert.Contains("/opt/none/ffmpeg is missing", failure.Message);
    }
}
