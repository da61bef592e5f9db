using VideoTube.Configuration;
using VideoTube.Http;

namespace VideoTube.Accounts;

/// <summary>How much guessing and signing up one account or one client may do.</summary>
internal sealed class AccountLimits(Settings settings, TimeProvider time)
{
    private static readonly TimeSpan LoginWindow = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan RegistrationWindow = TimeSpan.FromHours(1);
    private static readonly TimeSpan ExportWindow = TimeSpan.FromHours(1);
    private static readonly TimeSpan MailWindow = TimeSpan.FromHours(1);

    // Enough for an owner at home while a few strangers guess; few enough for a good password to stand against a botnet.
    private const int AddressesPerAccount = 10;

    /// <summary>Failed sign-ins by account and client: guessing one password, which must not lock its owner out.</summary>
    public AttemptLimit LoginsOfAccountFromClient { get; } = new(settings.LoginAttempts, LoginWindow, time);

    /// <summary>Failed sign-ins by account: guessing one password from many places.</summary>
    public AttemptLimit LoginsOfAccount { get; } = new(settings.LoginAttempts * AddressesPerAccount, LoginWindow, time);

    /// <summary>Failed sign-ins by client: trying one password on many accounts.</summary>
    public AttemptLimit LoginsOfClient { get; } = new(settings.LoginAttemptsPerAddress, LoginWindow, time);

    /// <summary>Mails with a link for a new password, by address, whether or not an account has it.</summary>
    public AttemptLimit ResetsOfAddress { get; } = new(3, MailWindow, time);

    /// <summary>The same by client: asking on behalf of many others.</summary>
    public AttemptLimit MailsOfClient { get; } = new(20, MailWindow, time);

    /// <summary>Mails that ask to confirm an address, sent again.</summary>
    public AttemptLimit VerificationsOfAccount { get; } = new(3, MailWindow, time);

    /// <summary>Copies of all their data: each reads every file of theirs.</summary>
    public AttemptLimit ExportsOfAccount { get; } = new(5, ExportWindow, time);

    public AttemptLimit RegistrationsOfClient { get; } = new(settings.RegistrationsPerHour, RegistrationWindow, time);
}
