using System.Collections.Concurrent;
using VideoTube.Http;

namespace VideoTube.Accounts.Passwords;

/// <summary>
/// Hashes and verifies on threads of its own, so that a burst of sign-ins queues up beside the site instead of taking
/// the threads and the processors that answer everyone else.
/// </summary>
internal sealed class PasswordHasher : IDisposable
{
    public const int Cost = 10;

    /// <summary>A hash takes some tens of milliseconds: whoever is queued last still waits seconds, not minutes.</summary>
    public const int MaxWaiting = 64;

    // Half the processors stay free for reads.
    public static readonly int Threads = Math.Max(1, Environment.ProcessorCount / 2);

    private readonly BlockingCollection<Action> work = new(MaxWaiting);
    private readonly string unknownUser = Bcrypt.Hash(Guid.NewGuid().ToString("N"), Cost);

    public PasswordHasher()
    {
        for (var i = 0; i < Threads; i++)
            new Thread(Work) { IsBackground = true, Name = "passwords" }.Start();
    }

    public Task<string> HashAsync(string password, CancellationToken ct) => RunAsync(() => Bcrypt.Hash(password, Cost), ct);

    /// <summary>A null hash, of a user who does not exist, takes as long and is never right.</summary>
    public Task<bool> VerifyAsync(string password, string? hash, CancellationToken ct) =>
        RunAsync(() => Bcrypt.Verify(password, hash ?? unknownUser) && hash is not null, ct);

    /// <exception cref="RequestRefusedException">Too much is waiting already: 503.</exception>
    internal Task<T> RunAsync<T>(Func<T> job, CancellationToken ct)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!work.TryAdd(() => Run(job, done, ct)))
            throw new RequestRefusedException(HttpErrors.Unavailable);
        return done.Task;
    }

    public void Dispose() => work.CompleteAdding();

    private static void Run<T>(Func<T> job, TaskCompletionSource<T> done, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
        {
            done.SetCanceled(ct);
            return;
        }

        try
        {
            done.SetResult(job());
        }
        catch (Exception fault)
        {
            done.SetException(fault);
        }
    }

    private void Work()
    {
        foreach (var job in work.GetConsumingEnumerable())
            job();
    }
}
