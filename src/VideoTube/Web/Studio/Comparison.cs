using VideoTube.Web.Words;

namespace VideoTube.Web.Studio;

/// <summary>What was gained, against as many days before.</summary>
public sealed record Comparison(double Now, double Before)
{
    private const string Then = "the 28 days before";

    public bool IsMore => Now > Before;

    public bool IsLess => Now < Before;

    public string Words => Math.Round(100 * (Now - Before) / Before) switch
    {
        _ when Before == 0 && Now == 0 => "None in the 28 days before either",
        _ when Before == 0 => "None in the 28 days before",
        > 0 and var percent => $"{CountWords.Short((long)percent)} % above {Then}",
        < 0 and var percent => $"{-percent} % below {Then}",
        _ => "As in the 28 days before",
    };
}
