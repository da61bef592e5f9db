using System.Net.Sockets;
using System.Text;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Uploads;

/// <summary>kill -9 at any moment loses nothing that was acknowledged, and leaves nothing that was not.</summary>
public sealed class KilledSiteTests
{
    [Fact]
    public async Task Killed_in_the_middle_of_an_upload_it_keeps_nothing_of_it()
    {
        await using var lab = new KillLab();
        await lab.StartAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.Avi());
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(lab.Address.Host, lab.Address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/videos HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {lab.Client.Token}\r\nContent-Length: {clip.Length + 500}\r\n"
            + "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"videoFile\"; filename=\"a.avi\"\r\n\r\n"));
        await socket.SendAsync(clip.AsMemory(0, clip.Length - 1000));
        await KillLab.UntilAsync(() => lab.TemporaryFiles().Any(file => new FileInfo(file).Length > 0));

        await lab.KillAsync();
        Assert.NotEmpty(lab.TemporaryFiles());
        await lab.StartAsync();
        await lab.StopAsync();

        await lab.AssertKeptAsync([]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_right_after_its_answer_it_makes_the_video_all_the_same(bool playsAsItIs)
    {
        await using var lab = new KillLab();
        await lab.StartAsync();
        var sent = await lab.UploadAsync(playsAsItIs ? await Clips.H264() : await Clips.Avi());
        await lab.KillAsync();

        await lab.StartAsync();
        await lab.UntilReadyAsync(sent!);
        await lab.StopAsync();

        await lab.AssertKeptAsync([sent!]);
    }

    [Fact]
    public async Task Killed_while_it_encodes_it_begins_anew_and_leaves_one_result()
    {
        await using var lab = new KillLab();
        await lab.StartAsync();
        var sent = await lab.UploadAsync(await Clips.Avi(seconds: 30, size: "480x360"));
        await KillLab.UntilAsync(() => lab.TemporaryFiles().Any(file => file.EndsWith("s00000.m4s", StringComparison.Ordinal)));
        await lab.KillAsync();
        Assert.NotEmpty(lab.TemporaryFiles());

        await lab.StartAsync();
        await lab.UntilReadyAsync(sent!);
        await lab.StopAsync();

        await lab.AssertKeptAsync([sent!]);
        Assert.Single(lab.Runs(sent!));
    }

    /// <summary>More of them, with another SEED if wanted: <c>KILLS=50 SEED=7 dotnet … -method '*Killed_at_any_moment*'</c>.</summary>
    [Fact]
    public async Task Killed_at_any_moment_it_keeps_all_that_it_acknowledged()
    {
        var random = new Random(Number("SEED", 1));
        await using var lab = new KillLab();
        var acknowledged = new List<SentVideo>();
        for (var kill = 0; kill < Number("KILLS", 3); kill++)
        {
            await lab.StartAsync();
            var clip = await (random.Next(3) switch { 0 => Clips.H264(), 1 => Clips.Avi(), _ => Clips.Hevc() });
            // Taking a video, preparing and encoding it last some two seconds here.
            var moment = Task.Delay(random.Next(2500));
            var sending = lab.UploadAsync(clip);
            await moment;
            await lab.KillAsync();
            if (await sending is { } sent)
                acknowledged.Add(sent);

            await lab.StartAsync();
            foreach (var video in acknowledged)
                await lab.UntilReadyAsync(video);
            await lab.StopAsync();
            // What was taken and its answer lost with the process may be there as well, whole.
            await lab.AssertKeptAsync(acknowledged, mayKeepMore: true);
        }

        TestContext.Current.SendDiagnosticMessage($"{acknowledged.Count} acknowledged videos are all there.");
    }

    private static int Number(string name, int standard) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : standard;
}
