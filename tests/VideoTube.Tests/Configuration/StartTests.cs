using System.Net;
using System.Net.Sockets;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Configuration;

/// <summary>What somebody reads who starts the program and it does not run.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("videotube-start-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("0.0.0.0")]
    public async Task A_port_in_use_is_told_in_one_line(string host)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        Assert.Equal(
            $"VideoTube cannot listen on {host}, port {port}: another program listens there. Stop it, or give another PORT.",
            await RefusedAsync("serve", ("HOST", host), ("PORT", $"{port}")));
    }

    [Fact]
    public async Task An_address_of_another_machine_is_told_in_one_line() =>
        Assert.Equal(
            "VideoTube cannot listen on 192.0.2.1, port 8000: this machine does not have that address. Give another HOST.",
            await RefusedAsync("serve", ("HOST", "192.0.2.1")));

    [Theory]
    [InlineData("serve", "127.0.0.1:1")]
    [InlineData("worker", "127.0.0.1:1")]
    [InlineData("migrate", "127.0.0.1:1")]
    [InlineData("serve", "nowhere.invalid:5432")]
    public async Task A_database_that_cannot_be_reached_is_told_with_its_host(string command, string host)
    {
        var said = await RefusedAsync(command, ("HOST", "127.0.0.1"), ("PORT", "0"), ("DATABASE_URL", $"postgres://somebody:secret-word@{host}/site"));

        Assert.StartsWith($"The database at {host} cannot be used: ", said);
        Assert.DoesNotContain("secret-word", said);
    }

    [Fact]
    public async Task Every_wrong_setting_is_told_at_once()
    {
        var said = await RefusedAsync("serve", ("PORT", "99999"), ("HOST", "my-machine"), ("SANDBOX", "none"), ("VIDEO_MAX_HOURS", "0"));

        var lines = said.Split('\n');
        Assert.Equal("VideoTube cannot start:", lines[0]);
        Assert.Equal(["HOST", "PORT", "SANDBOX", "VIDEO_MAX_HOURS"], lines[1..].Select(line => line.Trim().Split(' ')[0]).Order());
    }

    /// <summary>Runs the program to its end, which must be a failure in words; returns them.</summary>
    private async Task<string> RefusedAsync(string command, params (string Name, string Value)[] settings)
    {
        await using var program = ChildProgram.Start(
            command, settings.Append(("DATA_DIR", folder)).ToDictionary(setting => setting.Item1, setting => setting.Item2));
        var code = await program.EndAsync();
        var said = program.Said.Trim();
        Assert.True(code == 1, said);
        Assert.DoesNotContain("   at ", said);
        return said;
    }
}
