using System.Text.RegularExpressions;

namespace VideoTube.Media.Captions;

/// <summary>Keeps of settings those that WebVTT defines and that are well-formed: what is unknown moves no text.</summary>
internal static partial class CueSettings
{
    private const int PatternMilliseconds = 1000;

    /// <summary>Of a cue: W3C WebVTT section 4.4.</summary>
    public static string Clean(string settings) => Clean(settings, CueSetting());

    /// <summary>Of a region: W3C WebVTT section 4.3.</summary>
    public static string CleanRegion(string settings) => Clean(settings, RegionSetting());

    private static string Clean(string settings, Regex known)
    {
        var kept = settings.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(setting => known.IsMatch(setting));
        return string.Join(' ', kept.DistinctBy(setting => setting[..setting.IndexOf(':', StringComparison.Ordinal)]));
    }

    [GeneratedRegex(@"^(vertical:(rl|lr)|line:(-?\d{1,4}|\d{1,3}(\.\d{1,6})?%)(,(start|center|end))?|position:\d{1,3}(\.\d{1,6})?%(,(line-left|center|line-right))?|size:\d{1,3}(\.\d{1,6})?%|align:(start|center|end|left|right)|region:[\w.-]{1,100})$",
        RegexOptions.ExplicitCapture, PatternMilliseconds)]
    private static partial Regex CueSetting();

    [GeneratedRegex(@"^(id:[\w.-]{1,100}|width:\d{1,3}(\.\d{1,6})?%|lines:\d{1,3}|(regionanchor|viewportanchor):\d{1,3}(\.\d{1,6})?%,\d{1,3}(\.\d{1,6})?%|scroll:up)$",
        RegexOptions.ExplicitCapture, PatternMilliseconds)]
    private static partial Regex RegionSetting();
}
