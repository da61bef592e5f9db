using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VideoTube.OpenApi;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.OpenApi;

/// <summary>The table of routes in docs/api.md, held against the document that the program serves.</summary>
public sealed partial class ApiTableTests
{
    private const string Base = "/api/v1";

    [Fact]
    public async Task Every_route_is_told_once_and_every_told_route_is_there()
    {
        var served = Operations(await ReadAsync()).Keys.Where(name => !name.Contains(" /playlists")); // the same as /playlist

        Assert.Equal(served.Order(StringComparer.Ordinal), Rows().SelectMany(row => row.Routes).Select(route => route.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_may_ask_is_told_as_it_is()
    {
        var operations = Operations(await ReadAsync());

        foreach (var route in Rows().SelectMany(row => row.Routes))
            Assert.True(
                route.For switch { "" => "[]", "o" => """[{},{"cookie":[]},{"bearer":[]}]""", _ => """[{"cookie":[]},{"bearer":[]}]""" }
                    == operations[route.Name]["security"]!.ToJsonString(),
                $"{route.Name} {route.For}");
    }

    [Fact]
    public async Task All_that_a_route_takes_is_told()
    {
        var document = await ReadAsync();
        var operations = Operations(document);

        foreach (var row in Rows().Where(row => !row.Takes.StartsWith("as ", StringComparison.Ordinal)))
        {
            var told = Word().Matches(row.Takes).Select(word => word.Value).ToHashSet();
            if (told.Contains("page"))
                told.UnionWith(["limit", "cursor"]);
            foreach (var route in row.Routes)
                Assert.True(FieldsOf(operations[route.Name], document).All(told.Contains), $"{route.Name}: {string.Join(", ", FieldsOf(operations[route.Name], document).Except(told))}");
        }
    }

    [Fact]
    public async Task Every_status_that_is_told_of_can_come()
    {
        var operations = Operations(await ReadAsync());

        foreach (var row in Rows())
        foreach (var status in Status().Matches(row.Gives).Select(match => match.Value))
            Assert.True(row.Routes.Any(route => operations[route.Name]["responses"]![status] is not null), $"{row.Routes[0].Name}: {status}");
    }

    private static async Task<JsonNode> ReadAsync() => JsonNode.Parse(await (await SharedSites.On(Engine.Sqlite)).Get<ApiDocumentFile>().ReadAsync())!;

    /// <summary>By method and address, written as the table does: <c>GET /videos/:id</c>.</summary>
    private static Dictionary<string, JsonNode> Operations(JsonNode document) => new(
        from path in document["paths"]!.AsObject()
        where path.Key.StartsWith(Base, StringComparison.Ordinal)
        from operation in path.Value!.AsObject()
        select KeyValuePair.Create($"{operation.Key.ToUpperInvariant()} {path.Key[Base.Length..].Replace("{", ":").Replace("}", "")}", operation.Value!));

    /// <summary>Query parameters and fields of the body.</summary>
    private static IEnumerable<string> FieldsOf(JsonNode operation, JsonNode document)
    {
        var check = new SchemaCheck(document);
        var query = operation["parameters"]?.AsArray().Where(one => (string?)one!["in"] == "query").Select(one => (string)one!["name"]!) ?? [];
        var body = check.Resolve(operation["requestBody"])?["content"]?.AsObject().SelectMany(
            content => check.Resolve(content.Value!["schema"])?["properties"]?.AsObject().Select(field => field.Key) ?? []) ?? [];
        return query.Concat(body);
    }

    private static List<Row> Rows() =>
    [
        .. from line in File.ReadLines(SourceTree.PathOf("docs", "api.md"))
           let cells = line.Split('|')
           where cells.Length == 5 && RoutesOf().IsMatch(cells[1])
           select new Row(Read(cells[1]), cells[2].Trim(), cells[3].Trim()),
    ];

    /// <summary>Methods hold for the addresses that follow; the letter that says who may ask, for those before it.</summary>
    private static List<Route> Read(string cell)
    {
        var parts = cell.Split('·').Select(part => RoutesOf().Match(part)).ToList();
        var (routes, methods) = (new List<Route>(), "");
        for (var i = 0; i < parts.Count; i++)
        {
            Assert.True(parts[i].Success, cell);
            methods = parts[i].Groups["methods"].Value is { Length: > 0 } own ? own : methods;
            var whom = parts.Skip(i).Select(part => part.Groups["for"].Value).FirstOrDefault(letter => letter.Length > 0) ?? "";
            routes.AddRange(
                from address in parts[i].Groups["addresses"].Value.Split(", ")
                from method in methods.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
                select new Route($"{method} {address}", whom));
        }

        return routes;
    }

    [GeneratedRegex(@"^ *(?<methods>((GET|POST|PUT|PATCH|DELETE),? )*)(?<addresses>/\S+(, /\S+)*)( \*\*(?<for>\w+)\*\*)? *$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RoutesOf();

    [GeneratedRegex(@"\w+", RegexOptions.None, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\b[1-5]\d\d\b", RegexOptions.None, 1000)]
    private static partial Regex Status();

    private sealed record Row(List<Route> Routes, string Takes, string Gives);

    private sealed record Route(string Name, string For);
}
