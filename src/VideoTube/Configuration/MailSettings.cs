using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Mail;
using System.Security.Cryptography.X509Certificates;

namespace VideoTube.Configuration;

/// <summary>Which server takes the site's mail, and in whose name it goes out.</summary>
internal sealed record MailSettings(SmtpServer Server, MailAddress From);

/// <summary>A mail server from <c>SMTP_URL</c>.</summary>
/// <param name="IsTlsFromStart"><c>smtps:</c>; otherwise TLS begins with STARTTLS where the server offers it.</param>
internal sealed record SmtpServer(string Host, int Port, bool IsTlsFromStart, NetworkCredential? Credential)
{
    private const int SubmissionPort = 587, SubmissionsPort = 465; // RFC 6409, RFC 8314

    /// <summary>Signs the server's certificate when none of the system's authorities does.</summary>
    public X509Certificate2? Authority { get; init; }

    public bool IsLocal => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Reads <c>smtp://user:password@host:port</c> or <c>smtps://…</c>, both parts of the credential percent-encoded.</summary>
    public static bool TryParse(string url, [NotNullWhen(true)] out SmtpServer? server)
    {
        server = null;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("smtp" or "smtps")
            || uri.Host.Length == 0 || uri.AbsolutePath.Trim('/').Length > 0 || uri.Query.Length > 0)
            return false;
        var parts = uri.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToArray();
        if (uri.UserInfo.Length > 0 && parts is not [{ Length: > 0 }, { Length: > 0 }])
            return false;
        var isSecure = uri.Scheme == "smtps";
        server = new SmtpServer(
            uri.Host.Trim('[', ']'), uri.IsDefaultPort || uri.Port <= 0 ? (isSecure ? SubmissionsPort : SubmissionPort) : uri.Port, isSecure,
            uri.UserInfo.Length > 0 ? new NetworkCredential(parts[0], parts[1]) : null);
        return true;
    }
}
