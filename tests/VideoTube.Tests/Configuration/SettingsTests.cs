using VideoTube.Configuration;

namespace VideoTube.Tests.Configuration;

public sealed class SettingsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("videotube-settings-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_bad_value_is_told_at_once_by_its_key()
    {
        var bad = new Dictionary<string, string>
        {
            ["PORT"] = "eighty", ["HOST"] = "my-machine", ["CORS_ORIGIN"] = "https://good.example, example.org", ["ACCESS_TOKEN_SECRET"] = "short", ["ACCESS_TOKEN_EXPIRY"] = "soon",
            ["REFRESH_TOKEN_SECRET"] = "short", ["REFRESH_TOKEN_EXPIRY"] = "0d", ["DATABASE_URL"] = "mysql://localhost/x", ["SANDBOX"] = "none",
            ["ENCODERS"] = "-1", ["UPLOAD_MAX_BYTES"] = "1", ["VIDEO_MAX_HOURS"] = "1000", ["TRUSTED_PROXIES"] = "my-proxy", ["LOGIN_ATTEMPTS"] = "0",
            ["AV1_SIZES"] = "1080,tall", ["LOGIN_ATTEMPTS_PER_ADDRESS"] = "many", ["REGISTRATIONS_PER_HOUR"] = "0",
            ["SMTP_URL"] = "mail.example.org", ["MAIL_FROM"] = "nobody", ["SITE_URL"] = "videos.example.org/path",
            ["S3_ENDPOINT"] = "s3.example.org", ["S3_PUBLIC_ENDPOINT"] = "https://example.org/path", ["S3_FOLDER"] = "../up", ["MEDIA_REDIRECT"] = "yes",
        };

        var refused = Assert.Throws<SettingsException>(() => Read(bad));

        Assert.Equal(bad.Keys.Order(StringComparer.Ordinal), refused.Faults.Select(fault => fault.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.Contains(refused.Faults, fault => fault.Contains("example.org") && !fault.Contains("good.example"));
        Assert.DoesNotContain(refused.Faults, fault => fault.StartsWith("ACCESS_TOKEN_SECRET") && fault.Contains("short"));
    }

    [Fact]
    public void A_mail_server_needs_a_sender_and_the_address_that_links_begin_with()
    {
        var refused = Assert.Throws<SettingsException>(() => Read(new() { ["SMTP_URL"] = "smtp://localhost" }));

        Assert.Equal(["MAIL_FROM", "SITE_URL"], refused.Faults.Select(fault => fault.Split(' ')[0]));
    }

    [Fact]
    public void A_bucket_needs_its_keys_and_a_place_and_media_lives_in_one_place()
    {
        var half = Assert.Throws<SettingsException>(() => Read(new() { ["S3_BUCKET"] = "videos", ["CLOUDINARY_API_KEY"] = "1" }));
        var noPlace = Assert.Throws<SettingsException>(() => Read(Bucket()));
        var two = Assert.Throws<SettingsException>(() => Read(new(Bucket())
        {
            ["S3_REGION"] = "eu-central-1", ["CLOUDINARY_CLOUD_NAME"] = "c", ["CLOUDINARY_API_KEY"] = "k", ["CLOUDINARY_API_SECRET"] = "s",
        }));

        Assert.Equal(["CLOUDINARY_API_SECRET", "CLOUDINARY_CLOUD_NAME", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"], half.Faults.Select(fault => fault.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.StartsWith("S3_REGION", Assert.Single(noPlace.Faults));
        Assert.StartsWith("CLOUDINARY_CLOUD_NAME", Assert.Single(two.Faults));
    }

    [Fact]
    public void Where_media_lives_is_read_and_its_secret_not_written_out()
    {
        var amazon = Read(new(Bucket()) { ["S3_REGION"] = "eu-central-1", ["MEDIA_REDIRECT"] = "true" }).MediaHost!;
        var other = Read(new(Bucket()) { ["S3_ENDPOINT"] = "http://minio:9000", ["S3_PUBLIC_ENDPOINT"] = "https://media.example.org", ["S3_FOLDER"] = "/sites/one/" }).MediaHost!.Bucket!;
        var cloudinary = Read(new() { ["CLOUDINARY_CLOUD_NAME"] = "c", ["CLOUDINARY_API_KEY"] = "k", ["CLOUDINARY_API_SECRET"] = "hidden-secret" }).MediaHost!;

        Assert.Equal((null, "eu-central-1", true), (amazon.Bucket!.Endpoint, amazon.Bucket.Region, amazon.Redirects));
        Assert.Equal((new Uri("http://minio:9000"), new Uri("https://media.example.org"), "sites/one"), (other.Endpoint, other.PublicEndpoint, other.Folder));
        Assert.Equal(("c", "k", "hidden-secret"), (cloudinary.Cloudinary!.CloudName, cloudinary.Cloudinary.ApiKey, cloudinary.Cloudinary.ApiSecret));
        Assert.DoesNotContain("hidden-secret", $"{amazon} {other} {cloudinary}");
    }

    [Theory]
    [InlineData("smtp://localhost", "localhost", 587, false, null, null)]
    [InlineData("smtps://mail.example.org", "mail.example.org", 465, true, null, null)]
    [InlineData("smtps://me%40example.org:p%3Ass%2F@mail.example.org:2465", "mail.example.org", 2465, true, "me@example.org", "p:ss/")]
    public void A_mail_server_is_told_by_its_address(string url, string host, int port, bool isSecure, string? user, string? password)
    {
        var mail = Read(new() { ["SMTP_URL"] = url, ["MAIL_FROM"] = "Us <us@example.org>", ["SITE_URL"] = "https://example.org" }).Mail!;

        Assert.Equal((host, port, isSecure), (mail.Server.Host, mail.Server.Port, mail.Server.IsTlsFromStart));
        Assert.Equal((user, password), (mail.Server.Credential?.UserName, mail.Server.Credential?.Password));
        Assert.DoesNotContain("p:ss/", mail.ToString());
    }

    [Fact]
    public void A_data_folder_that_cannot_be_written_is_told()
    {
        var file = Path.Combine(folder, "file");
        File.WriteAllText(file, "");

        var refused = Assert.Throws<SettingsException>(() => SettingsReader.Read(new Dictionary<string, string> { ["DATA_DIR"] = Path.Combine(file, "data") }));

        Assert.StartsWith("DATA_DIR", Assert.Single(refused.Faults));
    }

    [Fact]
    public void Nothing_set_gives_the_documented_defaults()
    {
        var settings = Read([]);

        Assert.Equal((8000, "localhost", false), (settings.Port, settings.Host, settings.AnyOrigin));
        Assert.Equal((TimeSpan.FromDays(1), TimeSpan.FromDays(10)), (settings.AccessToken.Lifetime, settings.RefreshToken.Lifetime));
        Assert.Equal((10, 100, 100), (settings.LoginAttempts, settings.LoginAttemptsPerAddress, settings.RegistrationsPerHour));
        Assert.Null(settings.Database.PostgresConnection);
        Assert.Empty(settings.CorsOrigins);
    }

    [Theory]
    [InlineData("90", 90)]
    [InlineData("45s", 45)]
    [InlineData("15m", 900)]
    [InlineData("12h", 43200)]
    [InlineData("10d", 864000)]
    [InlineData("2w", 1209600)]
    public void Lifetimes_are_written_as_Node_writes_them(string text, int seconds) =>
        Assert.Equal(seconds, Read(new() { ["ACCESS_TOKEN_EXPIRY"] = text }).AccessToken.Lifetime.TotalSeconds);

    [Fact]
    public void A_secret_that_was_cut_off_is_told_instead_of_signing_with_it()
    {
        Directory.CreateDirectory(Path.Combine(folder, "secrets"));
        File.WriteAllBytes(Path.Combine(folder, "secrets", "access-token-secret"), []);

        var refused = Assert.Throws<SettingsException>(() => Read([]));

        Assert.StartsWith("ACCESS_TOKEN_SECRET ", Assert.Single(refused.Faults));
    }

    [Fact]
    public void Secrets_are_made_once_and_for_their_owner_alone()
    {
        var (first, second) = (Read([]), Read([]));

        Assert.Equal(first.AccessToken.Secret, second.AccessToken.Secret);
        Assert.NotEqual(first.AccessToken.Secret, first.RefreshToken.Secret);
        Assert.Equal(64, first.AccessToken.Secret.Length);
        var files = Directory.GetFiles(Path.Combine(folder, "secrets"));
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void Given_secrets_are_used_and_nothing_is_written()
    {
        var settings = Read(new() { ["ACCESS_TOKEN_SECRET"] = new string('a', 32), ["REFRESH_TOKEN_SECRET"] = new string('b', 32) });

        Assert.Equal(new string('a', 32), System.Text.Encoding.UTF8.GetString(settings.AccessToken.Secret));
        Assert.False(Directory.Exists(Path.Combine(folder, "secrets")));
    }

    private static Dictionary<string, string> Bucket() => new() { ["S3_BUCKET"] = "videos", ["S3_ACCESS_KEY_ID"] = "id", ["S3_SECRET_ACCESS_KEY"] = "hidden-secret" };

    private Settings Read(Dictionary<string, string> values) =>
        SettingsReader.Read(new Dictionary<string, string>(values) { ["DATA_DIR"] = folder });
}
