using System.Text.Json.Nodes;

namespace VideoTube.Http;

/// <summary>A file that a form may bring.</summary>
internal sealed record FormFileRule(string Name, long MaxBytes)
{
    /// <summary>
    /// Judges, by a <see cref="RequestRefusedException"/>, the fields that came before the file, before a byte of it is read.
    /// Fields that come later are for whoever reads the whole form.
    /// </summary>
    public Action<JsonObject>? JudgeFields { get; init; }

    /// <summary>Judges the file by its first bytes, 128 KiB or all of it, before the rest is read; null takes it.</summary>
    public Func<ReadOnlyMemory<byte>, ApiError?>? JudgeStart { get; init; }

    /// <summary>Told after each write how much lies on the disk.</summary>
    public Action<SentFile>? OnWritten { get; init; }

    public ApiError TooLarge { get; init; } = HttpErrors.BodyTooLarge;
}

/// <summary>A file of a form, in the temporary folder. Whoever keeps it moves it away.</summary>
internal sealed class SentFile(string name, string fileName, string contentType, string path)
{
    public string Name => name;

    /// <summary>As the client calls it; to be shown, never to be used as a path.</summary>
    public string FileName => fileName;

    /// <summary>As the client says; not to be believed.</summary>
    public string ContentType => contentType;

    public string Path => path;

    public long Length { get; set; }
}
