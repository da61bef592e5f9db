using VideoTube.Accounts;
using VideoTube.Accounts.Sessions;
using VideoTube.Data;

namespace VideoTube.Notifications;

/// <summary>The open connections of this process, by person, and the word that reaches them from any process.</summary>
internal sealed class LiveNotifications : IDisposable
{
    public const int MaxEach = 10;

    private readonly Lock gate = new();
    private readonly Dictionary<Id, List<LiveConnection>> open = [];
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

    /// <summary>How many people have a connection.</summary>
    public int People
    {
        get
        {
            lock (gate)
                return open.Count;
        }
    }

    /// <summary>Null when this person has as many as are allowed.</summary>
    public LiveConnection? TryOpen(CurrentUser user)
    {
        var connection = new LiveConnection(user, store, sessions, this, time, stopping);
        lock (gate)
        {
            if (!open.TryGetValue(user.Id, out var theirs))
                open[user.Id] = theirs = [];
            if (theirs.Count < MaxEach)
            {
                theirs.Add(connection);
                return connection;
            }
        }

        connection.Abandon();
        return null;
    }

    public void Close(LiveConnection connection)
    {
        lock (gate)
            if (open.TryGetValue(connection.Person, out var theirs) && theirs.Remove(connection) && theirs.Count == 0)
                open.Remove(connection.Person);
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
        LiveConnection[] theirs;
        lock (gate)
            theirs = [.. open.Values.SelectMany(connections => connections).Where(connection => connection.Session == session)];
        foreach (var connection in theirs)
            connection.End();
    }

    private List<LiveConnection> Of(Id person)
    {
        lock (gate)
            return open.TryGetValue(person, out var theirs) ? [.. theirs] : [];
    }
}
