using System.Globalization;
using System.Net.Mail;
using System.Text;

namespace VideoTube.Mail;

/// <summary>A letter in its envelope, as RFC 5322 and RFC 2045 write it.</summary>
/// <param name="Name">Names it among all mails, without the angle brackets.</param>
internal sealed record OutgoingMail(MailAddress From, string To, Letter Letter, string Name, DateTimeOffset Now)
{
    public string Sender => Ascii(From.Address);

    /// <summary>The domain as DNS knows it; the part before it as the person wrote it.</summary>
    public string Recipient => Ascii(To);

    /// <summary>The part before the @ is not ASCII: servers must offer SMTPUTF8 (RFC 6531).</summary>
    public bool NeedsUtf8 => !System.Text.Ascii.IsValid(Recipient) || !System.Text.Ascii.IsValid(Sender);

    /// <summary>Headers and body, lines ended by CRLF, none longer than 998 octets.</summary>
    public string Write()
    {
        var text = Letter.Text.ReplaceLineEndings("\r\n");
        var isPlain = System.Text.Ascii.IsValid(text);
        return string.Join("\r\n",
            $"From: {(From.DisplayName.Length > 0 ? $"{Word(From.DisplayName)} " : "")}<{Sender}>",
            $"To: <{Recipient}>",
            $"Subject: {Word(Letter.Subject)}",
            $"Date: {Now.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} +0000",
            $"Message-ID: <{Name}>",
            "Auto-Submitted: auto-generated", // RFC 3834: nobody's holiday answers this
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            $"Content-Transfer-Encoding: {(isPlain ? "7bit" : "base64")}",
            "",
            isPlain ? text : Convert.ToBase64String(Encoding.UTF8.GetBytes(text), Base64FormattingOptions.InsertLineBreaks),
            "");
    }

    /// <summary>RFC 2047 where it is not plain; a name of few words fits one encoded word.</summary>
    private static string Word(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '.' or '\'' or ':')
            ? text
            : $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?=";

    private static string Ascii(string address)
    {
        var at = address.LastIndexOf('@');
        return $"{address[..at]}@{new IdnMapping().GetAscii(address[(at + 1)..])}";
    }
}
