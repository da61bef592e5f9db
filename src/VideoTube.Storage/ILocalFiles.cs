using Microsoft.Win32.SafeHandles;

namespace VideoTube.Storage;

/// <summary>A store whose files also lie on this machine's disk, so that ffmpeg and the kernel can read them in place.</summary>
public interface ILocalFiles
{
    /// <summary>Absolute path of a key's file, whether or not it exists.</summary>
    string PathOf(MediaKey key);

    /// <summary>Opens the file for reading, or null when there is none. The caller disposes it.</summary>
    LocalMedia? OpenFile(MediaKey key);
}

/// <summary>An open file with its own facts: a later put under the same key changes neither.</summary>
public sealed class LocalMedia(SafeFileHandle handle, MediaFacts facts) : IDisposable
{
    /// <summary>Read-only; for <see cref="RandomAccess"/>.</summary>
    public SafeFileHandle Handle => handle;

    public MediaFacts Facts => facts;

    public void Dispose() => handle.Dispose();
}
