using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using VideoTube.Data;
using VideoTube.Media.Running;

namespace VideoTube.Configuration;

/// <summary>Reads settings from names and values; gathers every fault before it complains, each with its key.</summary>
internal sealed partial class SettingsReader(IReadOnlyDictionary<string, string> values)
{
    private const int MinSecretLength = 32; // bytes: RFC 7518 section 3.2 asks for the hash's own size

    private readonly List<string> faults = [];

    /// <exception cref="SettingsException">One or more values are wrong.</exception>
    public static Settings Read(IReadOnlyDictionary<string, string> values) => new SettingsReader(values).Read();

    private Settings Read()
    {
        var dataFolder = Path.GetFullPath(Value("DATA_DIR") ?? "data");
        MakeWritable(dataFolder);
        var origins = Origins();
        var (accessLifetime, refreshLifetime) = (Lifetime("ACCESS_TOKEN_EXPIRY", "1d"), Lifetime("REFRESH_TOKEN_EXPIRY", "10d"));
        var (accessSecret, refreshSecret) = (GivenSecret("ACCESS_TOKEN_SECRET"), GivenSecret("REFRESH_TOKEN_SECRET"));
        var port = Number("PORT", 8000, 0, 65535);
        var host = ListeningHost(port);
        var encoders = Number("ENCODERS", 1, 0, 64);
        var av1Sizes = Av1Sizes();
        var uploadMax = Number("UPLOAD_MAX_BYTES", 20L << 30, 1 << 20, 1L << 44);
        var maxHours = Number("VIDEO_MAX_HOURS", 12, 1, 240);
        var loginAttempts = Number("LOGIN_ATTEMPTS", 10, 1, 1_000_000);
        var loginAttemptsPerAddress = Number("LOGIN_ATTEMPTS_PER_ADDRESS", 100, 1, 1_000_000);
        var registrations = Number("REGISTRATIONS_PER_HOUR", 100, 1, 1_000_000);
        var maxRequests = Number("MAX_REQUESTS", 1000, 1, 1_000_000);
        var mediaTimeout = Number("MEDIA_TIMEOUT", 10, 1, 600);
        var mediaHost = MediaHost();
        var compatible = Compatibility();
        var (database, sandbox, proxies) = (Database(), Sandbox(), Proxies());
        var (mail, site) = (Mail(), SiteAddress());
        if (faults.Count > 0)
            throw new SettingsException(faults);
        return new Settings
        {
            Port = (int)port,
            Host = host,
            DataFolder = dataFolder,
            Database = database,
            CorsOrigins = [.. origins.Where(origin => origin != "*")],
            AnyOrigin = origins.Contains("*"),
            TrustedProxies = proxies,
            AccessToken = new(accessSecret ?? Secrets.GetOrMake(dataFolder, "access-token-secret"), accessLifetime),
            RefreshToken = new(refreshSecret ?? Secrets.GetOrMake(dataFolder, "refresh-token-secret"), refreshLifetime),
            LoginAttempts = (int)loginAttempts,
            LoginAttemptsPerAddress = (int)loginAttemptsPerAddress,
            RegistrationsPerHour = (int)registrations,
            Mail = mail,
            SiteAddress = site,
            MaxRequests = (int)maxRequests,
            MediaTimeout = TimeSpan.FromSeconds(mediaTimeout),
            MediaHost = mediaHost,
            Compatible = compatible,
            UploadMaxBytes = uploadMax,
            VideoMaxDuration = TimeSpan.FromHours(maxHours),
            Sandbox = sandbox,
            Encoders = (int)encoders,
            Av1Sizes = av1Sizes,
        };
    }

    private string? Value(string key) =>
        values.TryGetValue(key, out var value) && value.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    private void Fault(string key, string message) => faults.Add($"{key} {message}");

    private long Number(string key, long standard, long min, long max)
    {
        if (Value(key) is not { } text)
            return standard;
        if (long.TryParse(text, out var number) && number >= min && number <= max)
            return number;
        Fault(key, $"must be a whole number from {min} to {max}, not '{text}'");
        return standard;
    }

