using System.Collections;
using dotenv.net;

namespace VideoTube.Configuration;

/// <summary>The environment, and beneath it <c>.env</c> of the working folder: what the environment says wins.</summary>
internal static class EnvironmentValues
{
    public static IReadOnlyDictionary<string, string> Read(string file = ".env")
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (File.Exists(file))
            foreach (var (key, value) in DotEnv.Read(new DotEnvOptions(ignoreExceptions: false, envFilePaths: [file])))
                values[key] = value;
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
            values[(string)entry.Key] = (string?)entry.Value ?? "";
        return values;
    }
}
