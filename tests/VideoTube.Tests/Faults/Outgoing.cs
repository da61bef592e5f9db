using System.Net;

namespace VideoTube.Tests.Faults;

/// <summary>
/// Bytes on their way out. At each gate the client stands still, in the middle of a request, until whoever is to be killed
/// there has been.
/// </summary>
/// <param name="gates">After how many bytes, in order.</param>
internal sealed class Outgoing(long length, IReadOnlyList<long> gates)
{
    private const int Block = 2048;

    private readonly TaskCompletionSource[] reached = [.. gates.Select(_ => New())];
    private readonly TaskCompletionSource[] opened = [.. gates.Select(_ => New())];
    private readonly TaskCompletionSource all = New();
    private int next;

    public Task ReachedAsync(int gate) => reached[gate].Task;

    /// <summary>The last byte has gone out, once at least.</summary>
    public Task Sent => all.Task;

    public void Open(int gate) => opened[gate].TrySetResult();

    public void OpenAll()
    {
        for (var gate = 0; gate < opened.Length; gate++)
            Open(gate);
    }

    /// <param name="from">Where these bytes lie among all that are to be sent.</param>
    public HttpContent Content(ReadOnlyMemory<byte> bytes, long from) => new Held(this, bytes, from);

    private async Task PassAsync(long bytes)
    {
        while (next < gates.Count && bytes >= gates[next])
        {
            var gate = next++;
            reached[gate].TrySetResult();
            await opened[gate].Task;
        }

        if (bytes == length)
            all.TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Held(Outgoing outgoing, ReadOnlyMemory<byte> bytes, long from) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var sent = 0; sent < bytes.Length;)
            {
                var block = Math.Min(Block, bytes.Length - sent);
                await stream.WriteAsync(bytes.Slice(sent, block));
                await stream.FlushAsync();
                sent += block;
                await outgoing.PassAsync(from + sent);
            }
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = bytes.Length;
            return true;
        }
    }
}
