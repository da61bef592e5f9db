using System.Security.Cryptography;
using Dapper;
using VideoTube.Data;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Uploads;

/// <summary>A site in a process of its own that may be killed and started again on the same data, and somebody who uploads to it.</summary>
internal sealed class KillLab : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("videotube-killed-").FullName;
    private ChildProgram? program;
    private Client? client;
    private Person? person;

    public Uri Address { get; private set; } = null!;

    public Client Client => client!;

    public string DataFolder => Path.Combine(folder, "data");

    /// <summary>The file of an upload that is on its way.</summary>
    public string BytesOf(string upload) => Path.Combine(DataFolder, "uploads", Path.GetFileName(upload), "data");

    public async Task StartAsync()
    {
        (program, Address) = await ChildProgram.ServeAsync(DataFolder);
        client?.Dispose();
        client = new Client(Address);
        person ??= await Person.JoinAsync(client);
        client.Token = person.AccessToken;
    }

    public async Task KillAsync()
    {
        await program!.KillAsync();
        await ForgetAsync();
    }

    public async Task StopAsync()
    {
        Assert.Equal(0, await program!.StopAsync());
        await ForgetAsync();
    }

    /// <summary>Null when the answer did not come.</summary>
    public async Task<SentVideo?> UploadAsync(string clip)
    {
        try
        {
            var answer = await Client.UploadAsync(clip);
            Assert.True(answer.Status is 201 or 202, answer.Text);
            return new SentVideo((string)answer.Data["_id"]!, await HashAsync(clip));
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public Task UntilReadyAsync(SentVideo video) => UntilAsync(async () =>
    {
        var answer = await Client.GetAsync($"videos/{video.Id}");
        Assert.True(answer.Status == 200 && (string?)answer.Data["status"] != "failed", answer.Text);
        return answer.Data["storyboard"] is not null; // what is made last
    });

    /// <summary>Uploads on their way and work of the encoder.</summary>
    public IEnumerable<string> TemporaryFiles() => Files(Path.Combine(DataFolder, "temp")).Where(file => Path.GetFileName(file) != "lock");

    /// <summary>
    /// After the site has stopped: a sound database with these videos, their originals byte for byte, what the database
    /// names beside them and no other file.
    /// </summary>
    public async Task AssertKeptAsync(IReadOnlyList<SentVideo> sent, bool mayKeepMore = false)
    {
        Assert.Empty(TemporaryFiles());
        await using var dialect = DatabaseAddress.Embedded.Open(DataFolder);
        await using var database = await dialect.OpenReaderAsync(CancellationToken.None);
        Assert.Equal("ok", await database.QuerySingleAsync<string>("PRAGMA integrity_check"));
        Assert.Empty(await database.QueryAsync("PRAGMA foreign_key_check"));
        var kept = (await database.QueryAsync<string>("SELECT id FROM videos")).ToList();
        Assert.Empty(sent.Select(video => video.Id).Except(kept));
        if (!mayKeepMore)
            Assert.Equal(sent.Count, kept.Count);
        Assert.Equal(0, await database.QuerySingleAsync<long>("SELECT COUNT(*) FROM videos WHERE status NOT IN ('ready', 'processing')"));
        foreach (var video in sent)
        {
            var original = await database.QuerySingleAsync<string>("SELECT original FROM videos WHERE id = @Id", video);
            Assert.Equal(video.Hash, await HashAsync(Path.Combine(DataFolder, "media", original)));
        }

        // Of a video whose answer never came and which is not ready yet, a try may just have been stopped.
        var named = await database.QueryAsync<string>("SELECT original FROM videos UNION ALL SELECT poster FROM videos WHERE poster IS NOT NULL UNION ALL SELECT file FROM posters");
        var folders = await database.QueryAsync<string>("SELECT playlist FROM renditions UNION ALL SELECT storyboard FROM videos WHERE storyboard IS NOT NULL");
        var media = Path.Combine(DataFolder, "media");
        var expected = named.Concat(folders.SelectMany(playlist => Files(Path.GetDirectoryName(Path.Combine(media, playlist))!)).Select(file => Path.GetRelativePath(media, file)));
        Assert.Equal(expected.Order(StringComparer.Ordinal), Files(media).Select(file => Path.GetRelativePath(media, file)).Order(StringComparer.Ordinal));
    }

    /// <summary>Tries at making renditions whose segments are kept.</summary>
    public IReadOnlyList<string> Runs(SentVideo video) => Directory.GetDirectories(Path.Combine(DataFolder, "media", "videos", video.Id, "hls"));

    public static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !await condition();)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMinutes(2), "Two minutes were not enough.");
            await Task.Delay(10);
        }
    }

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        await ForgetAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task ForgetAsync()
    {
        if (program is not null)
            await program.DisposeAsync();
        program = null;
    }

    private static List<string> Files(string folder)
    {
        while (true)
        {
            try
            {
                return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)] : [];
            }
            catch (DirectoryNotFoundException)
            {
                // It went while it was looked at.
            }
        }
    }

    public static async Task<string> HashAsync(string path)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexString(await SHA256.HashDataAsync(file));
    }
}

/// <param name="Hash">SHA-256 of its file.</param>
internal sealed record SentVideo(string Id, string Hash);
