using System.Text;

namespace VideoTube.Media.Running;

/// <summary>Reads what a child says, without letting it fill the memory.</summary>
internal static class OutputReader
{
    private const int TailSize = 16 * 1024;

    /// <summary>All of it, up to <paramref name="max"/> characters.</summary>
    /// <exception cref="InvalidDataException">It said more.</exception>
    public static async Task<string> ReadAllAsync(StreamReader reader, int max)
    {
        var text = new StringBuilder();
        var buffer = new char[8192];
        int read;
        while ((read = await reader.ReadAsync(buffer, CancellationToken.None)) > 0)
        {
            text.Append(buffer, 0, read);
            if (text.Length > max)
            {
                throw new InvalidDataException($"A media program said more than {max} characters.");
            }
        }

        return text.ToString();
    }

    /// <summary>The last 16 KiB.</summary>
    public static async Task<string> ReadTailAsync(Stream stream)
    {
        var buffer = new byte[2 * TailSize];
        var length = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer.AsMemory(length), CancellationToken.None)) > 0)
        {
            length += read;
            if (length > TailSize)
            {
                buffer.AsSpan(length - TailSize, TailSize).CopyTo(buffer);
                length = TailSize;
            }
        }

        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
