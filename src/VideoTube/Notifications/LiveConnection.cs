using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using VideoTube.Accounts;
using VideoTube.Accounts.Sessions;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Notifications;

/// <summary>
/// One WebSocket: first how many were not seen, then each notification as it comes and the number anew. What a slow
/// reader cannot take is dropped, oldest first; the list has it all. It ends with the session it was opened in.
/// </summary>
internal sealed class LiveConnection(
    CurrentUser user, NotificationStore store, LivingSessions sessions, LiveNotifications all, TimeProvider time, CancellationToken stopping) : IDisposable
{
    private const int MaxWaiting = 64;
    private static readonly TimeSpan SessionCheck = TimeSpan.FromSeconds(10), SendPatience = TimeSpan.FromSeconds(10);

    private static readonly NotificationJson Json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Converters = { new TimeJson() },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    // Null asks for the number alone.
    private readonly Channel<Id?> waiting = Channel.CreateBounded<Id?>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);

    private volatile bool sessionIsOver;

    public Id Person => user.Id;

    public Id Session => user.SessionId;

    public void Tell(Id? notification) => waiting.Writer.TryWrite(notification);

    /// <summary>Its session has ended.</summary>
    public void End()
    {
        sessionIsOver = true;
        try
        {
            ended.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself just now.
        }
    }

    /// <summary>It was never opened.</summary>
    public void Abandon() => ended.Dispose();

    public async Task RunAsync(WebSocket socket, CancellationToken aborted)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ended.Token, aborted);
        Task[] parts = [SendAsync(socket, over.Token), ListenAsync(socket, over), WatchSessionAsync(over)];
        await Task.WhenAny(parts);
        await over.CancelAsync();
        foreach (var part in parts)
            await part.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await SayGoodbyeAsync(socket);
    }

    public void Dispose()
    {
        all.Close(this);
        ended.Dispose();
    }

    private async Task SendAsync(WebSocket socket, CancellationToken ct)
    {
        await SendUnseenAsync(socket, ct);
        await foreach (var first in waiting.Reader.ReadAllAsync(ct))
        {
            for (Id? next = first; ; )
            {
                if (next is { } id && await store.FindAsync(id, Person, ct) is { } notification)
                    await SendAsync(socket, JsonSerializer.SerializeToUtf8Bytes(new LiveNotification("notification", notification), Json.LiveNotification), ct);
                if (!waiting.Reader.TryRead(out next))
                    break;
            }

            await SendUnseenAsync(socket, ct);
        }
    }

    private async Task SendUnseenAsync(WebSocket socket, CancellationToken ct) =>
        await SendAsync(socket, JsonSerializer.SerializeToUtf8Bytes(new LiveUnseen("unseen", await store.CountUnseenAsync(Person, ct)), Json.LiveUnseen), ct);

    private async Task SendAsync(WebSocket socket, byte[] message, CancellationToken ct) =>
        await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, ct).WaitAsync(SendPatience, time, ct);

    /// <summary>Nothing is expected from the client but its goodbye and the pongs, which the socket itself takes in: what it says else ends it too.</summary>
    private static Task ListenAsync(WebSocket socket, CancellationTokenSource over) =>
        // Cancelling a receive aborts the socket: it is left waiting until the goodbye.
        socket.ReceiveAsync(new byte[1], CancellationToken.None).WaitAsync(over.Token);

    private async Task WatchSessionAsync(CancellationTokenSource over)
    {
        while (await sessions.IsAliveAsync(user.SessionId, user.Id, over.Token))
            await Task.Delay(SessionCheck, time, over.Token);
        sessionIsOver = true;
    }

    private async Task SayGoodbyeAsync(WebSocket socket)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
            return;
        var (status, words) = stopping.IsCancellationRequested ? (WebSocketCloseStatus.EndpointUnavailable, "The site restarts")
            : socket.State == WebSocketState.CloseReceived ? (WebSocketCloseStatus.NormalClosure, "")
            : sessionIsOver ? (WebSocketCloseStatus.PolicyViolation, "This session has ended")
            : (WebSocketCloseStatus.InternalServerError, "Please connect again");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), time);
        try
        {
            await socket.CloseOutputAsync(status, words, patience.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Whoever is gone needs no goodbye.
        }
    }
}
