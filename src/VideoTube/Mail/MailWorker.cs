using System.Data.Common;
using VideoTube.Configuration;
using VideoTube.Data;

namespace VideoTube.Mail;

/// <summary>Sends what lies in the outbox, one mail after another, until the program stops.</summary>
internal sealed partial class MailWorker(
    Outbox outbox, IEnumerable<ILetter> letters, Settings settings, TimeProvider time, ILogger<MailWorker> log) : BackgroundService
{
    // RFC 5321 section 4.5.3.2 would wait minutes for each answer; the next try is never far.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, ILetter> known = letters.ToDictionary(letter => letter.Name);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Mail is not { } mail)
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            var added = outbox.Added.Next;
            try
            {
                if (await outbox.ClaimAsync(stoppingToken) is { } waiting)
                {
                    await SendAsync(waiting, mail, stoppingToken);
                    continue;
                }
            }
            catch (DbException fault)
            {
                Unavailable(fault);
            }

            await Task.WhenAny(added, Task.Delay(Poll, time, stoppingToken));
        }
    }

    private async Task SendAsync(WaitingMail waiting, MailSettings mail, CancellationToken stopping)
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            patience.CancelAfter(Patience);
            if (await known[waiting.Letter].WriteAsync(waiting.Address, patience.Token) is { } letter)
                await SmtpConversation.SendAsync(mail.Server, Message(waiting, letter, mail), patience.Token);
        }
        catch (SmtpRefusedException refused) when (refused.IsFinal)
        {
            Refused(waiting.Letter, waiting.Id, refused.Message);
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested && fault is not DbException)
        {
            await RetryLaterAsync(waiting, fault, stopping);
            return;
        }

        await outbox.RemoveAsync(waiting, CancellationToken.None);
    }

    private OutgoingMail Message(WaitingMail waiting, Letter letter, MailSettings mail) =>
        new(mail.From, waiting.Address, letter, $"{waiting.Id}@{settings.SiteAddress!.IdnHost}", time.GetUtcNow());

    private async Task RetryLaterAsync(WaitingMail waiting, Exception fault, CancellationToken ct)
    {
        if (await outbox.RetryLaterAsync(waiting, ct) is { } sendAt)
            Retries(waiting.Letter, waiting.Id, waiting.Attempts, fault.Message, sendAt);
        else
            GivenUp(waiting.Letter, waiting.Id, fault.Message);
    }

    [LoggerMessage(EventId = 5000, Level = LogLevel.Warning, Message = "The {Letter} mail {Id} was not sent at try {Attempt}: {Reason} The next is at {SendAt:O}")]
    private partial void Retries(string letter, Id id, int attempt, string reason, DateTimeOffset sendAt);

    [LoggerMessage(EventId = 5001, Level = LogLevel.Error, Message = "The {Letter} mail {Id} was given up after a day: {Reason}")]
    private partial void GivenUp(string letter, Id id, string reason);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Warning, Message = "The {Letter} mail {Id} is refused for good: {Reason}")]
    private partial void Refused(string letter, Id id, string reason);

    [LoggerMessage(EventId = 5003, Level = LogLevel.Error, Message = "The outbox cannot be used; trying again")]
    private partial void Unavailable(Exception fault);
}
