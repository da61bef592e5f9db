using System.Threading.Channels;
using VideoTube.Data;

namespace VideoTube.Videos.Progress;

/// <summary>Word that a video has come further, to whoever watches it do so, in every process.</summary>
internal sealed class ProgressSignals(Events events)
{
    private const string Topic = "video";

    /// <param name="session">The transaction that brings it further.</param>
    public Task TellAsync(Session session, Id video) => events.PublishAsync(session, Topic, video.ToString());

    public Listener Listen(Id video) => new(events, video);

    /// <summary>Hears of one video until disposed. What comes while nobody waits is one word.</summary>
    internal sealed class Listener : IDisposable
    {
        private readonly Channel<bool> heard = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        private readonly IDisposable subscription;

        public Listener(Events events, Id video)
        {
            var id = video.ToString();
            subscription = events.Subscribe(Topic, told =>
            {
                if (told == id)
                    heard.Writer.TryWrite(true);
            });
        }

        /// <summary>Returns when there is word, or after a while without.</summary>
        public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken ct)
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
            await Task.WhenAny(heard.Reader.WaitToReadAsync(enough.Token).AsTask(), Task.Delay(atMost, time, enough.Token));
            await enough.CancelAsync();
            ct.ThrowIfCancellationRequested();
            heard.Reader.TryRead(out _);
        }

        public void Dispose() => subscription.Dispose();
    }
}
