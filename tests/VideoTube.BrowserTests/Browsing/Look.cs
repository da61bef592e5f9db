using Microsoft.Playwright;

namespace VideoTube.BrowserTests.Browsing;

/// <summary>What someone looks with: a phone or a desk, in the light or in the dark.</summary>
public sealed record Look(string Name, int Width, int Height, ColorScheme Scheme)
{
    public static readonly Look Desk = new("desk-light", 1440, 900, ColorScheme.Light);

    public static readonly Look[] All =
    [
        Desk,
        new("desk-dark", 1440, 900, ColorScheme.Dark),
        new("phone-light", 390, 844, ColorScheme.Light),
        new("phone-dark", 390, 844, ColorScheme.Dark),
        new("narrow-light", 360, 740, ColorScheme.Light),
    ];

    public static TheoryData<string> Names => [.. All.Select(look => look.Name)];

    public static Look Of(string name) => All.Single(look => look.Name == name);
}
