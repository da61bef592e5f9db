namespace VideoTube.Web.Report;

/// <summary>What can be wrong with something, said to people.</summary>
internal static class ReportWords
{
    public const int MaxDetails = 2000;

    public static readonly IReadOnlyList<(string Name, string Words)> Reasons =
    [
        ("spam", "Spam or misleading"), ("abuse", "Harassment or hate"), ("violence", "Violence or danger"), ("sexual", "Sexual content"),
        ("copyright", "It is mine, used without permission"), ("privacy", "It shows something private"), ("misinformation", "False information"),
        ("other", "Something else"),
    ];

    public static string Of(string reason) => Reasons.FirstOrDefault(known => known.Name == reason).Words ?? reason;
}
