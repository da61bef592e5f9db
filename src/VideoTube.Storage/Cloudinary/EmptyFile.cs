using System.Security.Cryptography;

namespace VideoTube.Storage.Cloudinary;

/// <summary>Cloudinary takes no empty file ("Empty file", 400): one line that nobody else stores stands for it.</summary>
internal static class EmptyFile
{
    public static ReadOnlyMemory<byte> StandIn { get; } =
        "VideoTube keeps an empty file as this line. 0c5e3b6d-71a9-4a34-9d02-5b8f6f0f2c1e\n"u8.ToArray();

    private static readonly string Etag = Convert.ToHexStringLower(MD5.HashData(StandIn.Span));

    public static bool MayBe(long? length) => length == StandIn.Length;

    /// <summary>Entity tags are the MD5 of the bytes.</summary>
    public static bool Is(StoredFile file) => MayBe(file.Bytes) && file.Etag == Etag;
}
