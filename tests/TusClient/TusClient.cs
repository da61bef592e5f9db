using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;

namespace VideoTube.Testing;

/// <summary>tus-js-client in node, with a line to the site that can be cut.</summary>
public static class TusClient
{
    /// <returns><c>result</c>, the video's address, or <c>error</c>; and <c>cuts</c>, how often the line was cut.</returns>
    public static async Task<JsonNode> UploadAsync(Uri site, string token, string file, string title, int cuts = 0, int seed = 1, int parallel = 1)
    {
        var program = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "TusClient").Value!;
        using var process = Process.Start(new ProcessStartInfo("node", [program, $"{site}", token, file, title, $"{cuts}", $"{seed}", $"{parallel}"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = "/",
        })!;
        // It ends with its input, hence with this process, however that ends.
        var told = await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync();
        return JsonNode.Parse(told) ?? throw new InvalidOperationException("The client said nothing.");
    }
}
