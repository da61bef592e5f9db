using System.Net;
using System.Net.Sockets;

namespace VideoTube.Configuration;

/// <summary>
/// Tries whether the site can listen where it should, before anything else is started: the web server itself would only
/// find out as the last of all, and tell it with a stack trace.
/// </summary>
internal static class ListeningAddress
{
    /// <returns>Null when it can, else why not, in words.</returns>
    public static string? FindFault(Settings settings)
    {
        var isLocalhost = settings.Host == "localhost";
        // As the server does: of localhost's two addresses one is enough, unless somebody else listens on the other.
        IPAddress[] addresses = isLocalhost ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Parse(settings.Host)];
        var faults = addresses.Select(address => Try(address, settings.Port)).OfType<SocketException>().ToList();
        var fault = faults.Find(fault => fault.SocketErrorCode == SocketError.AddressAlreadyInUse)
            ?? (faults.Count == addresses.Length ? faults[0] : null);
        return fault is null ? null : $"VideoTube cannot listen on {settings.Host}, port {settings.Port}: {Words(fault)}";
    }

    private static SocketException? Try(IPAddress address, int port)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, port));
            // Two may bind when neither listens yet.
            socket.Listen();
            return null;
        }
        catch (SocketException fault)
        {
            return fault;
        }
    }

    private static string Words(SocketException fault) => fault.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "another program listens there. Stop it, or give another PORT.",
        SocketError.AddressNotAvailable => "this machine does not have that address. Give another HOST.",
        SocketError.AccessDenied => "this user may not. Give a PORT from 1024 on.",
        _ => fault.Message,
    };
}
