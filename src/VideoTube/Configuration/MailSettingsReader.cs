using System.Net.Mail;

namespace VideoTube.Configuration;

internal sealed partial class SettingsReader
{
    private MailSettings? Mail()
    {
        var server = default(SmtpServer);
        if (Value("SMTP_URL") is { } url && !SmtpServer.TryParse(url, out server))
            Fault("SMTP_URL", "must look like smtp://user:password@host:587 or smtps://user:password@host:465, percent-encoded");
        var from = default(MailAddress);
        if (Value("MAIL_FROM") is { } address && !MailAddress.TryCreate(address, out from))
            Fault("MAIL_FROM", $"must be an address such as VideoTube <videos@example.org>, not '{address}'");
        else if (server is not null && from is null)
            Fault("MAIL_FROM", "must be set where SMTP_URL is");
        return server is not null && from is not null ? new MailSettings(server, from) : null;
    }

    private Uri? SiteAddress()
    {
        if (Value("SITE_URL") is not { } text)
        {
            if (Value("SMTP_URL") is not null)
                Fault("SITE_URL", "must be set where SMTP_URL is: the links in mails begin with it");
            return null;
        }

        if (IsOrigin(text))
            return new Uri(text);
        Fault("SITE_URL", $"must be an address such as https://videos.example.org, not '{text}'");
        return null;
    }
}
