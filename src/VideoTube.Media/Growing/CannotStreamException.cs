namespace VideoTube.Media.Growing;

/// <summary>
/// A file cannot be followed while it grows, or no longer. That says nothing against the file: when it is whole, the
/// ordinary way is taken. The message is for the log.
/// </summary>
public sealed class CannotStreamException : Exception
{
    public CannotStreamException(string why) : base(why) { }

    public CannotStreamException(string why, Exception cause) : base(why, cause) { }
}
