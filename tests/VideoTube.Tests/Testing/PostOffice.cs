using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;

namespace VideoTube.Tests.Testing;

/// <summary>A mail server on the loopback that keeps what it is given, and can be told to refuse.</summary>
internal sealed class PostOffice : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Channel<ReceivedMail> mails = Channel.CreateUnbounded<ReceivedMail>();
    private readonly CancellationTokenSource closing = new();
    private readonly Task accepting;
    private int connections;

    public PostOffice(bool tlsFromStart = false, bool startTls = false)
    {
        Certificate = MakeCertificate();
        (TlsFromStart, StartTls) = (tlsFromStart, startTls);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    public int Port { get; }

    public X509Certificate2 Certificate { get; }

    public bool TlsFromStart { get; }

    public bool StartTls { get; }

    /// <summary>What a client must show: the Base64 of AUTH PLAIN; null asks for nothing.</summary>
    public string? Credential { get; set; }

    /// <summary>The reply to RCPT, 250 unless told otherwise.</summary>
    public Func<string, string> Judge { get; set; } = _ => "250 ok";

    public int Connections => Volatile.Read(ref connections);

    /// <summary>Settings of a site that sends its mail here.</summary>
    public Dictionary<string, string> Settings(string credential = "") => new()
    {
        ["SMTP_URL"] = $"smtp://{credential}127.0.0.1:{Port}", ["MAIL_FROM"] = "VideoTube <videos@example.org>", ["SITE_URL"] = "https://videos.example.org",
    };

    public async Task<ReceivedMail> NextAsync() => await mails.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));

    /// <summary>The next one to somebody; others are dropped.</summary>
    public async Task<ReceivedMail> NextAsync(string to, string subject)
    {
        while (true)
            if (await NextAsync() is var mail && mail.To == to && mail.Subject == subject)
                return mail;
    }

    public bool HasMore => mails.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await accepting;
        Certificate.Dispose();
        closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(closing.Token);
                Interlocked.Increment(ref connections);
                talks.Add(TalkAsync(client));
            }
        }
        catch (Exception) when (closing.IsCancellationRequested)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            Stream stream = connection.GetStream();
            if (TlsFromStart)
                stream = await SecureAsync(stream);
            while (await TalkAsync(stream) is { } next)
                stream = next;
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client has gone, or does not trust this server.
        }
    }

    /// <summary>One conversation; gives the stream to go on with after STARTTLS.</summary>
    private async Task<Stream?> TalkAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        Task Say(string line) => stream.WriteAsync(Encoding.UTF8.GetBytes($"{line}\r\n"), closing.Token).AsTask();
        var (from, to, isKnown) = ("", "", Credential is null);
        if (stream is NetworkStream || TlsFromStart)
            await Say("220 post office");
        while (await reader.ReadLineAsync(closing.Token) is { } line)
        {
            switch (line.Split(' ')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await Say("250-post office\r\n250-SIZE 100000" + (StartTls && stream is not SslStream ? "\r\n250-STARTTLS" : "") + "\r\n250 AUTH PLAIN LOGIN");
                    break;
                case "STARTTLS":
                    await Say("220 go ahead");
                    return await SecureAsync(stream);
                case "AUTH":
                    isKnown = line == $"AUTH PLAIN {Credential}";
                    await Say(isKnown ? "235 welcome" : "535 who are you");
                    break;
                case "MAIL" when !isKnown:
                    await Say("530 sign in first");
                    break;
                case "MAIL":
                    from = line["MAIL FROM:<".Length..line.IndexOf('>')];
                    await Say("250 ok");
                    break;
                case "RCPT":
                    to = line["RCPT TO:<".Length..line.IndexOf('>')];
                    await Say(Judge(to));
                    break;
                case "DATA":
                    await Say("354 go on");
                    var text = await ReadTextAsync(reader);
                    mails.Writer.TryWrite(new ReceivedMail(from, to, text));
                    await Say("250 taken");
                    break;
                default:
                    await Say("221 bye");
                    return null;
            }
        }

        return null;
    }

    private async Task<string> ReadTextAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(closing.Token) is { } line && line != ".")
            text.Append(line.StartsWith('.') ? line[1..] : line).Append('\n');
        return text.ToString();
    }

    private async Task<Stream> SecureAsync(Stream stream)
    {
        var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, closing.Token);
        return secure;
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}

internal sealed record ReceivedMail(string From, string To, string Raw)
{
    public string Subject => Header("Subject")!;

    public string Body => Raw[(Raw.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];

    /// <summary>The token of the link in it.</summary>
    public string Token => Body.Split("token=")[1].Split('\n')[0];

    public string? Header(string name) =>
        Raw.Split("\n\n")[0].Split('\n').FirstOrDefault(line => line.StartsWith($"{name}: ", StringComparison.Ordinal))?[(name.Length + 2)..];
}
