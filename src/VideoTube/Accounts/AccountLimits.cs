using VideoTube.Configuration;

namespace VideoTube.Accounts;

/// <summary>How much guessing and signing up one account or one client may do.</summary>
internal sealed class AccountLimits(Settings settings, TimeProvider time)
{
    private static readonly TimeSpan LoginWindow = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan RegistrationWindow = TimeSpan.FromHours(1);

    /// <summary>Failed sign-ins by account: guessing one password.</summary>
    public AttemptLimit LoginsOfAccount { get; } = new(settings.LoginAttempts, LoginWindow, time);

    /// <summary>Failed sign-ins by client: trying one password on many accounts.</summary>
    public AttemptLimit LoginsOfClient { get; } = new(settings.LoginAttemptsPerAddress, LoginWindow, time);

    public AttemptLimit RegistrationsOfClient { get; } = new(settings.RegistrationsPerHour, RegistrationWindow, time);
}
