using System.Collections.Frozen;
using System.Text.Json;

namespace VideoTube.Web.Assets;

/// <summary>
/// The bundled scripts, styles and pictures of the pages, read once at start: some hundred kilobytes. Their names carry a
/// hash of their content; pages ask for the address by the plain name.
/// </summary>
internal sealed class SiteAssets
{
    public const string Prefix = "/assets/";

    private readonly FrozenDictionary<string, string> urls;
    private readonly FrozenDictionary<string, Asset> files;

    public SiteAssets(string folder)
    {
        var manifest = Path.Combine(folder, "manifest.json");
        if (!File.Exists(manifest))
            throw new InvalidOperationException($"The pages' scripts and styles are missing: {manifest}. Build the program again.");
        using var names = JsonDocument.Parse(File.ReadAllBytes(manifest));
        urls = names.RootElement.EnumerateObject().ToFrozenDictionary(name => name.Name, name => Prefix + name.Value.GetString());
        files = Directory.GetFiles(folder).Where(path => Asset.TypeOf(path) is not null)
            .ToFrozenDictionary(path => Path.GetFileName(path), Asset.Read);
    }

    /// <exception cref="KeyNotFoundException">The client build makes no such file.</exception>
    public string Url(string name) => urls[name];

    public Asset? Find(string name) => files.GetValueOrDefault(name);
}

/// <summary>One file, with its compressed forms.</summary>
internal sealed record Asset(string Type, byte[] Plain, byte[]? Brotli, byte[]? Gzip)
{
    public static Asset Read(string path) => new(TypeOf(path)!, File.ReadAllBytes(path), Compressed($"{path}.br"), Compressed($"{path}.gz"));

    public static string? TypeOf(string path) => Path.GetExtension(path) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".webmanifest" => "application/manifest+json",
        _ => null,
    };

    private static byte[]? Compressed(string path) => File.Exists(path) ? File.ReadAllBytes(path) : null;
}
