namespace VideoTube.Mail;

/// <summary>A kind of mail. What it says is settled when it is sent, not when it is asked for.</summary>
internal interface ILetter
{
    /// <summary>As the outbox knows it.</summary>
    string Name { get; }

    /// <summary>Null when there is nobody to send it to, or no use in it any more.</summary>
    Task<Letter?> WriteAsync(string address, CancellationToken ct);
}

/// <param name="Text">Lines of plain text.</param>
internal sealed record Letter(string Subject, string Text);
