using Microsoft.Net.Http.Headers;

namespace VideoTube.Web.Assets;

internal static class AssetEndpoints
{
    public static void MapAssets(this IEndpointRouteBuilder site) => site.MapGet(SiteAssets.Prefix + "{name}", Send);

    private static IResult Send(string name, SiteAssets assets, HttpContext http)
    {
        if (assets.Find(name) is not { } asset)
            return Results.StatusCode(StatusCodes.Status404NotFound);
        var headers = http.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable"; // another content has another name
        headers.Vary = HeaderNames.AcceptEncoding;
        var accepted = http.Request.Headers.AcceptEncoding.ToString();
        if (asset.Brotli is { } brotli && accepted.Contains("br", StringComparison.Ordinal))
            return Encoded(headers, "br", brotli, asset.Type);
        if (asset.Gzip is { } gzip && accepted.Contains("gzip", StringComparison.Ordinal))
            return Encoded(headers, "gzip", gzip, asset.Type);
        return Results.Bytes(asset.Plain, asset.Type);
    }

    private static IResult Encoded(IHeaderDictionary headers, string encoding, byte[] bytes, string type)
    {
        headers.ContentEncoding = encoding;
        return Results.Bytes(bytes, type);
    }
}
