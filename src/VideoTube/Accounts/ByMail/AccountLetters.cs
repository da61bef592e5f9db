using VideoTube.Configuration;
using VideoTube.Mail;

namespace VideoTube.Accounts.ByMail;

/// <summary>Asks whoever reads an address to say that it is theirs.</summary>
internal sealed class VerifyLetter(MailedTokens tokens, Settings settings) : ILetter
{
    public string Name => MailedTokens.Verify;

    public async Task<Letter?> WriteAsync(string address, CancellationToken ct) =>
        await tokens.MakeAsync(MailedTokens.Verify, address, ct) is not { } made ? null : new Letter(
            "Confirm your e-mail address",
            $"""
             Hello {made.Username},

             please confirm that this is your e-mail address:

             {new Uri(settings.SiteAddress!, $"/verify-email?token={made.Token}")}

             The link is good once, for an hour. If you did not make an account
             at {settings.SiteAddress!.Authority}, there is nothing you need to do.
             """);
}

/// <summary>Lets whoever reads an account's address choose a new password.</summary>
internal sealed class ResetLetter(MailedTokens tokens, Settings settings) : ILetter
{
    public string Name => MailedTokens.Reset;

    public async Task<Letter?> WriteAsync(string address, CancellationToken ct) =>
        await tokens.MakeAsync(MailedTokens.Reset, address, ct) is not { } made ? null : new Letter(
            "Choose a new password",
            $"""
             Hello {made.Username},

             somebody, hopefully you, asked for a new password for your account.
             Choose one here:

             {new Uri(settings.SiteAddress!, $"/reset-password?token={made.Token}")}

             The link is good once, for an hour. If it was not you, there is
             nothing you need to do: your password stays as it is.
             """);
}

/// <summary>Tells the address that an account had that it has another one.</summary>
internal sealed class AddressChangedLetter(Settings settings) : ILetter
{
    public const string Kind = "address-changed";

    public string Name => Kind;

    public Task<Letter?> WriteAsync(string address, CancellationToken ct) => Task.FromResult<Letter?>(new Letter(
        "Your e-mail address was changed",
        $"""
         Hello,

         the account at {settings.SiteAddress!.Authority} that had this e-mail address
         has another one now: its mail goes there, and no more comes here.

         If you changed it, there is nothing you need to do. If it was not you,
         somebody else is in your account: please ask those who keep the site
         for help.
         """));
}
