using VideoTube.Accounts.Sessions;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Storage;
using VideoTube.Videos;

namespace VideoTube.Accounts.Closing;

internal sealed record AccountClosing(string? Password) : IRequestBody<AccountClosing>;

/// <summary>
/// Removes an account with all that is theirs. One small transaction closes it: from then on nobody is signed in to it and
/// its names are free. The rest goes in steps, so that others write in between, and is gone on with after a crash.
/// </summary>
internal sealed class CloseAccount(
    AccountStore accounts, ClosedAccountStore closed, CheckPassword check, LivingSessions living, DeleteVideo deleteVideo, MediaLeftovers leftovers) : ISweep
{
    string ISweep.What => "closed accounts";

    /// <summary>Null when it is gone.</summary>
    public async Task<ApiError?> RunAsync(AccountClosing request, CurrentUser user, Device device, CancellationToken ct)
    {
        if (AccountRules.Missing(("password", request.Password)) is { } missing)
            return missing;
        if (await accounts.FindPasswordAsync(user.Id, ct) is not { } known)
            return AccountErrors.NotFound;
        if (await check.RunAsync(known, known.Username, request.Password!, device, AccountErrors.WrongPassword, ct) is { } refused)
            return refused;
        if (await closed.CloseAsync(known, ct) is not { } sessions)
            return AccountErrors.WrongPassword;
        foreach (var session in sessions)
            living.Ended(session);
        await FinishAsync(user.Id, CancellationToken.None);
        return null;
    }

    async Task<int> ISweep.RunAsync(CancellationToken ct)
    {
        var unfinished = await closed.ListAsync(ct);
        foreach (var user in unfinished)
            await FinishAsync(user, ct);
        return unfinished.Count;
    }

    private async Task FinishAsync(Id user, CancellationToken ct)
    {
        var folders = new List<MediaKey> { ClosedAccountStore.FolderOf(user) };
        while (await closed.RemoveVideosAsync(user, deleteVideo, ct) is { Count: > 0 } removed)
            folders.AddRange(removed.Select(VideoKeys.Folder));
        await closed.RemoveAsync(user, ct);
        await leftovers.RemoveAsync(folders, ct);
    }
}
