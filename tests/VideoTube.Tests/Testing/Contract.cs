using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Web;
using VideoTube.Compatibility;
using VideoTube.Configuration;
using VideoTube.OpenApi;

namespace VideoTube.Tests.Testing;

/// <summary>
/// The site's OpenAPI document, held against every answer that a test receives: route, status, stable code, and a body as
/// its schema says.
/// </summary>
internal sealed partial class Contract
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static Contract? shared;

    private readonly JsonNode document;
    private readonly SchemaCheck schemas;
    private readonly List<(Regex Pattern, JsonObject Methods, string Path)> routes;

    /// <summary>Where an address leads inside the server.</summary>
    private readonly Func<string, string> lead;

    private Contract(JsonNode document, Func<string, string> lead)
    {
        (this.document, this.lead) = (document, lead);
        schemas = new SchemaCheck(document);
        routes =
        [
            .. from path in document["paths"]!.AsObject()
               orderby path.Key.Count(c => c == '{'), path.Key.Length descending
               select (PatternOf(path.Key), path.Value!.AsObject(), path.Key),
        ];
    }

    /// <summary>The document of a site; those without routes or names of their own have one in common.</summary>
    public static async Task<Contract> OfAsync(TestSite site, bool hasItsOwn)
    {
        if (hasItsOwn)
            return await ReadAsync(site);
        await Gate.WaitAsync();
        try
        {
            return shared ??= await ReadAsync(site);
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Fails the test when an answer is not one that the document promises.</summary>
    public void Check(HttpMethod method, Uri address, Answer answer)
    {
        var name = $"{method} {address.AbsolutePath} → {answer.Status}";
        var path = lead(address.AbsolutePath);
        var known = routes.Find(route => route.Pattern.IsMatch(path));
        // 414 comes from the server before any route is looked at.
        if (method == HttpMethod.Options || answer.Status is 405 or 414 || (known.Path is null && (answer.Status == 404 || !path.StartsWith("/api/v1/", StringComparison.Ordinal))))
            return;
        Assert.True(known.Path is not null, $"{name}: no path of the OpenAPI document is this one");
        var operation = Operation(known.Methods, method.Method);
        Assert.True(operation is not null, $"{name}: {known.Path} has no {method} in the OpenAPI document");
        var promised = schemas.Resolve(operation!["responses"]![answer.Status.ToString()]);
        Assert.True(promised is not null, $"{name}: the OpenAPI document does not name this status for {method} {known.Path}. Its route should say so with .Gives or .Refuses. {answer.Text}");
        CheckQuery(operation, address, answer, name);
        if (method != HttpMethod.Head && answer.Bytes.Length > 0)
            CheckBody(promised!, answer, name);
    }

    private void CheckQuery(JsonNode operation, Uri address, Answer answer, string name)
    {
        if (answer.Status != 200)
            return;
        var told = operation["parameters"]?.AsArray().Where(one => (string)one!["in"]! == "query").Select(one => (string)one!["name"]!).ToList() ?? [];
        foreach (var asked in HttpUtility.ParseQueryString(address.Query).AllKeys.OfType<string>())
            Assert.True(told.Contains(asked) || asked.StartsWith("unknown", StringComparison.Ordinal),
                $"{name}: the OpenAPI document has no query parameter {asked} here. What binds it should be an IReadsQuery.");
    }

    private void CheckBody(JsonNode promised, Answer answer, string name)
    {
        var type = answer.ContentHeaders.ContentType?.MediaType ?? "";
        var content = promised["content"]?.AsObject();
        Assert.True(content is not null, $"{name}: there is a body, the OpenAPI document has none");
        var media = content![type] ?? content["*/*"];
        Assert.True(media is not null, $"{name}: {type} is not among what the OpenAPI document names: {string.Join(", ", content.Select(one => one.Key))}");
        if (media!["schema"] is { } schema)
            Assert.True(schemas.FindFault(schema, answer.Json) is not { } fault, $"{name}: {schemas.FindFault(schema, answer.Json)}{Environment.NewLine}{answer.Text}");
        if (answer.Status >= 400 && type == "application/json" && media["examples"] is JsonObject examples)
            Assert.True(examples.ContainsKey(answer.Code!), $"{name}: the code {answer.Code} is not among those that the OpenAPI document names: {string.Join(", ", examples.Select(one => one.Key))}. Its route should .Refuses it.");
    }

    private static JsonObject? Operation(JsonObject methods, string method) =>
        methods[method.ToLowerInvariant()] as JsonObject ?? (method == "HEAD" ? methods["get"] as JsonObject : null);

    private static async Task<Contract> ReadAsync(TestSite site) =>
        new(JsonNode.Parse(await site.Get<ApiDocumentFile>().ReadAsync())!, site.Get<Settings>().Compatible ? AlsoAt.Lead : path => path);

    /// <summary>A parameter at the end takes the rest, as a media key does, where its name says so.</summary>
    private static Regex PatternOf(string path) =>
        new($"^{Parameter().Replace(path, match => match.Value == "{key}" ? ".+" : "[^/]+")}/?$", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();
}
