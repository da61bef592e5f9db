namespace VideoTube.Storage.Tests;

/// <summary>Gives zeros, then fails as a dropped connection does, or cancels the one who reads.</summary>
internal sealed class FailingStream(int length, CancellationTokenSource? cancels = null) : MemoryStream(new byte[length])
{
    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        await base.CopyToAsync(destination, bufferSize, cancellationToken);
        if (cancels is null)
            throw new EndOfStreamException();
        await cancels.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
