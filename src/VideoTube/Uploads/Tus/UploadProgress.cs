using System.Collections.Immutable;

namespace VideoTube.Uploads.Tus;

/// <summary>Tells, in this process, how much of an upload has been written and may be read while the rest comes.</summary>
internal sealed class UploadProgress
{
    private ImmutableList<Action<ArrivedBytes>> listeners = [];

    /// <summary>Until it is disposed. Called by the thread that writes: who listens does no more than take note.</summary>
    public IDisposable Listen(Action<ArrivedBytes> heard)
    {
        ImmutableInterlocked.Update(ref listeners, list => list.Add(heard));
        return new Listening(() => ImmutableInterlocked.Update(ref listeners, list => list.Remove(heard)));
    }

    public void Tell(TusUpload upload, long bytes)
    {
        var arrived = new ArrivedBytes(upload, bytes);
        foreach (var heard in listeners)
            heard(arrived);
    }

    private sealed class Listening(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

/// <param name="Bytes">How many are there; fewer than before when some were taken back. They need not have reached the disk yet.</param>
internal sealed record ArrivedBytes(TusUpload Upload, long Bytes);
