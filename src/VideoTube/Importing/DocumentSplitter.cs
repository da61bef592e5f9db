using System.Buffers;

namespace VideoTube.Importing;

/// <summary>
/// Cuts what mongoexport writes into its documents, whichever way it laid them out: one a line, as an array, pretty. Only
/// one document is held at a time. A document that breaks off ends where a line begins with the next one.
/// </summary>
internal sealed class DocumentSplitter
{
    private const int MaxDocument = 64 << 20; // MongoDB takes 16 MB; as text it is longer

    private readonly ArrayBufferWriter<byte> held = new();
    private long line = 1, beganAt;
    private int depth;
    private bool inText, isEscaped, isLineStart = true, isStray;

    public IEnumerable<ExportedDocument> Take(byte[] chunk, int count)
    {
        var start = 0;
        for (var i = 0; i < count; i++)
        {
            var b = chunk[i];
            var wasLineStart = isLineStart;
            isLineStart = b == '\n';
            if (b == '\n')
            {
                line++;
                isStray = false;
            }
            else if (b == '{' && (depth == 0 || wasLineStart))
            {
                if (depth > 0)
                    yield return Broken();
                (depth, inText, isEscaped, beganAt, start) = (1, false, false, line, i);
            }
            else if (depth == 0)
            {
                // A byte order mark, the array's own brackets and commas are no fault.
                if (!isStray && b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)',' or (byte)'[' or (byte)']' or 0xEF or 0xBB or 0xBF))
                {
                    isStray = true;
                    yield return new ExportedDocument(line, null);
                }
            }
            else if (Ends(b))
            {
                held.Write(chunk.AsSpan(start, i + 1 - start));
                yield return new ExportedDocument(beganAt, held.WrittenSpan.ToArray());
                held.ResetWrittenCount();
            }
        }

        if (depth > 0)
            held.Write(chunk.AsSpan(start, count - start));
        if (held.WrittenCount > MaxDocument)
        {
            yield return Broken();
            (depth, isStray) = (0, true);
        }
    }

    /// <summary>A document that the end of the file cut off, or null.</summary>
    public ExportedDocument? End() => depth > 0 ? Broken() : null;

    private ExportedDocument Broken()
    {
        held.ResetWrittenCount();
        return new ExportedDocument(beganAt, null);
    }

    private bool Ends(byte b)
    {
        if (inText)
        {
            inText = isEscaped || b != '"';
            isEscaped = !isEscaped && b == '\\';
        }
        else if (b == '"')
            inText = true;
        else if (b is (byte)'{' or (byte)'[')
            depth++;
        else if (b is (byte)'}' or (byte)']')
            return --depth == 0;
        return false;
    }
}

/// <param name="Line">Where it begins; the first is 1.</param>
/// <param name="Json">Null when it breaks off or is no document.</param>
internal sealed record ExportedDocument(long Line, byte[]? Json);
