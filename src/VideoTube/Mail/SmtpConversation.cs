using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using VideoTube.Configuration;

namespace VideoTube.Mail;

/// <summary>
/// Hands one mail to a server: RFC 5321 with STARTTLS (RFC 3207) or TLS from the start (RFC 8314), and AUTH PLAIN or LOGIN
/// (RFC 4954). The framework's client knows no TLS from the start, and no time-out of its asynchronous calls.
/// </summary>
internal sealed class SmtpConversation : IAsyncDisposable
{
    private readonly SmtpServer server;
    private Stream stream;
    private SmtpReplies replies;
    private HashSet<string> offers = [];

    private SmtpConversation(SmtpServer server, Stream stream) =>
        (this.server, this.stream, replies) = (server, stream, new SmtpReplies(stream));

    /// <exception cref="SmtpRefusedException">The server did not take it.</exception>
    /// <exception cref="IOException">The server cannot be reached, or stopped talking.</exception>
    public static async Task SendAsync(SmtpServer server, OutgoingMail mail, CancellationToken ct)
    {
        using var connection = new TcpClient { NoDelay = true };
        await connection.ConnectAsync(server.Host, server.Port, ct);
        await using var talk = new SmtpConversation(server, connection.GetStream());
        await talk.BeginAsync(mail, ct);
        await talk.AuthenticateAsync(ct);
        await talk.HandOverAsync(mail, ct);
        await talk.SayAsync("QUIT", ct); // the mail is theirs: the answer changes nothing
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private async Task BeginAsync(OutgoingMail mail, CancellationToken ct)
    {
        if (server.IsTlsFromStart)
            await SecureAsync(ct);
        await replies.ExpectAsync(220, ct);
        await GreetAsync(mail, ct);
        if (stream is SslStream || !offers.Contains("STARTTLS"))
            return;
        await AskAsync("STARTTLS", 220, ct);
        await SecureAsync(ct);
        await GreetAsync(mail, ct);
    }

    private async Task GreetAsync(OutgoingMail mail, CancellationToken ct)
    {
        var lines = await AskAsync($"EHLO {mail.Name[(mail.Name.IndexOf('@') + 1)..]}", 250, ct);
        offers = lines.Skip(1).Select(line => line.ToUpperInvariant()).ToHashSet();
    }

    /// <summary>What came before in the clear, and might be another's, is not read any more.</summary>
    private async Task SecureAsync(CancellationToken ct)
    {
        var secure = new SslStream(stream);
        stream = secure;
        var options = new SslClientAuthenticationOptions { TargetHost = server.Host };
        if (server.Authority is { } authority)
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { authority }, RevocationMode = X509RevocationMode.NoCheck,
            };
        await secure.AuthenticateAsClientAsync(options, ct);
        replies = new SmtpReplies(secure);
    }

    private async Task AuthenticateAsync(CancellationToken ct)
    {
        if (server.Credential is not { } credential)
            return;
        if (stream is not SslStream && !server.IsLocal)
            throw new SmtpRefusedException("the server offers no TLS, and the password is not sent in the clear", isFinal: false);
        var ways = offers.FirstOrDefault(offer => offer.StartsWith("AUTH ", StringComparison.Ordinal))?.Split(' ') ?? [];
        if (ways.Contains("PLAIN"))
        {
            await AskAsync($"AUTH PLAIN {Base64($"\0{credential.UserName}\0{credential.Password}")}", 235, ct);
            return;
        }

        await AskAsync("AUTH LOGIN", 334, ct);
        await AskAsync(Base64(credential.UserName), 334, ct);
        await AskAsync(Base64(credential.Password), 235, ct);
    }

    private async Task HandOverAsync(OutgoingMail mail, CancellationToken ct)
    {
        if (mail.NeedsUtf8 && !offers.Contains("SMTPUTF8"))
            throw new SmtpRefusedException("the server takes no addresses beyond ASCII", isFinal: true);
        await AskAsync($"MAIL FROM:<{mail.Sender}>{(mail.NeedsUtf8 ? " SMTPUTF8" : "")}", 250, ct);
        await AskAsync($"RCPT TO:<{mail.Recipient}>", 250, ct, isOfThisMail: true);
        await AskAsync("DATA", 354, ct);
        // A line that is one dot ends the mail: lines that begin with one get another (section 4.5.2).
        var text = mail.Write().Replace("\r\n.", "\r\n..");
        await AskAsync($"{text}\r\n.", 250, ct, isOfThisMail: true);
    }

    private async Task<IReadOnlyList<string>> AskAsync(string line, int expected, CancellationToken ct, bool isOfThisMail = false)
    {
        await SayAsync(line, ct);
        return await replies.ExpectAsync(expected, ct, isOfThisMail);
    }

    private async Task SayAsync(string line, CancellationToken ct) =>
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"{line}\r\n"), ct);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}

/// <param name="isFinal">This mail will never be taken; otherwise a later try may go well.</param>
internal sealed class SmtpRefusedException(string words, bool isFinal) : IOException(words)
{
    public bool IsFinal => isFinal;
}
