using System.Text;
using System.Xml;

namespace VideoTube.Feeds;

/// <summary>XML 1.0 has no place for control characters or half a surrogate pair: titles may hold them, documents may not.</summary>
internal static class XmlText
{
    public static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Async = true };

    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                    clean.Append(text[i]).Append(text[++i]);
            }
            else if (XmlConvert.IsXmlChar(text[i]))
            {
                clean.Append(text[i]);
            }
        }

        return clean.ToString();
    }

    public static string Cut(string text, int length) =>
        Clean(text.Length <= length ? text : $"{text[..(length - 1)].TrimEnd()}…");
}
