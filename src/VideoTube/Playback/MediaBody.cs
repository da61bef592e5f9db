using System.Diagnostics;

namespace VideoTube.Playback;

/// <summary>
/// Copies a body of known length into Kestrel's own buffers, read straight from the file: one copy less than a stream.
/// Kestrel has no sendfile; its <c>SendFileAsync</c> goes through 16 KB of a stream and costs about 1.6 times the CPU a
/// byte of this (700 KB segments, 8 connections). 256 KB a turn beat 64 KB and 1 MB; a connection that cannot
/// take that at once gets 64 KB a turn (Kestrel's MaxResponseBufferSize), so that many slow viewers hold little memory.
/// </summary>
internal static class MediaBody
{
    private const int FastTurn = 256 * 1024;
    private const int SlowTurn = 64 * 1024;
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(20);

    /// <param name="context">Status and headers are set; nothing is sent yet.</param>
    /// <param name="length">Bytes to send.</param>
    /// <param name="read">Fills a buffer with what follows the bytes sent so far; 0 at the end.</param>
    public static async Task SendAsync(HttpContext context, long length, Func<Memory<byte>, long, ValueTask<int>> read)
    {
        var writer = context.Response.BodyWriter;
        var turn = SlowTurn;
        for (var sent = 0L; sent < length;)
        {
            var wanted = (int)Math.Min(turn, length - sent);
            var count = await read(writer.GetMemory(wanted)[..wanted], sent);
            if (count == 0)
            {
                context.Abort(); // shorter than promised: a broken connection says so, a short body would not
                return;
            }

            writer.Advance(count);
            sent += count;

            var started = Stopwatch.GetTimestamp();
            var flushed = await writer.FlushAsync(context.RequestAborted);
            if (flushed.IsCompleted || flushed.IsCanceled)
                return; // the viewer left
            turn = Stopwatch.GetElapsedTime(started) < Slow ? FastTurn : SlowTurn;
        }
    }
}
