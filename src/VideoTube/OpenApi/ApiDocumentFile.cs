using System.Text;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using VideoTube.Http;

namespace VideoTube.OpenApi;

/// <summary>The document as JSON, written once: routes do not change while the program runs.</summary>
internal sealed class ApiDocumentFile([FromKeyedServices(ApiDocument.Name)] IOpenApiDocumentProvider documents)
{
    private readonly Lazy<Task<byte[]>> bytes = new(() => WriteAsync(documents));

    public Task<byte[]> ReadAsync() => bytes.Value;

    private static async Task<byte[]> WriteAsync(IOpenApiDocumentProvider documents)
    {
        var document = await documents.GetOpenApiDocumentAsync(CancellationToken.None);
        return Encoding.UTF8.GetBytes(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1) + "\n");
    }
}

internal static class ApiDocumentEndpoints
{
    /// <summary>The document of a site that has not started: only then would the framework look at the routes that were mapped.</summary>
    public static Task<byte[]> ReadApiDocumentAsync(this WebApplication site)
    {
        ((IApplicationBuilder)site).UseEndpoints(_ => { });
        return site.Services.GetRequiredService<ApiDocumentFile>().ReadAsync();
    }

    public static void MapApiDocument(this IEndpointRouteBuilder site) =>
        site.MapGet($"/openapi/{ApiDocument.Name}.json", Send).WithTags("Document").WithSummary("This document").Sends("application/json");

    private static async Task Send(HttpContext http, ApiDocumentFile file)
    {
        http.Response.Headers.CacheControl = "public, no-cache";
        await ConditionalBody.WriteAsync(http, await file.ReadAsync());
    }
}
