using System.Buffers;
using System.Security.Cryptography;
using VideoTube.Http;

namespace VideoTube.Uploads.Tus;

/// <summary>Upload-Checksum: the hash that the bytes of one request must have.</summary>
internal sealed class TusChecksum : IDisposable
{
    public static readonly IReadOnlyList<string> Algorithms = ["sha1", "sha256"];

    private readonly IncrementalHash hash;
    private readonly byte[] expected;

    private TusChecksum(IncrementalHash hash, byte[] expected) => (this.hash, this.expected) = (hash, expected);

    /// <exception cref="RequestRefusedException">400: an algorithm that is not known here, or no hash of it.</exception>
    public static TusChecksum? Read(string? header)
    {
        if (header is null)
            return null;
        var parts = header.Split(' ');
        var algorithm = parts[0] switch { "sha1" => HashAlgorithmName.SHA1, "sha256" => HashAlgorithmName.SHA256, _ => default };
        if (parts.Length != 2 || algorithm == default)
            throw new RequestRefusedException(TusErrors.Algorithm);
        var expected = new byte[algorithm == HashAlgorithmName.SHA1 ? SHA1.HashSizeInBytes : SHA256.HashSizeInBytes];
        return Convert.TryFromBase64String(parts[1], expected, out var length) && length == expected.Length
            ? new TusChecksum(IncrementalHash.CreateHash(algorithm), expected)
            : throw new RequestRefusedException(TusErrors.Algorithm);
    }

    public void Add(in ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
            hash.AppendData(segment.Span);
    }

    public bool IsRight() => hash.GetHashAndReset().AsSpan().SequenceEqual(expected);

    public void Dispose() => hash.Dispose();
}
