using System.Text;
using VideoTube.Media.Captions;

namespace VideoTube.Media.Storyboards;

/// <summary>
/// Says which part of which sheet shows what is played when: a WebVTT file whose cues are addresses with a media fragment
/// (<c>#xywh=</c>, W3C Media Fragments URI 1.0 section 4.2.2), as players take them for their scrub bars.
/// </summary>
public static class StoryboardTrack
{
    public const string FileName = "storyboard.vtt";

    public static string SheetName(int sheet) => $"sheet-{sheet:000}.jpg";

    /// <param name="duration">Of the video: the last picture is shown until then.</param>
    public static string Write(StoryboardPlan plan, TimeSpan duration)
    {
        var text = new StringBuilder("WEBVTT\n");
        for (var i = 0; i < plan.Count; i++)
        {
            var (start, end) = (TimeSpan.FromSeconds((long)i * plan.Step), TimeSpan.FromSeconds((i + 1L) * plan.Step));
            if (i == plan.Count - 1 && duration > start)
                end = duration;
            var (sheet, place) = Math.DivRem(i, StoryboardPlan.Side * StoryboardPlan.Side);
            var (row, column) = Math.DivRem(place, StoryboardPlan.Side);
            text.Append($"\n{CaptionTime.Write(start, '.')} --> {CaptionTime.Write(end, '.')}\n");
            text.Append($"{SheetName(sheet)}#xywh={column * plan.Width},{row * plan.Height},{plan.Width},{plan.Height}\n");
        }

        return text.ToString();
    }
}
