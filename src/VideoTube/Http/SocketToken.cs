namespace VideoTube.Http;

/// <summary>
/// Browsers can send no Authorization header with a WebSocket. A page of another origin offers two subprotocols instead,
/// <c>videotube</c> and <c>bearer.</c> with its access token: unlike in an address, the token ends in no log, history or Referer.
/// </summary>
internal static class SocketToken
{
    private const string Protocol = "videotube", Bearer = "bearer.";

    public static bool IsHandshake(HttpRequest request) =>
        request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase);

    /// <summary>The access token among the subprotocols offered; null when there is none.</summary>
    public static string? Of(HttpRequest request) =>
        IsHandshake(request) ? Offered(request).FirstOrDefault(offer => offer.StartsWith(Bearer, StringComparison.Ordinal))?[Bearer.Length..] : null;

    /// <summary>What the answer names: never the token.</summary>
    public static string? ProtocolOf(HttpRequest request) => Offered(request).Contains(Protocol) ? Protocol : null;

    private static IEnumerable<string> Offered(HttpRequest request) =>
        request.Headers.GetCommaSeparatedValues("Sec-WebSocket-Protocol");
}
