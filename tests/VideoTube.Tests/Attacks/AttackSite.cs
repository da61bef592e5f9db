using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using VideoTube.Data;
using VideoTube.Processing;
using VideoTube.Tests.Processing;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;

namespace VideoTube.Tests.Attacks;

/// <summary>
/// A whole site, encoders and all, with what an attacker would like to reach: a file with a text that must come out nowhere,
/// and a server on the loopback that must never be asked.
/// </summary>
public sealed class AttackSite : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("videotube-canary-").FullName;
    private readonly TcpListener trap = new(IPAddress.Loopback, 0);
    private readonly byte[] secret = Encoding.ASCII.GetBytes($"canary-{Guid.NewGuid():N}");
    private TestSite site = null!;

    /// <summary>Of the file with the text.</summary>
    public string Canary => Path.Combine(folder, "canary.txt");

    /// <summary>Of the server on the loopback.</summary>
    public string Trap => $"http://127.0.0.1:{((IPEndPoint)trap.LocalEndpoint).Port}/trap.mp4";

    internal TestSite Site => site;

    internal Member Owner { get; private set; } = null!;

    internal Client Client => Owner.Client;

    public async ValueTask InitializeAsync()
    {
        trap.Start();
        await File.WriteAllBytesAsync(Canary, secret);
        site = await TestSite.StartAsync(Engine.Sqlite, new() { ["VIDEO_MAX_HOURS"] = "1" });
        Owner = await site.SignUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Owner.Dispose();
        await site.DisposeAsync();
        trap.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>
    /// Uploads it, and lets it be processed if it is taken. Either it is refused in words as a file at fault, or it ends ready or
    /// failed in words; nothing secret comes out, nobody is asked, and when its owner deletes it, nothing is left.
    /// </summary>
    /// <returns>The code of the refusal, or how it ended.</returns>
    internal async Task<string> SufferAsync(byte[] file, string name = "a.mp4")
    {
        using var form = Uploading.Form(("videoFile", file, name));
        var answer = await Client.SendAsync(HttpMethod.Post, "videos", form);
        AssertSecretIsKept(answer.Bytes);
        if (answer.Status is not (201 or 202))
        {
            Assert.True(answer.Status == 422 && answer.Code!.StartsWith("video.", StringComparison.Ordinal), answer.Text);
            await AssertHarmlessAsync();
            TestContext.Current.SendDiagnosticMessage($"{TestContext.Current.Test?.TestDisplayName}: {answer.Code}");
            return answer.Code!;
        }

        var end = await EndAsync((string)answer.Data["_id"]!);
        await AssertHarmlessAsync();
        TestContext.Current.SendDiagnosticMessage($"{TestContext.Current.Test?.TestDisplayName}: {end["status"]} {end["failure"]}");
        return (string)end["status"]!;
    }

    /// <summary>Lets a video be processed to its end, looks at all that came of it, and deletes it.</summary>
    private async Task<JsonNode> EndAsync(string id)
    {
        var jobs = await ProcessingLab.WaitAsync(JobsAsync, jobs => jobs.All(job => job.State is "done" or "failed"));
        var end = (await Client.GetAsync($"videos/{id}")).Data;
        Assert.Contains((string)end["status"]!, (string[])["ready", "failed"]);
        AssertSecretIsKept(Encoding.UTF8.GetBytes(end.ToJsonString()));
        foreach (var path in site.MediaFiles())
            AssertSecretIsKept(await File.ReadAllBytesAsync(path));
        Assert.Equal(200, (await Client.DeleteAsync($"videos/{id}")).Status);
        // Tried five times and told as a fault of the site: that is for faults that may pass.
        Assert.DoesNotContain(jobs, job => job.Error == JobAttempt.OurFault);
        return end;
    }

    internal async Task AssertHarmlessAsync()
    {
        Assert.False(trap.Pending(), "Somebody was asked.");
        await ProcessingLab.WaitAsync(() => Task.FromResult(Directory.EnumerateFiles(Path.Combine(site.DataFolder, "temp"), "*", SearchOption.AllDirectories).Count(file => Path.GetFileName(file) != "lock")), left => left == 0);
        await site.AssertNothingIsLeftAsync();
    }

    private void AssertSecretIsKept(byte[] bytes) => Assert.Equal(-1, bytes.AsSpan().IndexOf(secret));

    /// <summary>Each that failed is tried again at once.</summary>
    private async Task<IReadOnlyList<JobRow>> JobsAsync()
    {
        await site.Get<Database>().ExecuteAsync("UPDATE jobs SET run_at = 0 WHERE state = 'queued'", null, CancellationToken.None);
        await using var read = await site.Get<Database>().ReadAsync(CancellationToken.None);
        return await read.ListAsync<JobRow>("SELECT id, kind, state, attempts, error FROM jobs");
    }
}
