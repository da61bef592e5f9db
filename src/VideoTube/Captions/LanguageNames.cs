using System.Collections.Frozen;

namespace VideoTube.Captions;

/// <summary>What languages call themselves (Unicode CLDR), for the menus of players. The program carries no culture data.</summary>
internal static class LanguageNames
{
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["ar"] = "العربية", ["bg"] = "български", ["bn"] = "বাংলা", ["ca"] = "català", ["cs"] = "čeština", ["da"] = "dansk",
        ["de"] = "Deutsch", ["el"] = "Ελληνικά", ["en"] = "English", ["es"] = "español", ["et"] = "eesti", ["eu"] = "euskara",
        ["fa"] = "فارسی", ["fi"] = "suomi", ["fil"] = "Filipino", ["fr"] = "français", ["ga"] = "Gaeilge", ["gl"] = "galego",
        ["gu"] = "ગુજરાતી", ["he"] = "עברית", ["hi"] = "हिन्दी", ["hr"] = "hrvatski", ["hu"] = "magyar", ["hy"] = "հայերեն",
        ["id"] = "Indonesia", ["is"] = "íslenska", ["it"] = "italiano", ["ja"] = "日本語", ["ka"] = "ქართული", ["kk"] = "қазақ тілі",
        ["kn"] = "ಕನ್ನಡ", ["ko"] = "한국어", ["lt"] = "lietuvių", ["lv"] = "latviešu", ["ml"] = "മലയാളം", ["mr"] = "मराठी",
        ["ms"] = "Melayu", ["nb"] = "norsk bokmål", ["nl"] = "Nederlands", ["no"] = "norsk", ["pa"] = "ਪੰਜਾਬੀ", ["pl"] = "polski",
        ["pt"] = "português", ["ro"] = "română", ["ru"] = "русский", ["sk"] = "slovenčina", ["sl"] = "slovenščina", ["sq"] = "shqip",
        ["sr"] = "српски", ["sv"] = "svenska", ["sw"] = "Kiswahili", ["ta"] = "தமிழ்", ["te"] = "తెలుగు", ["th"] = "ไทย",
        ["tr"] = "Türkçe", ["uk"] = "українська", ["ur"] = "اردو", ["vi"] = "Tiếng Việt", ["zh"] = "中文",
        ["zh-Hans"] = "简体中文", ["zh-Hant"] = "繁體中文",
    }.ToFrozenDictionary();

    /// <summary>Those to choose from, by the name: what is known, and where a language is spoken when that tells two apart.</summary>
    public static IReadOnlyList<(string Tag, string Name)> Offered { get; } =
        [.. Names.Keys.Concat(["en-GB", "en-US", "es-419", "es-ES", "fr-CA", "pt-BR", "pt-PT"]).Select(tag => (tag, Of(tag))).OrderBy(one => one.Item2, StringComparer.OrdinalIgnoreCase)];

    /// <param name="language">Normalised. What is more exact than the names known here is told in brackets; what is unknown is its own name.</param>
    public static string Of(string language)
    {
        if (Names.TryGetValue(language, out var name))
            return name;
        var dash = language.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && Names.TryGetValue(language[..dash], out var general) ? $"{general} ({language[(dash + 1)..]})" : language;
    }
}
