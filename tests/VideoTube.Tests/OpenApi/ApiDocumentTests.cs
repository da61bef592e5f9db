using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using VideoTube.OpenApi;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.OpenApi;

public sealed class ApiDocumentTests
{
    [Fact]
    public async Task Every_route_of_the_api_is_in_the_document_and_the_other_way_round()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        var document = await ReadAsync(site);

        var told = from path in document["paths"]!.AsObject()
                   from operation in path.Value!.AsObject()
                   select $"{operation.Key.ToUpperInvariant()} {path.Key}";
        var mapped = from endpoint in site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                     let pattern = $"/{endpoint.RoutePattern.RawText!.Trim('/').Replace("**", "").Replace("*", "")}"
                     where pattern.StartsWith("/api/", StringComparison.Ordinal) || endpoint.Metadata.GetMetadata<ITagsMetadata>() is not null
                     from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
                     where method != "OPTIONS"
                     select $"{method} {pattern}";

        Assert.Equal(mapped.Distinct().Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own_a_summary_and_a_tag()
    {
        var document = await ReadAsync(await SharedSites.On(Engine.Sqlite));
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(one => (Name: $"{one.Key} {path.Key}", Operation: one.Value!))).ToList();

        Assert.Empty(operations.GroupBy(one => (string?)one.Operation["operationId"]).Where(same => same.Key is null || same.Count() > 1).SelectMany(same => same).Select(one => one.Name));
        Assert.Empty(operations.Where(one => one.Operation["summary"] is null).Select(one => $"{one.Name} needs .WithSummary"));
        Assert.Empty(operations.Where(one => one.Operation["tags"]?[0] is null).Select(one => $"{one.Name} needs .WithTags"));
    }

    [Fact]
    public async Task Every_example_is_as_its_schema_says()
    {
        var document = await ReadAsync(await SharedSites.On(Engine.Sqlite));
        var check = new SchemaCheck(document);
        var answers = from path in document["paths"]!.AsObject()
                      from operation in path.Value!.AsObject()
                      from answer in operation.Value!["responses"]!.AsObject()
                      let json = check.Resolve(answer.Value)!["content"]?["application/json"]
                      where json?["schema"] is not null
                      from example in json["examples"]?.AsObject().Select(one => check.Resolve(one.Value)!["value"]) ?? [json["example"]]
                      select (Name: $"{operation.Key} {path.Key} {answer.Key}", Fault: check.FindFault(json["schema"]!, example));

        Assert.Empty(answers.Where(one => one.Fault is not null).Select(one => $"{one.Name}: {one.Fault}"));
    }

    [Fact]
    public async Task The_document_in_the_tree_is_the_one_that_is_served()
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();
        var served = await client.GetAsync("/openapi/v1.json");
        var kept = await File.ReadAllTextAsync(SourceTree.PathOf("docs", "openapi.json"));

        Assert.Equal(("application/json; charset=utf-8", 304), (served.Header("Content-Type"), (await client.GetAsync("/openapi/v1.json", ("If-None-Match", served.Header("ETag")!))).Status));
        Assert.True(kept == served.Text, "docs/openapi.json is not what the program serves. Renew it with scripts/openapi, and look at the difference.");
    }

    [Theory]
    [InlineData("/api/v1/users/sessions", "get", "[{\"cookie\":[]},{\"bearer\":[]}]")]
    [InlineData("/api/v1/videos", "get", "[{},{\"cookie\":[]},{\"bearer\":[]}]")]
    [InlineData("/api/v1/users/register", "post", "[]")]
    public async Task It_tells_who_must_and_who_may_be_signed_in(string path, string method, string security)
    {
        var document = await ReadAsync(await SharedSites.On(Engine.Sqlite));

        Assert.Equal(security, document["paths"]![path]![method]!["security"]?.ToJsonString());
    }

    [Fact]
    public async Task It_tells_the_parts_of_a_form()
    {
        var document = await ReadAsync(await SharedSites.On(Engine.Sqlite));

        var upload = document["paths"]!["/api/v1/videos"]!["post"]!["requestBody"]!["content"]!.AsObject();
        var form = upload["multipart/form-data"]!["schema"]!;

        Assert.Equal("multipart/form-data", Assert.Single(upload).Key);
        Assert.Equal(["chapters", "description", "downloadable", "isPublished", "tags", "thumbnail", "title", "videoFile", "visibility"], form["properties"]!.AsObject().Select(part => part.Key).Order(StringComparer.Ordinal));
        Assert.Equal("[\"videoFile\"]", form["required"]!.ToJsonString());
        Assert.Equal("binary", (string?)form["properties"]!["videoFile"]!["format"]);
    }

    [Fact]
    public async Task What_must_be_sent_is_never_null_and_every_list_says_what_it_holds()
    {
        var document = await ReadAsync(await SharedSites.On(Engine.Sqlite));
        var check = new SchemaCheck(document);
        var taken = from path in document["paths"]!.AsObject()
                    from operation in path.Value!.AsObject()
                    from content in operation.Value!["requestBody"]?["content"]?.AsObject().ToList() ?? []
                    let schema = check.Resolve(content.Value!["schema"])
                    from name in schema?["required"]?.AsArray() ?? []
                    let field = schema!["properties"]![(string)name!]!
                    where field["type"] is JsonArray types && types.Any(type => (string?)type == "null")
                    select $"{operation.Key} {path.Key}: {name}";
        var lists = from schema in document["components"]!["schemas"]!.AsObject()
                    from field in schema.Value!["properties"]?.AsObject().ToList() ?? []
                    where field.Value!["type"] is { } type && type.ToJsonString().Contains("\"array\"") && field.Value["items"] is null
                    select $"{schema.Key}.{field.Key}";

        Assert.Empty(taken.Concat(lists));
    }

    [Fact]
    public async Task It_speaks_of_fields_as_clients_know_them_and_of_parameters_that_mean_something()
    {
        var document = await ReadAsync(await SharedSites.On(Engine.Sqlite));

        Assert.Equal("MIME type of that file.", (string?)document["components"]!["schemas"]!["Video"]!["properties"]!["videoType"]!["description"]);
        Assert.DoesNotContain("userId", document["paths"]!["/api/v1/dashboard/videos"]!["get"]!["parameters"]!.ToJsonString());
    }

    private static async Task<JsonNode> ReadAsync(TestSite site) => JsonNode.Parse(await site.Get<ApiDocumentFile>().ReadAsync())!;
}
