using System.Collections.Concurrent;
using VideoTube.Accounts;
using VideoTube.Accounts.Sessions;
using VideoTube.Data;

namespace VideoTube.Notifications;

/// <summary>The open connections of this process, by person, and the word that reaches them from any process.</summary>
internal sealed class LiveNotifications : IDisposable
{
    public const int MaxEach = 10;

    private readonly ConcurrentDictionary<Id, List<LiveConnection>> open = new();
    private readonly NotificationStore store;
    private readonly LivingSessions sessions;
    private readonly TimeProvider time;
    private readonly CancellationToken stopping;
    private readonly IDisposable subscription;

    public LiveNotifications(NotificationStore store, LivingSessions sessions, Events events, IHostApplicationLifetime lifetime, TimeProvider time)
    {
        (this.store, this.sessions, this.time, stopping) = (store, sessions, time, lifetime.ApplicationStopping);
        subscription = events.Subscribe(Notify.Topic, Hear);
        sessions.WhenEnded = CloseSession;
    }

    /// <summary>Null when this person has as many as are allowed.</summary>
    public LiveConnection? TryOpen(CurrentUser user)
    {
        var connection = new LiveConnection(user, store, sessions, this, time, stopping);
        var theirs = open.GetOrAdd(user.Id, _ => []);
        lock (theirs)
        {
            if (theirs.Count >= MaxEach)
            {
                connection.Abandon();
                return null;
            }

            theirs.Add(connection);
        }

        return connection;
    }

    public void Close(LiveConnection connection)
    {
        if (open.TryGetValue(connection.Person, out var theirs))
            lock (theirs)
                theirs.Remove(connection);
    }

    public void Dispose()
    {
        subscription.Dispose();
        sessions.WhenEnded = null;
    }

    /// <summary>Pairs <c>person:notification</c>, or a person alone, separated by commas.</summary>
    private void Hear(string message)
    {
        foreach (var part in message.Split(','))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            if (!Id.TryParse(colon < 0 ? part : part[..colon], null, out var person))
                continue;
            Id? notification = colon >= 0 && Id.TryParse(part[(colon + 1)..], null, out var id) ? id : null;
            foreach (var connection in Of(person))
                connection.Tell(notification);
        }
    }

    private void CloseSession(Id session)
    {
        foreach (var connection in open.Keys.SelectMany(Of).Where(connection => connection.Session == session))
            connection.End();
    }

    private List<LiveConnection> Of(Id person)
    {
        if (!open.TryGetValue(person, out var theirs))
            return [];
        lock (theirs)
            return [.. theirs];
    }
}
