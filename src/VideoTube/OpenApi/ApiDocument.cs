using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace VideoTube.OpenApi;

/// <summary>
/// The API in OpenAPI 3.1, written from the routes themselves. A route is part of it when it lies under /api or has a tag.
/// </summary>
internal static class ApiDocument
{
    public const string Name = "v1";

    private const string About =
        "Every answer wears one envelope: `{status, statusCode, success, message, data}`; a failure adds a stable `code`, `errors` by field and `traceId`, "
        + "and comes as RFC 9457 with `Accept: application/problem+json`. HEAD works wherever GET does.";

    public static void AddApiDocument(this IServiceCollection services)
    {
        services.AddSingleton<ApiDocumentFile>();
        services.AddOpenApi(Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = IsPart;
            options.AddSchemaTransformer(Schemas.Complete);
            options.AddOperationTransformer(DescribeAsync);
            options.AddDocumentTransformer(Finish);
        });
    }

    public static bool IsPart(ApiDescription route) =>
        route.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true || route.ActionDescriptor.EndpointMetadata.OfType<ITagsMetadata>().Any();

    private static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var route = new RouteFacts(context.Description);
        var data = JsonOf(operation.Responses?["200"])?.Schema;
        operation.OperationId = OperationNames.Of(route, operation);
        operation.Security = SignInSchemes.Of(route, context.Document!);
        QueryParameters.Add(route, operation);
        await RequestBodies.AddAsync(route, operation, context, ct);
        operation.Responses = [];
        SuccessAnswers.Add(route, operation.Responses, data);
        ErrorAnswers.Add(route, operation.Responses, context.Document!);
    }

    private static Task Finish(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new OpenApiInfo
        {
            Title = "VideoTube", Description = About,
            Version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        SignInSchemes.Declare(document);
        ErrorAnswers.DeclareForms(document);
        OperationNames.Distinguish(document);
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations!.Values))
            AddSamples(operation);
        return Task.CompletedTask;
    }

    private static OpenApiMediaType? JsonOf(IOpenApiResponse? answer) =>
        answer?.Content?.TryGetValue("application/json", out var json) == true ? json : null;

    private static void AddSamples(OpenApiOperation operation)
    {
        if (operation.RequestBody?.Content?.TryGetValue("application/json", out var taken) == true && taken.Schema is { } fields)
            taken.Example = Samples.OfRequest(fields);
        foreach (var (status, answer) in operation.Responses!)
            if (JsonOf(answer) is { Schema: { } schema, Examples: null } media)
                media.Example = Samples.OfEnvelope(schema, int.Parse(status), status == "200" ? "Success" : ReasonPhrases.GetReasonPhrase(int.Parse(status)));
    }
}
