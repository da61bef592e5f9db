using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace VideoTube.Storage.Tests.Cloudinary;

/// <summary>
/// Stands in for Cloudinary, which a test cannot reach: it answers as the Upload and Admin API references, "Generating
/// authentication signatures", "Permitted naming conventions" and the chunked upload guidelines say it does, and where these
/// are silent as Cloudinary's own kits expect it to. Answers to expired downloads, the shape of a used-up plan's refusal and
/// the headers of downloads are documented nowhere; here they are what such services usually send.
/// </summary>
internal sealed class CloudinaryStandIn : IAsyncDisposable
{
    public const string Cloud = "test-cloud", Key = "123456789012345", Secret = "aBcDeFgHiJkLmNoPqRsTuVwXyZ0";

    private const int LeastChunk = 5 * 1024 * 1024;
    private const long MostAtOnce = 100_000_000;

    private readonly WebApplication app;
    private readonly StandInChecks checks;

    private CloudinaryStandIn(WebApplication app, TimeProvider time) =>
        (this.app, checks, Files) = (app, new StandInChecks(time), new StandInFiles(time));

    public StandInFiles Files { get; }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>The largest raw file of the plan.</summary>
    public long MaxFile { get; set; } = long.MaxValue;

    /// <summary>Admin requests until the hour's limit is reached.</summary>
    public int AdminRequests { set => checks.AdminRequests = value; }

    public bool IgnoresRanges { get; set; }

    /// <summary>Answers instead of the stand-in, when it returns true.</summary>
    public Func<HttpContext, Task<bool>>? Instead { get; set; }

    /// <summary>The Content-Range of each upload, empty for one without.</summary>
    public ConcurrentQueue<string> Ranges { get; } = [];

