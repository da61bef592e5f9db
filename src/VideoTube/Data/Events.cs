using System.Collections.Concurrent;

namespace VideoTube.Data;

/// <summary>
/// Word of what happened, to every process that shares the database: by LISTEN and NOTIFY on PostgreSQL, within the process on
/// SQLite. It is told when the transaction commits. Whoever was not listening is not told later: the rows are the truth.
/// </summary>
internal sealed class Events(Database database)
{
    /// <summary>PostgreSQL takes less than 8000 bytes a message, topic included.</summary>
    public const int MaxBytes = 7900;

    private readonly ConcurrentDictionary<Guid, Listener> listeners = new();
    private readonly TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completed once other processes are heard.</summary>
    public Task Listening => listening.Task;

    /// <param name="session">The transaction that makes it true.</param>
    /// <param name="topic">A word without spaces.</param>
    /// <param name="message">What happened, in the topic's own way.</param>
    public Task PublishAsync(Session session, string topic, string message) =>
        database.Dialect.NotifyAsync(session, $"{topic} {message}", Deliver);

    /// <summary>Hears a topic until disposed. The act must be quick and must not throw: it runs where the word comes in.</summary>
    public IDisposable Subscribe(string topic, Action<string> act)
    {
        var key = Guid.NewGuid();
        listeners[key] = new Listener(topic, act);
        return new Subscription(() => listeners.TryRemove(key, out _));
    }

    public Task ListenAsync(CancellationToken ct) => database.Dialect.ListenAsync(Deliver, () => listening.TrySetResult(), ct);

    private void Deliver(string told)
    {
        var space = told.IndexOf(' ', StringComparison.Ordinal);
        foreach (var listener in listeners.Values)
            if (space == listener.Topic.Length && told.StartsWith(listener.Topic, StringComparison.Ordinal))
                listener.Act(told[(space + 1)..]);
    }

    private sealed record Listener(string Topic, Action<string> Act);

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

/// <summary>Keeps the ear open: a connection that breaks is opened again.</summary>
internal sealed partial class EventListener(Events events, TimeProvider time, ILogger<EventListener> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await events.ListenAsync(stoppingToken);
                return;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is System.Data.Common.DbException or IOException or System.Net.Sockets.SocketException)
            {
                Deaf(fault);
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(EventId = 2200, Level = LogLevel.Warning, Message = "What other processes tell cannot be heard; trying again")]
    private partial void Deaf(Exception fault);
}
