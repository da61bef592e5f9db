using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace VideoTube.Commands;

/// <summary>
/// Rows as they come: aligned columns for people, one JSON object a line for programs. Widths are given, so that a list of
/// a million rows is never held.
/// </summary>
internal sealed class Table<T>(bool asJson, JsonTypeInfo<T> type, params IReadOnlyList<Column<T>> columns)
{
    private bool hasHeader;

    public void Write(T row)
    {
        if (asJson)
        {
            Console.WriteLine(JsonLine.Of(row, type));
            return;
        }

        if (!hasHeader)
            Console.WriteLine(Line(columns.Select(column => column.Title)));
        hasHeader = true;
        Console.WriteLine(Line(columns.Select(column => Text(column.Value(row)))));
    }

    /// <summary>One row alone, a line for each column.</summary>
    public void WriteAlone(T row)
    {
        if (asJson)
        {
            Console.WriteLine(JsonLine.Of(row, type));
            return;
        }

        var width = columns.Max(column => column.Title.Length) + 2;
        foreach (var column in columns)
            Console.WriteLine($"{column.Title.PadRight(width)}{Text(column.Value(row))}".TrimEnd());
    }

    private string Line(IEnumerable<string> cells)
    {
        var line = new StringBuilder();
        foreach (var (cell, column) in cells.Zip(columns))
            line.Append(column.IsNumber ? cell.PadLeft(column.Width) : cell.PadRight(column.Width)).Append("  ");
        return line.ToString().TrimEnd();
    }

    /// <summary>What came from people must not move the terminal's cursor.</summary>
    private static string Text(object? value) => value switch
    {
        null => "-",
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss"),
        var other => new string([.. (other.ToString() ?? "").Select(c => char.IsControl(c) ? ' ' : c)]),
    };
}

internal sealed record Column<T>(string Title, int Width, Func<T, object?> Value)
{
    public bool IsNumber { get; init; }
}

internal static class JsonLine
{
    public static string Of<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);
}
