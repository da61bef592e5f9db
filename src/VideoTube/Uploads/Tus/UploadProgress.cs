using System.Collections.Immutable;
using VideoTube.Data;

namespace VideoTube.Uploads.Tus;

/// <summary>Tells, in this process, how much of an upload is safe on the disk and may be read there while the rest comes.</summary>
internal sealed class UploadProgress(TusFolder folder)
{
    private ImmutableList<Action<DurableBytes>> listeners = [];

    /// <summary>Until it is disposed. Called by the thread that writes: who listens does no more than take note.</summary>
    public IDisposable Listen(Action<DurableBytes> heard)
    {
        ImmutableInterlocked.Update(ref listeners, list => list.Add(heard));
        return new Listening(() => ImmutableInterlocked.Update(ref listeners, list => list.Remove(heard)));
    }

    public void Tell(TusUpload upload, long bytes)
    {
        if (upload.IsPartial)
            return;
        foreach (var heard in listeners)
            heard(new DurableBytes(upload.Id, upload.Owner, folder.BytesOf(upload.Id), bytes, upload.Length));
    }

    private sealed class Listening(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

/// <param name="Path">The growing file; gone when the upload has become a video.</param>
/// <param name="Bytes">How many are durable and never change.</param>
/// <param name="Length">How many there will be.</param>
internal sealed record DurableBytes(Id Upload, Id Owner, string Path, long Bytes, long Length);
