using VideoTube.Data;
using VideoTube.Media.Running;

namespace VideoTube.Configuration;

/// <summary>Everything the environment decides, read once at start. docs/configuration.md tells each in words.</summary>
internal sealed record Settings
{
    public int Port { get; init; } = 8000;

    /// <summary>Address to listen on; the loopback by default, so that a site is shown to the world by choice.</summary>
    public string Host { get; init; } = "localhost";

    /// <summary>Absolute path of the folder that holds everything that must be kept.</summary>
    public required string DataFolder { get; init; }

    public DatabaseAddress Database { get; init; } = DatabaseAddress.Embedded;

    /// <summary>Other origins that may call the API with credentials.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary><c>CORS_ORIGIN=*</c>: any origin may read, without credentials.</summary>
    public bool AnyOrigin { get; init; }

    /// <summary>Proxies whose X-Forwarded-* headers are believed, besides the loopback.</summary>
    public IReadOnlyList<System.Net.IPNetwork> TrustedProxies { get; init; } = [];

    public required TokenSettings AccessToken { get; init; }

    public required TokenSettings RefreshToken { get; init; }

    /// <summary>Failed sign-ins to one account from one address within 15 minutes before the next must wait; ten times as many from all together.</summary>
    public int LoginAttempts { get; init; } = 10;

    /// <summary>Failed sign-ins from one address (of IPv6, one /64 network) within 15 minutes before the next must wait.</summary>
    public int LoginAttemptsPerAddress { get; init; } = 100;

    /// <summary>Accounts that may be made from one address within an hour.</summary>
    public int RegistrationsPerHour { get; init; } = 100;

    /// <summary>Null when the site sends no mail.</summary>
    public MailSettings? Mail { get; init; }

    /// <summary>The site's public address, as its mail writes it: scheme, host and port. Never null where <see cref="Mail"/> is not.</summary>
    public Uri? SiteAddress { get; init; }

    /// <summary>Requests at work at once before the next are answered 503; uploads, media and streams are not counted.</summary>
    public int MaxRequests { get; init; } = 1000;

    /// <summary>How long the media store may take to begin an answer.</summary>
    public TimeSpan MediaTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Null: the disk of this machine, in <see cref="MediaFolder"/>.</summary>
    public MediaHostSettings? MediaHost { get; init; }

    /// <summary>What <c>COMPATIBILITY=videotube</c> adds for front-ends written against the original backend.</summary>
    public bool Compatible { get; init; }

    /// <summary>Largest file a person may upload, in bytes.</summary>
    public long UploadMaxBytes { get; init; } = 20L << 30;

    /// <summary>Longest video that is taken.</summary>
    public TimeSpan VideoMaxDuration { get; init; } = TimeSpan.FromHours(12);

    public SandboxMode Sandbox { get; init; } = SandboxMode.Bubblewrap;

    /// <summary>How many ladders this process encodes at once; 0 leaves them to <c>videotube worker</c> elsewhere.</summary>
    public int Encoders { get; init; } = 1;

    /// <summary>Sizes that a video is encoded in as AV1 too: short sides in pixels. Empty: none.</summary>
    public IReadOnlyList<int> Av1Sizes { get; init; } = [];

    /// <summary>Uploads on their way and work folders: never served, swept at start.</summary>
    public string TemporaryFolder => Path.Combine(DataFolder, "temp");

    /// <summary>Resumable uploads that are not videos yet. Unlike <see cref="TemporaryFolder"/> it must be kept: clients were told of these bytes.</summary>
    public string UploadsFolder => Path.Combine(DataFolder, "uploads");

    /// <summary>Media; where another place holds them, those that are on their way there.</summary>
    public string MediaFolder => Path.Combine(DataFolder, "media");
}

/// <param name="Secret">Key of HMAC-SHA256.</param>
internal sealed record TokenSettings(byte[] Secret, TimeSpan Lifetime);