    private IReadOnlyList<int> Av1Sizes()
    {
        var sizes = (Value("AV1_SIZES") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var known = sizes.Where(size => int.TryParse(size, out var side) && side is >= 240 and <= 2160).Select(int.Parse).Distinct().ToList();
        if (known.Count < sizes.Length)
            Fault("AV1_SIZES", $"must be heights from 240 to 2160, each once, separated by commas, such as 1080,480, not '{Value("AV1_SIZES")}'");
        return known;
    }

    /// <summary>The web server takes a name that is no address for every address there is.</summary>
    private string ListeningHost(long port)
    {
        var host = Value("HOST") ?? "localhost";
        if (host != "localhost" && !IPAddress.TryParse(host, out _))
            Fault("HOST", $"must be localhost or an address such as 127.0.0.1 or 0.0.0.0, not '{host}'");
        if (host == "localhost" && port == 0)
            Fault("PORT", "can be 0, for any that is free, only where HOST is an address such as 127.0.0.1");
        return host;
    }

    /// <summary>As the seeds' JWT library writes it: 15m, 12h, 1d; a bare number is seconds.</summary>
    private TimeSpan Lifetime(string key, string standard)
    {
        var match = LifetimePattern().Match(Value(key) ?? standard);
        if (match.Success && long.TryParse(match.Groups["count"].ValueSpan, out var count) && count is > 0 and <= 100_000_000)
        {
            var seconds = match.Groups["unit"].Value switch { "m" => 60, "h" => 3600, "d" => 86400, "w" => 604800, _ => 1 };
            if (count * seconds <= 10L * 365 * 86400)
                return TimeSpan.FromSeconds(count * seconds);
        }

        Fault(key, $"must be a time such as 15m, 12h or 10d, at most ten years, not '{Value(key)}'");
        return TimeSpan.Zero;
    }

    private byte[]? GivenSecret(string key)
    {
        if (Value(key) is not { } secret)
            return null;
        if (Encoding.UTF8.GetByteCount(secret) < MinSecretLength)
            Fault(key, $"must have at least {MinSecretLength} bytes; leave it out to have one made");
        return Encoding.UTF8.GetBytes(secret);
    }

    private List<string> Origins()
    {
        var origins = (Value("CORS_ORIGIN") ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
        foreach (var origin in origins.Where(origin => origin != "*" && !IsOrigin(origin)))
            Fault("CORS_ORIGIN", $"must be * or origins such as https://example.org, not '{origin}'");
        return origins.ConvertAll(origin => origin.TrimEnd('/'));
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.AbsolutePath == "/" && uri.Query == "";

    private DatabaseAddress Database()
    {
        if (Value("DATABASE_URL") is not { } url)
            return DatabaseAddress.Embedded;
        if (DatabaseAddress.TryParse(url, out var address, out var fault))
            return address;
        Fault("DATABASE_URL", fault);
        return DatabaseAddress.Embedded;
    }

    private bool Compatibility()
    {
        if (Value("COMPATIBILITY") is not { } with)
            return false;
        if (with != "videotube")
            Fault("COMPATIBILITY", $"must be videotube or left out, not '{with}'");
        return true;
    }

    private SandboxMode Sandbox()
    {
        switch (Value("SANDBOX"))
        {
            case null or "bubblewrap": return SandboxMode.Bubblewrap;
            case "limits": return SandboxMode.Limits;
            case var other:
                Fault("SANDBOX", $"must be bubblewrap or limits, not '{other}'");
                return SandboxMode.Bubblewrap;
        }
    }

    private List<IPNetwork> Proxies()
    {
        var networks = new List<IPNetwork>();
        foreach (var text in (Value("TRUSTED_PROXIES") ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPNetwork.TryParse(text, out var network))
                networks.Add(network);
            else if (IPAddress.TryParse(text, out var address))
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else
                Fault("TRUSTED_PROXIES", $"must be addresses or networks such as 10.0.0.0/8, not '{text}'");
        }

        return networks;
    }

    private void MakeWritable(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var trial = Path.Combine(folder, ".writable");
            File.WriteAllBytes(trial, []);
            File.Delete(trial);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Fault("DATA_DIR", $"must be a folder that can be written: {fault.Message}");
        }
    }

    [GeneratedRegex(@"^(?<count>\d{1,12})\s*(?<unit>s|m|h|d|w)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex LifetimePattern();
}

/// <summary>Settings that cannot be used; one line a fault, each beginning with its key.</summary>
internal sealed class SettingsException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