    public static async Task<CloudinaryStandIn> StartAsync(TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.Listen(IPAddress.Loopback, 0);
            o.Limits.MaxRequestBodySize = null;
        });
        builder.Services.Configure<FormOptions>(o => (o.MultipartBodyLengthLimit, o.MemoryBufferThreshold) = (long.MaxValue, int.MaxValue));
        var standIn = new CloudinaryStandIn(builder.Build(), time);
        standIn.app.Run(standIn.AnswerAsync);
        await standIn.app.StartAsync();
        var addresses = standIn.app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        standIn.Address = new Uri(addresses.Addresses.Single());
        return standIn;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        if (Instead is not null && await InsteadAsync(http, Instead))
            return;

        try
        {
            await ((http.Request.Method, http.Request.Path.Value) switch
            {
                ("POST", $"/v1_1/{Cloud}/raw/upload") => UploadAsync(http),
                ("POST", $"/v1_1/{Cloud}/raw/explicit") => DescribeAsync(http),
                ("POST", $"/v1_1/{Cloud}/raw/destroy") => DestroyAsync(http),
                ("GET", $"/v1_1/{Cloud}/raw/download") => DownloadAsync(http),
                ("GET", $"/v1_1/{Cloud}/resources/raw/authenticated") => ListAsync(http),
                ("DELETE", $"/v1_1/{Cloud}/resources/raw/authenticated") => DeleteAsync(http),
                _ => throw new StandInRefusal(401, "cloud_name mismatch"),
            });
        }
        catch (StandInRefusal refusal)
        {
            http.Response.StatusCode = refusal.Status;
            http.Response.Headers["X-Cld-Error"] = refusal.Message;
            await http.Response.WriteAsJsonAsync(new JsonObject { ["error"] = new JsonObject { ["message"] = refusal.Message } });
        }
    }

    /// <summary>Takes the whole request first: a client that is still sending does not listen.</summary>
    private static async Task<bool> InsteadAsync(HttpContext http, Func<HttpContext, Task<bool>> instead)
    {
        http.Request.EnableBuffering(bufferThreshold: int.MaxValue);
        await http.Request.Body.CopyToAsync(Stream.Null);
        http.Request.Body.Position = 0;
        return await instead(http);
    }

    private async Task UploadAsync(HttpContext http)
    {
        Ranges.Enqueue(http.Request.Headers.ContentRange.ToString());
        StandInChecks.Require(http.Request.ContentLength <= MostAtOnce, 413, "Request entity too large");
        var form = await http.Request.ReadFormAsync();
        var parameters = checks.Signed(form.ToDictionary(p => p.Key, p => p.Value.ToString()));
        var publicId = parameters["public_id"];
        StandInChecks.Require(publicId.Length is > 0 and <= 255, 400, "public_id is too long");
        StandInChecks.Require(publicId.IndexOfAny(['?', '&', '#', '\\', '%', '<', '>', '+', '~']) < 0, 400, "public_id is invalid");
        using var memory = new MemoryStream();
        await (form.Files.GetFile("file") ?? throw new StandInRefusal(400, "Missing required parameter - file")).CopyToAsync(memory);
        var bytes = memory.ToArray();

        if (http.Request.Headers["X-Unique-Upload-Id"].ToString() is { Length: > 0 } upload)
        {
            var (from, to, total) = RangeOf(http.Request.Headers.ContentRange.ToString());
            StandInChecks.Require(to - from + 1 == bytes.Length, 400, "Content-Range does not fit the chunk");
            StandInChecks.Require(from == Files.Received(upload), 400, "Chunks are out of order");
            Files.Append(upload, bytes);
            if (total == -1)
            {
                StandInChecks.Require(bytes.Length >= LeastChunk, 400, "All parts but the last must be larger than 5 MB");
                await http.Response.WriteAsJsonAsync(new JsonObject { ["done"] = false, ["bytes"] = to + 1, ["public_id"] = publicId });
                return;
            }

            StandInChecks.Require(total == to + 1, 400, "The last chunk is not the last");
            bytes = Files.Finish(upload);
        }

        StandInChecks.Require(bytes.Length > 0, 400, "Empty file");
        StandInChecks.Require(bytes.Length <= MaxFile, 400,
            $"File size too large. Got {bytes.Length}. Maximum is {MaxFile}. Upgrade your plan to enjoy higher limits.");
        await WriteAsync(http, Files.Store(publicId, bytes, parameters.GetValueOrDefault("context")));
    }

    private async Task DescribeAsync(HttpContext http)
    {
        var publicId = checks.Signed((await http.Request.ReadFormAsync()).ToDictionary(p => p.Key, p => p.Value.ToString()))["public_id"];
        await WriteAsync(http, Files.Find(publicId) ?? throw new StandInRefusal(404, $"Resource not found - {publicId}"));
    }

    private async Task DestroyAsync(HttpContext http)
    {
        var publicId = checks.Signed((await http.Request.ReadFormAsync()).ToDictionary(p => p.Key, p => p.Value.ToString()))["public_id"];
        await http.Response.WriteAsJsonAsync(new JsonObject { ["result"] = Files.Remove(publicId) ? "ok" : "not found" });
    }

    private async Task DownloadAsync(HttpContext http)
    {
        var parameters = checks.Signed(http.Request.Query.ToDictionary(p => p.Key, p => p.Value.ToString()));
        var file = Files.Find(parameters["public_id"]) ?? throw new StandInRefusal(404, $"Resource not found - {parameters["public_id"]}");
        if (IgnoresRanges)
            http.Request.Headers.Range = default;
        await Results.Bytes(file.Bytes, "application/octet-stream", enableRangeProcessing: true).ExecuteAsync(http);
    }

    private async Task ListAsync(HttpContext http)
    {
        checks.Admin(http);
        var query = http.Request.Query;
        var size = int.Parse(query["max_results"].ToString());
        StandInChecks.Require(size is > 0 and <= 500, 400, "Invalid value for parameter max_results");
        var after = Encoding.UTF8.GetString(Convert.FromHexString(query["next_cursor"].ToString()));
        var page = Files.Below(query["prefix"].ToString())
            .Where(f => string.CompareOrdinal(f.PublicId, after) > 0).Take(size + 1).ToArray();
        var resources = page.Take(size).Select(file => (JsonNode)Describe(file, withContext: query["context"] == "true"));
        var answer = new JsonObject { ["resources"] = new JsonArray([.. resources]) };
        if (page.Length > size)
            answer["next_cursor"] = Convert.ToHexString(Encoding.UTF8.GetBytes(page[size - 1].PublicId));
        await http.Response.WriteAsJsonAsync(answer);
    }

    /// <summary>A thousand at a time in truth; a hundred here, so that 600 files take several requests.</summary>
    private async Task DeleteAsync(HttpContext http)
    {
        checks.Admin(http);
        var prefix = http.Request.Query["prefix"].ToString();
        var deleted = new JsonObject();
        foreach (var file in Files.Below(prefix).Take(100))
        {
            Files.Remove(file.PublicId);
            deleted[file.PublicId] = "deleted";
        }

        var partial = Files.Below(prefix).Length > 0;
        var answer = new JsonObject { ["deleted"] = deleted, ["partial"] = partial };
        if (partial)
            answer["next_cursor"] = Guid.NewGuid().ToString("N");
        await http.Response.WriteAsJsonAsync(answer);
    }

    /// <summary>"bytes 0-9/20"; a total of -1 when more follows.</summary>
    private static (long From, long To, long Total) RangeOf(string header)
    {
        var parts = header.Split(' ', '-', '/').Where(part => part.Length > 0).ToArray();
        StandInChecks.Require(parts is ["bytes", _, _, _], 400, "Invalid Content-Range");
        return (long.Parse(parts[1]), long.Parse(parts[2]), header.EndsWith("/-1", StringComparison.Ordinal) ? -1 : long.Parse(parts[3]));
    }

    private static Task WriteAsync(HttpContext http, StandInFile file) => http.Response.WriteAsJsonAsync(Describe(file, withContext: true));

    private static JsonObject Describe(StandInFile file, bool withContext)
    {
        var answer = new JsonObject
        {
            ["public_id"] = file.PublicId, ["version"] = file.Version, ["resource_type"] = "raw", ["type"] = "authenticated",
            ["created_at"] = file.CreatedAt.ToString("yyyy-MM-ddTHH:mm:ssZ"), ["bytes"] = file.Bytes.Length, ["etag"] = file.Etag,
            ["tags"] = new JsonArray(), ["placeholder"] = false,
        };
        if (withContext && file.Context?.Split('=', 2) is [var name, var value])
            answer["context"] = new JsonObject { ["custom"] = new JsonObject { [name] = value } };
        return answer;
    }
}
