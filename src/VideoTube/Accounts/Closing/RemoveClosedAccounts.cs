using VideoTube.Data;
using VideoTube.Uploads.Tus;
using VideoTube.Videos;

namespace VideoTube.Accounts.Closing;

/// <summary>
/// Removes all that was of closed accounts: rows in steps, so that others write in between, then the files. Whatever a crash
/// leaves is still known, and the next run goes on with it.
/// </summary>
internal sealed class RemoveClosedAccounts(ClosedAccountStore closed, DeleteVideo deleteVideo, RemoveUpload uploads, MediaLeftovers leftovers) : ISweep, IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    string ISweep.What => "closed accounts";

    /// <summary>When it returns, nothing is left of any account that was closed before the call.</summary>
    /// <returns>How many accounts were removed.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            var unfinished = await closed.ListAsync(ct);
            foreach (var user in unfinished)
            {
                await uploads.RunAllOfAsync(user, ct);
                while (await closed.RemoveVideosAsync(user, deleteVideo, ct) > 0)
                {
                }

                await closed.RemoveAsync(user, ct);
            }

            if (unfinished.Count > 0)
                await leftovers.RunAsync(ct);
            return unfinished.Count;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
