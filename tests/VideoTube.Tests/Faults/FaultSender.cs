using System.Security.Cryptography;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads.Tus;

namespace VideoTube.Tests.Faults;

/// <summary>
/// A client that goes on until its file is a video: by tus from the offset that HEAD tells, by a form with all of it again.
/// Refusals are none of its own faults, so any that is not the site's fails the test.
/// </summary>
internal sealed class FaultSender(FaultLab lab, FaultRound round, byte[] file, string fileName, Outgoing outgoing)
{
    /// <summary>Addresses at which an upload was begun.</summary>
    public List<string> Uploads { get; } = [];

    /// <returns>The id of the video that was acknowledged.</returns>
    public Task<string> RunAsync() => round.Way switch
    {
        FaultWay.Form => SendFormAsync(),
        FaultWay.Pieces => SendPiecesAsync(),
        _ => SendTailFirstAsync(),
    };

    private async Task<string> SendFormAsync()
    {
        var taken = await GoOnAsync(async client =>
        {
            using var form = new MultipartFormDataContent { { new StringContent(round.Title), "title" }, { outgoing.Content(file, 0), "videoFile", fileName } };
            return await client.SendAsync(HttpMethod.Post, "videos", form);
        }, 201, 202);
        return (string)taken.Data["_id"]!;
    }

    private async Task<string> SendPiecesAsync()
    {
        var address = await SendPartAsync(file, 0, TusRequests.Metadata(("title", round.Title), ("filename", fileName)));
        var told = await GoOnAsync(client => client.TellAsync(address), 200);
        return ResultOf(told);
    }

    private async Task<string> SendTailFirstAsync()
    {
        var end = file.AsSpan().LastIndexOf("moov"u8) - 4;
        (string, string)[] Part(int offset) =>
            [("Upload-Concat", "partial"), TusRequests.Metadata(("whole", round.Title), ("wholelength", $"{file.Length}"), ("offset", $"{offset}"))];
        var tail = await SendPartAsync(file.AsMemory(end), 0, Part(end));
        var head = await SendPartAsync(file.AsMemory(0, end), file.Length - end, Part(0));
        var final = await GoOnAsync(client => client.SendAsync(HttpMethod.Post, "uploads", null,
            TusRequests.Version, ("Upload-Concat", $"final;{head} {tail}"), TusRequests.Metadata(("title", round.Title), ("filename", fileName))), 201);
        Assert.Equal(head, final.Header("Location"));
        return ResultOf(final);
    }

    /// <param name="from">Where it lies among all that is sent.</param>
    /// <returns>Its address, once all of it is acknowledged.</returns>
    private async Task<string> SendPartAsync(ReadOnlyMemory<byte> part, long from, params (string Name, string Value)[] headers)
    {
        var address = (await GoOnAsync(client => client.BeginAsync(part.Length, headers), 201)).Header("Location")!;
        Uploads.Add(address);
        for (var acknowledged = 0; acknowledged < part.Length;)
        {
            var told = int.Parse((await GoOnAsync(client => client.TellAsync(address), 200)).Header("Upload-Offset")!);
            Assert.True(told >= acknowledged, $"Of {acknowledged} bytes that were acknowledged {told} are there.");
            acknowledged = told;
            while (acknowledged < part.Length && await AddAsync(address, part.Slice(acknowledged, Math.Min(round.Piece, part.Length - acknowledged)), acknowledged, from))
                acknowledged += Math.Min(round.Piece, part.Length - acknowledged);
        }

        return address;
    }

    /// <returns>False when HEAD has to tell how far it is.</returns>
    private async Task<bool> AddAsync(string address, ReadOnlyMemory<byte> bytes, int offset, long from)
    {
        using var content = outgoing.Content(bytes, from + offset);
        content.Headers.ContentType = new("application/offset+octet-stream");
        (string, string)[] checksum = round.HasChecksums ? [("Upload-Checksum", $"sha256 {Convert.ToBase64String(SHA256.HashData(bytes.Span))}")] : [];
        var answer = await TryAsync(client => client.SendAsync(HttpMethod.Patch, address, content, [TusRequests.Version, ("Upload-Offset", $"{offset}"), .. checksum]));
        return answer is not null && IsTaken(answer, 204);
    }

    /// <summary>Asks until there is an answer that is no fault of the site.</summary>
    private async Task<Answer> GoOnAsync(Func<Client, Task<Answer>> ask, params int[] good)
    {
        while (true)
        {
            if (await TryAsync(ask) is { } answer && IsTaken(answer, good))
                return answer;
            await Task.Delay(20);
        }
    }

    /// <summary>Null when no answer came.</summary>
    private async Task<Answer?> TryAsync(Func<Client, Task<Answer>> ask)
    {
        try
        {
            return await ask(await lab.ClientAsync());
        }
        catch (HttpRequestException broken)
        {
            lab.Note($"no answer: {broken.InnerException?.Message ?? broken.Message}");
            return null;
        }
    }

    private bool IsTaken(Answer answer, params int[] good)
    {
        if (good.Contains(answer.Status))
            return true;
        lab.Note($"answered {answer.Status} {answer.Text}");
        Assert.True(answer.Status is 423 or >= 500, $"{answer.Status} {answer.Text}");
        return false;
    }

    private static string ResultOf(Answer answer)
    {
        Assert.True(answer.Header("Upload-Result") is not null, $"All bytes are there, and no video: {answer.Status} {answer.Text}");
        return Path.GetFileName(answer.Header("Upload-Result")!);
    }
}
