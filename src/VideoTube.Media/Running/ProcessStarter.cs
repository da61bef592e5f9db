using System.Diagnostics;
using System.Threading.Channels;

namespace VideoTube.Media.Running;

/// <summary>
/// Starts every child from one thread that lives as long as the program. "Die with the parent" (PR_SET_PDEATHSIG)
/// means the parent <em>thread</em> on Linux: started from a pool thread, a child would be killed whenever the pool
/// retires that thread.
/// </summary>
internal static class ProcessStarter
{
    private static readonly Lazy<ChannelWriter<(ProcessStartInfo, TaskCompletionSource<Process>)>> Requests =
        new(StartThread);

    public static Task<Process> StartAsync(ProcessStartInfo info)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Value.TryWrite((info, started));
        return started.Task;
    }

    private static ChannelWriter<(ProcessStartInfo, TaskCompletionSource<Process>)> StartThread()
    {
        var channel = Channel.CreateUnbounded<(ProcessStartInfo, TaskCompletionSource<Process>)>();
        new Thread(() => Serve(channel.Reader)) { IsBackground = true, Name = "media process starter" }.Start();
        return channel.Writer;
    }

    private static void Serve(ChannelReader<(ProcessStartInfo, TaskCompletionSource<Process>)> requests)
    {
        // This thread has nothing else to do, so it blocks.
        while (requests.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (requests.TryRead(out var request))
            {
                var (info, started) = request;
                try
                {
                    started.SetResult(Process.Start(info)!);
                }
#pragma warning disable CA1031 // The caller gets it.
                catch (Exception failure)
#pragma warning restore CA1031
                {
                    started.SetException(failure);
                }
            }
        }
    }
}
