using System.Text.Json.Nodes;

namespace VideoTube.Tests.Testing;

internal static class ListReading
{
    /// <summary>All of a list, page after page: by cursor, or by number.</summary>
    public static async Task<List<JsonNode>> ReadAllAsync(this Client client, string list, bool byCursor)
    {
        var all = new List<JsonNode>();
        for (string? more = ""; more is not null;)
        {
            var answer = await client.GetAsync(list + more);
            Assert.True(answer.Status == 200, $"{list}{more}: {answer.Text}");
            all.AddRange(answer.Data["docs"]!.AsArray().Select(one => one!));
            var (name, next) = byCursor ? ("cursor", answer.Data["nextCursor"]) : ("page", answer.Data["nextPage"]);
            more = next is null ? null : $"{(list.Contains('?') ? '&' : '?')}{name}={next}";
        }

        return all;
    }

    /// <summary>The same by cursor and by number, each once, as many as the total says; gives the ids in their order.</summary>
    public static async Task<List<string>> ReadBothWaysAsync(this Client client, string list)
    {
        var byCursor = Ids(await client.ReadAllAsync(list, byCursor: true));
        Assert.Equal(Ids(await client.ReadAllAsync(list, byCursor: false)), byCursor);
        Assert.Equal(byCursor.Count, byCursor.Distinct().Count());
        Assert.Equal((int)(await client.GetAsync(list)).Data["totalDocs"]!, byCursor.Count);
        return byCursor;
    }

    public static List<string> Ids(IEnumerable<JsonNode> nodes) => [.. nodes.Select(node => (string)node["_id"]!)];
}
