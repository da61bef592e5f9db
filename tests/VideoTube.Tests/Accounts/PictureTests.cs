using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using VideoTube.Accounts.Pictures;
using VideoTube.Data;
using VideoTube.Storage;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Accounts;

public sealed class PictureTests(PictureTests.Pictures pictures) : IClassFixture<PictureTests.Pictures>
{
    [Theory, OnBothEngines]
    public async Task An_avatar_is_made_anew_without_EXIF_and_the_old_one_goes(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);
        client.Token = person.AccessToken;
        Assert.Contains("Exif", Encoding.Latin1.GetString(pictures.Jpeg));

        var first = await SendAsync(client, "users/avatar", ("avatar", pictures.Jpeg));
        var second = await SendAsync(client, "users/avatar", ("avatar", pictures.Png));

        Assert.Equal((200, 200), (first.Status, second.Status));
        var (old, current) = (KeyOf(first, "avatar"), KeyOf(second, "avatar"));
        Assert.StartsWith($"users/{person.Id}/avatar-", old.Value);
        Assert.Null(await site.Get<IMediaStore>().FindAsync(old, CancellationToken.None));
        var kept = await ReadAsync(site, current);
        Assert.Equal([0xFF, 0xD8, 0xFF], kept[..3]);
        Assert.DoesNotContain("Exif", Encoding.Latin1.GetString(kept));
        Assert.DoesNotContain(Pictures.Secret, Encoding.Latin1.GetString(kept));
        Assert.Equal($"/media/{current}", (string?)(await client.GetAsync("users/current-user")).Data["avatar"]);
        AssertNothingTemporary(site);
    }

    [Theory, OnBothEngines]
    public async Task Registering_takes_both_pictures(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var client = site.NewClient();
        var name = Person.NewName();

        var answer = await RegisterAsync(client, name, ("avatar", pictures.Jpeg), ("coverImage", pictures.Png));

        Assert.Equal(201, answer.Status);
        Assert.NotEmpty(await ReadAsync(site, KeyOf(answer, "avatar")));
        Assert.NotEmpty(await ReadAsync(site, KeyOf(answer, "coverImage")));
        AssertNothingTemporary(site);
    }

    [Theory, OnBothEngines]
    public async Task An_account_that_cannot_be_made_leaves_no_picture(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);

        var taken = await RegisterAsync(client, person.Username, ("avatar", pictures.Jpeg));
        var bad = await RegisterAsync(client, Person.NewName(), ("avatar", pictures.Jpeg), ("coverImage", Encoding.UTF8.GetBytes("<svg onload='alert(1)'/>")));
        var weak = await client.SendAsync(HttpMethod.Post, "users/register", FormOf(new() { ["username"] = "x" }, ("avatar", pictures.Jpeg)));

        Assert.Equal(409, taken.Status);
        Assert.Equal((422, "coverImage"), (bad.Status, (string?)bad.Json["errors"]![0]!["field"]));
        Assert.Equal(400, weak.Status);
        await foreach (var key in site.Get<IMediaStore>().ListAsync(MediaKey.Parse("users"), CancellationToken.None))
            Assert.Fail($"{key} was left behind");
        AssertNothingTemporary(site);
    }

    [Theory, OnBothEngines]
    public async Task What_is_no_picture_changes_nothing(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var client = site.NewClient();
        client.Token = (await Person.JoinAsync(client)).AccessToken;
        var before = await SendAsync(client, "users/cover-image", ("coverImage", pictures.Jpeg));

        var text = await SendAsync(client, "users/cover-image", ("coverImage", Encoding.UTF8.GetBytes("#EXTM3U\n/etc/passwd")));
        var cut = await SendAsync(client, "users/cover-image", ("coverImage", pictures.Png[..40]));
        var missing = await SendAsync(client, "users/cover-image");
        var other = await SendAsync(client, "users/cover-image", ("avatar", pictures.Jpeg));
        var twice = await SendAsync(client, "users/cover-image", ("coverImage", pictures.Jpeg), ("coverImage", pictures.Jpeg));
        var json = await client.PatchAsync("users/cover-image", new { coverImage = "x" });

        Assert.Equal([422, 422, 400, 422, 422, 415], new[] { text, cut, missing, other, twice, json }.Select(answer => answer.Status));
        Assert.Equal((string?)before.Data["coverImage"], (string?)(await client.GetAsync("users/current-user")).Data["coverImage"]);
        Assert.NotEmpty(await ReadAsync(site, KeyOf(before, "coverImage")));
        AssertNothingTemporary(site);
    }

    [Fact]
    public async Task A_picture_larger_than_10_MB_is_refused()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var client = site.NewClient();
        client.Token = (await Person.JoinAsync(client)).AccessToken;
        var large = new byte[(10 << 20) + 1];
        pictures.Jpeg.CopyTo(large, 0);

        var answer = await SendAsync(client, "users/avatar", ("avatar", large));

        Assert.Equal((413, "image.too_large"), (answer.Status, answer.Code));
        AssertNothingTemporary(site);
    }

    [Fact]
    public async Task Of_two_avatars_sent_at_once_one_stays()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);
        client.Token = person.AccessToken;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SendAsync(client, "users/avatar", ("avatar", pictures.Jpeg))));

        var kept = new List<MediaKey>();
        await foreach (var key in site.Get<IMediaStore>().ListAsync(MediaKey.Parse($"users/{person.Id}"), CancellationToken.None))
            kept.Add(key);
        Assert.Equal($"/media/{Assert.Single(kept)}", (string?)(await client.GetAsync("users/current-user")).Data["avatar"]);
    }

    [Theory, OnBothEngines]
    public async Task A_picture_that_a_crash_left_without_its_row_is_swept(Engine engine)
    {
        var clock = new TestClock();
        await using var site = await TestSite.StartAsync(engine, customize: clock.Use);
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);
        client.Token = person.AccessToken;
        var shown = KeyOf(await SendAsync(client, "users/avatar", ("avatar", pictures.Jpeg)), "avatar");
        var (orphan, nobodys) = (MediaKey.Parse($"users/{person.Id}/cover-1.jpg"), MediaKey.Parse($"users/{new string('a', 24)}/avatar-1.jpg"));
        var other = MediaKey.Parse($"users/{person.Id}/something-else.jpg");
        foreach (var key in new[] { orphan, nobodys, other })
            await site.Get<IMediaStore>().PutAsync(key, new MemoryStream(pictures.Jpeg), CancellationToken.None);
        var sweep = (ISweep)site.Get<PictureSweep>();
        Assert.Equal(0, await sweep.RunAsync(CancellationToken.None)); // they may be on their way

        clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal(2, await sweep.RunAsync(CancellationToken.None));
        var left = new List<MediaKey>();
        await foreach (var key in site.Get<IMediaStore>().ListAsync(MediaKey.Parse("users"), CancellationToken.None))
            left.Add(key);
        Assert.Equal([shown.Value, other.Value], left.Select(key => key.Value).Order());
    }

    [Fact]
    public async Task Fields_that_make_no_account_are_refused_before_the_pictures_are_read()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var socket = new TcpClient();
        await socket.ConnectAsync(site.Address.Host, site.Address.Port);
        var body = new StringBuilder();
        foreach (var (name, value) in new[] { ("fullname", "X"), ("email", "x@example.org"), ("username", Person.NewName()), ("password", "short") })
            body.Append($"--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.Append("--b\r\nContent-Disposition: form-data; name=\"avatar\"; filename=\"a.jpg\"\r\n\r\n");

        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/users/register HTTP/1.1\r\nHost: {site.Address.Authority}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000000\r\n\r\n{body}"));
        using var reader = new StreamReader(socket.GetStream()); // not a byte of the picture was sent

        Assert.Equal("HTTP/1.1 422 Unprocessable Entity", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)));
    }

    private static Task<Answer> SendAsync(Client client, string path, params (string Name, byte[] Bytes)[] files) =>
        client.SendAsync(HttpMethod.Patch, path, FormOf([], files));

    private static Task<Answer> RegisterAsync(Client client, string name, params (string Name, byte[] Bytes)[] files) =>
        client.SendAsync(HttpMethod.Post, "users/register", FormOf(
            new() { ["fullname"] = "Somebody", ["email"] = $"{name}@example.org", ["username"] = name, ["password"] = "long enough" }, files));

    private static MultipartFormDataContent FormOf(Dictionary<string, string> fields, params (string Name, byte[] Bytes)[] files)
    {
        var form = new MultipartFormDataContent { { new StringContent("unused"), "note" } };
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        foreach (var (name, bytes) in files)
            form.Add(new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } }, name, "../../holiday.jpg");
        return form;
    }

    private static MediaKey KeyOf(Answer answer, string field)
    {
        Assert.True(answer.Status < 300, answer.Text);
        return MediaKey.Parse(((string)answer.Data[field]!)["/media/".Length..]);
    }

    private static async Task<byte[]> ReadAsync(TestSite site, MediaKey key)
    {
        await using var file = await site.Get<IMediaStore>().OpenAsync(key, 0, null, CancellationToken.None);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    // Other tests may be sending to a shared site at this moment: theirs go too, soon.
    /// <summary>Folders stay, and the lock that says whose they are.</summary>
    private static void AssertNothingTemporary(TestSite site)
    {
        string[] Left() => [.. Directory.EnumerateFiles(Path.Combine(site.DataFolder, "temp"), "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock")];
        Assert.True(SpinWait.SpinUntil(() => Left().Length == 0, TimeSpan.FromSeconds(30)), string.Join(", ", Left()));
    }

    /// <summary>Small pictures made by ffmpeg; the JPEG with a hand-made EXIF block.</summary>
    public sealed class Pictures : IAsyncLifetime
    {
        public const string Secret = "taken at home";

        public byte[] Jpeg { get; private set; } = [];

        public byte[] Png { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            var plain = await MakeAsync("mjpeg");
            // APP1 with a TIFF header and no entries (EXIF 2.3, section 4.5.4), then words where a camera puts its own.
            byte[] exif = [.. "Exif\0\0II*\0\u0008\0\0\0\0\0\0\0\0\0"u8, .. Encoding.ASCII.GetBytes(Secret)];
            Jpeg = [.. plain[..2], 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. plain[2..]];
            Png = await MakeAsync("png");
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static async Task<byte[]> MakeAsync(string codec)
        {
            using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg",
                ["-v", "error", "-f", "lavfi", "-i", "testsrc=size=64x48", "-frames:v", "1", "-c:v", codec, "-f", "image2pipe", "-"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            using var bytes = new MemoryStream();
            await ffmpeg.StandardOutput.BaseStream.CopyToAsync(bytes);
            await ffmpeg.WaitForExitAsync();
            Assert.Equal(0, ffmpeg.ExitCode);
            return bytes.ToArray();
        }
    }
}
