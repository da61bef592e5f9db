using System.Text;

namespace VideoTube.Mail;

/// <summary>A server's replies: a code and, on one line or many, words (RFC 5321 section 4.2.1).</summary>
internal sealed class SmtpReplies(Stream stream)
{
    private const int MaxBytes = 16 * 1024;

    private readonly byte[] buffer = new byte[MaxBytes];
    private int filled;

    /// <summary>The words of the next reply, line by line, when it has the expected code.</summary>
    /// <param name="isOfThisMail">A refusal is of this mail, not of our settings: when permanent (5xx), it stays one.</param>
    public async Task<IReadOnlyList<string>> ExpectAsync(int code, CancellationToken ct, bool isOfThisMail = false)
    {
        var lines = new List<string>();
        string line;
        do
        {
            line = await ReadLineAsync(ct);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), out _))
                throw new IOException("The mail server said something that is no SMTP reply.");
            lines.Add(line.Length > 4 ? line[4..] : "");
        }
        while (line.Length > 3 && line[3] == '-' && lines.Count < 100);

        var got = int.Parse(line.AsSpan(0, 3));
        // A server that sends the mail on says 251 where one that keeps it says 250.
        return got == code || (code == 250 && got is 251 or 252)
            ? lines
            : throw new SmtpRefusedException($"the mail server said {got} {string.Join(' ', lines)}", isOfThisMail && got >= 500);
    }

    private async Task<string> ReadLineAsync(CancellationToken ct)
    {
        int end;
        while ((end = buffer.AsSpan(0, filled).IndexOf("\r\n"u8)) < 0)
        {
            if (filled == buffer.Length)
                throw new IOException("The mail server's reply is longer than any is.");
            var read = await stream.ReadAsync(buffer.AsMemory(filled), ct);
            if (read == 0)
                throw new IOException("The mail server hung up.");
            filled += read;
        }

        var line = Encoding.UTF8.GetString(buffer, 0, end);
        filled -= end + 2;
        buffer.AsSpan(end + 2, filled).CopyTo(buffer);
        return line;
    }
}
