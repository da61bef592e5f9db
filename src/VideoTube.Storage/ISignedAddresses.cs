namespace VideoTube.Storage;

/// <summary>A store whose files a browser can fetch from where they lie, by an address that is signed and ends.</summary>
public interface ISignedAddresses
{
    /// <summary>An address at which whoever has it may read the file for <paramref name="lifetime"/>, whether or not it exists;
    /// null when it does not lie there (yet).</summary>
    Uri? Sign(MediaKey key, TimeSpan lifetime);
}
