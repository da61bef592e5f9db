using System.Net;
using System.Text;
using Microsoft.AspNetCore.Components;
using VideoTube.Dashboard;
using VideoTube.Web.Words;

namespace VideoTube.Web.Studio;

/// <summary>
/// Days as a line, and the same number of days before as a second one, in SVG. Places are percentages, so that letters and lines keep
/// their size at any width; what is told of a day shows while one points at it (studio.css).
/// </summary>
internal sealed class LineChart
{
    private const int LabelEvery = 7, TipWidth = 190, TipHeight = 52;

    private readonly StringBuilder svg = new();
    private readonly Measure measure;
    private readonly IReadOnlyList<DayGain> before, now;
    private readonly IReadOnlyList<double> scale;
    private readonly ChartUnit unit;

    private LineChart(Measure measure, IReadOnlyList<DayGain> before, IReadOnlyList<DayGain> now)
    {
        (this.measure, this.before, this.now) = (measure, before, now);
        var most = before.Concat(now).Max(measure.Of);
        unit = measure.Unit(most);
        scale = ChartScale.Of(most / unit.Size);
    }

    /// <param name="before">As many days as <paramref name="now"/>.</param>
    public static MarkupString Draw(Measure measure, IReadOnlyList<DayGain> before, IReadOnlyList<DayGain> now) => new LineChart(measure, before, now).Draw();

    private MarkupString Draw()
    {
        var top = now.MaxBy(measure.Of)!;
        var words = $"{measure.Name} by day. Most on {DayOf(top)}: {measure.Exact(measure.Of(top))}.";
        svg.Append($"<svg class=\"plot\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(words)}\">");
        foreach (var line in scale)
            DrawLine(line);
        for (var i = now.Count - 1; i >= 0; i -= LabelEvery)
            svg.Append($"<text class=\"date\" x=\"{X(i)}\" y=\"100%\" dy=\"20\" text-anchor=\"{(i == now.Count - 1 ? "end" : "middle")}\">{DayOf(now[i])}</text>");
        svg.Append("<svg viewBox=\"0 0 100 100\" preserveAspectRatio=\"none\" width=\"100%\" height=\"100%\">");
        svg.Append($"<polygon class=\"area\" points=\"0,100 {PointsOf(now)} 100,100\"/>");
        svg.Append($"<polyline class=\"before\" points=\"{PointsOf(before)}\"/><polyline class=\"now\" points=\"{PointsOf(now)}\"/></svg>");
        for (var i = 0; i < now.Count; i++)
            DrawDay(i);
        return new MarkupString(svg.Append("</svg>").ToString());
    }

    private void DrawLine(double value)
    {
        var y = $"{Number(100 - 100 * value / scale[^1])}%";
        svg.Append($"<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"{y}\" y2=\"{y}\"/>");
        svg.Append($"<text class=\"scale\" x=\"-8\" y=\"{y}\" dy=\"4\" text-anchor=\"end\">{CountWords.Short((long)value)}{unit.Suffix}</text>");
    }

    /// <summary>All of its height answers to who points; the day before it and after it begin halfway.</summary>
    private void DrawDay(int i)
    {
        var width = 100.0 / (now.Count - 1);
        var tip = i < now.Count / 3 ? 8 : i > now.Count * 2 / 3 ? -TipWidth - 8 : -TipWidth / 2;
        svg.Append($"<g class=\"day\"><rect class=\"reach\" x=\"{Number(width * (i - 0.5))}%\" width=\"{Number(width)}%\" height=\"100%\"/>");
        svg.Append($"<g class=\"told\"><line x1=\"{X(i)}\" x2=\"{X(i)}\" y1=\"0\" y2=\"100%\"/><circle cx=\"{X(i)}\" cy=\"{Number(Y(now[i]))}%\" r=\"4\"/>");
        svg.Append($"<svg class=\"tip\" x=\"{X(i)}\" y=\"0\"><g transform=\"translate({tip} 0)\"><rect width=\"{TipWidth}\" height=\"{TipHeight}\" rx=\"8\"/>");
        svg.Append($"<text x=\"12\" y=\"21\">{TipOf(now[i])}</text><text class=\"then\" x=\"12\" y=\"41\">{TipOf(before[i])}</text></g></svg></g></g>");
    }

    private string TipOf(DayGain day) => $"{DayOf(day)}: {WebUtility.HtmlEncode(measure.Exact(measure.Of(day)))}";

    private string PointsOf(IReadOnlyList<DayGain> days) =>
        string.Join(' ', days.Select((day, i) => $"{Number(100.0 * i / (days.Count - 1))},{Number(Y(day))}"));

    private string X(int i) => $"{Number(100.0 * i / (now.Count - 1))}%";

    private double Y(DayGain day) => 100 - 100 * measure.Of(day) / unit.Size / scale[^1];

    private static string DayOf(DayGain day) => day.Date.ToString("d MMM");

    private static string Number(double value) => value.ToString("0.##");
}
