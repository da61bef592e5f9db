using VideoTube.Accounts;
using VideoTube.Accounts.ByMail;
using VideoTube.Accounts.Passwords;
using VideoTube.Accounts.Sessions;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Moderation;

/// <summary>Gives somebody who cannot help themselves a new password; all their sessions end.</summary>
internal sealed class SetPassword(Database database, PasswordHasher hasher, LivingSessions living, AuditLog audit, TimeProvider time)
{
    /// <summary>Null when it is done.</summary>
    public async Task<ApiError?> RunAsync(Actor actor, KnownPassword known, string password, CancellationToken ct)
    {
        if (AccountRules.Faulty(("password", PasswordRules.FaultOf(password, known.Username, known.Email))) is { } faulty)
            return faulty;
        var hash = await hasher.HashAsync(password, ct);
        var ended = await database.WriteAsync(async session =>
        {
            await StandingStore.SetPasswordAsync(session, known.UserId, hash, time.GetUtcNow());
            await MailedTokens.DropAsync(session, MailedTokens.Reset, known.UserId);
            await audit.WriteAsync(session, actor, "user.password", "user", known.UserId, "");
            return await StandingStore.EndSessionsAsync(session, known.UserId);
        }, ct);
        foreach (var one in ended)
            living.Ended(one);
        return null;
    }
}
