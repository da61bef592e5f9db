using System.Text;
using VideoTube.Data;
using VideoTube.Importing;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;

namespace VideoTube.Tests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    /// <summary>Made with bcryptjs 2.4.3 and bcrypt 5 on Node.</summary>
    private const string
        Hash2A = "$2a$10$MEYdFabN00mv8TEkqPyEE.LffPbbPOyw/OSWAxvXFIs1QFiGZi4KG", Password2A = "moved with Node 1",
        Hash2B = "$2b$10$T6hI2Z/3sLWNHfrsSTq6O.krSST9cvkVAP4cdNatL1hYzSTilWLk6", Password2B = "moved with Node 2";

    private readonly string folder = Directory.CreateTempSubdirectory("videotube-import-").FullName;

    /// <summary>Begins every id, so that tests on one site do not meet.</summary>
    private readonly string mark = Guid.NewGuid().ToString("N")[..8];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Id(int number) => $"65f0{mark}{number:D12}";

    private string User(int number, string username, string hash, string more = "") =>
        $$"""{"_id":{"$oid":"{{Id(number)}}"},"username":"{{username}}","email":"{{username}}@example.org","fullname":"The {{username}}","avatar":"http://cdn.example/a.jpg","password":"{{hash}}","refreshToken":"secret-token"{{more}},"createdAt":{"$date":"2023-01-02T03:04:05.678Z"},"updatedAt":{"$date":{"$numberLong":"1700000000000"} },"__v":0}""";

    private string Video(int number, int owner, string more = "") =>
        $$"""{"_id":{"$oid":"{{Id(number)}}"},"videoFile":"http://res.cloudinary.com/demo/video/upload/v1/clip-{{number}}.mp4","thumbnail":"http://cdn.example/t.jpg","owner":{"$oid":"{{Id(owner)}}"},"title":"Film {{number}}","description":"Of {{mark}}"{{more}},"createdAt":{"$date":{"$numberLong":"1690000000000"} },"updatedAt":{"$date":"2023-08-01T00:00:00Z"} }""";

    [Theory, OnBothEngines]
    public async Task People_sign_in_with_the_passwords_they_had_and_find_their_videos_and_history(Engine engine)
    {
        var site = await SharedSites.On(engine);
        var (anna, ben, carl) = (Person.NewName(), Person.NewName(), Person.NewName());
        var users = Write("users.json",
            User(1, anna, Hash2A, $$""","watchHistory":[{"$oid":"{{Id(11)}}"},{"$oid":"{{Id(99)}}"},{"$oid":"{{Id(12)}}"}]"""),
            User(2, $" {ben.ToUpperInvariant()} ", Hash2B).Replace(" @", "@"), User(3, carl, Hash2B.Replace("$2b$", "$2y$")));
        var videos = Write("videos.json",
            Video(11, 1, ""","duration":{"$numberDouble":"12.5"},"views":{"$numberInt":"42"},"isPublished":true"""),
            Video(12, 2, ""","duration":7,"views":{"$numberLong":"3"},"isPublished":false"""));

        var ran = (await RunAsync(site, users, videos)).Done();

        Assert.Contains(ran.Lines, line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["users", "3", "0", "0"]);
        Assert.Contains(ran.Lines, line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["videos", "2", "0", "0"]);
        Assert.Contains(ran.Lines, line => line == "videos.json:1: imported: without its media (http://res.cloudinary.com/demo/video/upload/v1/clip-11.mp4)");
        Assert.DoesNotContain("secret-token", ran.Output);
        using var client = site.NewClient();
        var person = await Person.SignInAsync(client, anna, Password2A);
        await Person.SignInAsync(client, ben, Password2B);
        await Person.SignInAsync(client, carl, Password2B);
        Assert.Equal((Id(1), $"{anna}@example.org"), (person.Id, person.Email));
        client.Token = person.AccessToken;
        Assert.Equal("2023-01-02T03:04:05.678Z", (string?)(await client.GetAsync("users/current-user")).Data["createdAt"]);
        var video = (await client.GetAsync($"videos/{Id(11)}")).Data;
        Assert.Equal(("Film 11", 12.5, 42, "failed", false, true), ((string?)video["title"], (double)video["duration"]!, (int)video["views"]!, (string?)video["status"], (bool)video["playable"]!, (bool)video["isPublished"]!));
        Assert.Equal((ImportStore.NoMedia, "2023-07-22T04:26:40.000Z"), ((string?)video["failure"], (string?)video["createdAt"]));
        Assert.Equal(404, (await client.GetAsync($"videos/{Id(12)}")).Status); // another's draft
        Assert.Equal([Id(12), Id(11)], await ListAsync(site, $"SELECT video_id FROM watch_history WHERE user_id = '{Id(1)}' ORDER BY watched_at DESC"));
        Assert.Equal((409, "video.no_file"), (await client.PostAsync($"videos/{Id(11)}/retry") is var retry ? (retry.Status, retry.Code) : default));
    }

    [Theory, OnBothEngines]
    public async Task A_second_run_changes_nothing(Engine engine)
    {
        var site = await SharedSites.On(engine);
        var name = Person.NewName();
        // As an array, pretty, canonical: the other way mongoexport writes.
        var users = Write("users.json", "[" + User(1, name, Hash2A, $$""","watchHistory":[{"$oid":"{{Id(11)}}"}]""").Replace(",\"", ",\n\t\"") + ",", User(2, Person.NewName(), Hash2A) + "]");
        var videos = Write("videos.json", $"[{Video(11, 1)},{Video(12, 1)}]");
        (await RunAsync(site, users, videos)).Done();
        using var client = site.NewClient();
        client.Token = (await Person.SignInAsync(client, name, Password2A)).AccessToken;
        Assert.Equal(200, (await client.PatchAsync("users/update-account", new { fullname = "Somebody else now" })).Status);
        Assert.Equal(200, (await client.DeleteAsync($"videos/{Id(12)}")).Status);

        var again = (await RunAsync(site, users, videos, "--json")).Done().Objects;

        Assert.Equal([("users", 0, 2, 0), ("videos", 0, 1, 1), ("watch history", 0, 0, 0)], again.Where(line => line["imported"] is not null).Select(line =>
            ((string)line["what"]!, (int)line["imported"]!, (int)line["alreadyThere"]!, (int)line["skipped"]!)));
        Assert.Equal("it was deleted here", (string?)again.Single(line => line["outcome"] is not null)["reason"]);
        Assert.Equal("Somebody else now", (string?)(await client.GetAsync("users/current-user")).Data["fullname"]);
    }

    [Theory, OnBothEngines]
    public async Task What_cannot_be_taken_over_is_skipped_with_its_line_and_the_reason(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var client = site.NewClient();
        var (there, good) = (await Person.JoinAsync(client), Person.NewName());
        var users = Write("users.json",
            User(1, there.Username, Hash2A), User(2, good, Hash2A), User(3, good + "x", Hash2A).Replace(good + "x@", good + "@"), "not json",
            """{"_id":{"$oid":"65f0""", User(4, "x", Hash2A), User(5, Person.NewName(), "[object Promise]"), User(6, Person.NewName(), Hash2A).Replace("65f0", "zzzz"),
            User(7, Person.NewName(), Hash2A).Replace("2023-01-02T03:04:05.678Z", "yesterday"), """{"_id":{"$oid":"65f000000000000000000009"},"username":7}""");
        var videos = Write("videos.json",
            Video(11, 9), Video(12, 2, ""","duration":"long" """), Video(13, 2).Replace("Film 13", " "), Video(14, 2, ""","views":{"$numberInt":"-1"}"""), Video(15, 2));

        var ran = await RunAsync(site, users, videos, "--json");
        Assert.Equal((3, "13 could not be imported; all others are here."), (ran.Code, ran.Error.Trim()));
        var lines = ran.Objects.Where(line => (string?)line["outcome"] == "skipped")
            .Select(line => $"{line["file"]}:{line["line"]} {line["reason"]}").ToList();

        Assert.Equal(
        [
            "users.json:4 it is no whole JSON document",
            "users.json:5 it is no whole JSON document",
            "users.json:6 The username must have 3 to 30 letters a-z, digits, dots, dashes or underscores, and begin and end with a letter or digit",
            "users.json:7 its password is no bcrypt hash",
            "users.json:8 its _id is no ObjectId",
            "users.json:9 its createdAt is no date",
            "users.json:10 its username is no text",
            "users.json:1 its username is taken",
            "users.json:3 its email is taken",
            "videos.json:2 its duration is no number",
            "videos.json:3 it has no title",
            "videos.json:4 its views are no number of views",
            "videos.json:1 its owner is not here",
        ], lines);
        await Person.SignInAsync(client, good, Password2A);
        Assert.Equal([Id(15)], await ListAsync(site, $"SELECT id FROM videos WHERE owner_id = '{Id(2)}'"));
    }

    [Theory, OnBothEngines]
    public async Task Media_that_were_fetched_before_are_processed_like_an_upload(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        var name = Person.NewName();
        var media = Directory.CreateDirectory(Path.Combine(folder, "media", "videos")).FullName;
        File.Copy(await Clips.H264(), Path.Combine(media, "clip-11.mp4"));
        await File.WriteAllTextAsync(Path.Combine(media, "clip-12.mp4"), "This is no video.");
        File.Copy(await Clips.Make("face.jpg", "-f lavfi -i testsrc2=size=320x320 -frames:v 1"), Path.Combine(folder, "media", "a.jpg"));

        var ran = (await RunAsync(site, Write("users.json", User(1, name, Hash2A)),
            Write("videos.json", Video(11, 1, ""","views":42"""), Video(12, 1), Video(13, 1)), "--media-root", Path.Combine(folder, "media"), "--json")).Done();

        Assert.Equal([2, 3], ran.Objects.Where(line => (string?)line["outcome"] == "imported").Select(line => (int)line["line"]!));
        using var client = site.NewClient();
        var person = await Person.SignInAsync(client, name, Password2A);
        client.Token = person.AccessToken;
        await KillLab.UntilAsync(async () => (string?)(await client.GetAsync($"videos/{Id(11)}")).Data["status"] == "ready");
        var video = (await client.GetAsync($"videos/{Id(11)}")).Data;
        Assert.Equal((42, "2023-07-22T04:26:40.000Z", "Film 11"), ((int)video["views"]!, (string?)video["createdAt"], (string?)video["title"]));
        Assert.Equal(206, (await client.GetAsync((string)video["videoFile"]!, ("Range", "bytes=0-9"))).Status);
        Assert.Equal("This is not a video or sound file that VideoTube knows.", (string?)(await client.GetAsync($"videos/{Id(12)}")).Data["failure"]);
        Assert.NotNull((string?)(await client.GetAsync("users/current-user")).Data["avatar"]);
        Assert.True(File.Exists(Path.Combine(media, "clip-11.mp4")));
        (await ChildProgram.RunAsync(site.Environment, "admin", "storage", "check")).Done();
        Assert.Empty(site.TemporaryFiles());
    }

    [Fact]
    public async Task Memory_does_not_grow_with_the_file()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        const int Count = 20_000;
        // A hundred megabytes; half of it would be seen in memory.
        var users = Write("users.json", Enumerable.Range(1, Count).Select(i => User(i, $"u{mark}-{i}", Hash2A, $",\"bio\":\"{new string('x', 5000)}\"")));
        var settings = site.Environment.ToDictionary();
        settings["DOTNET_GCHeapHardLimit"] = "0x4000000"; // 64 MB

        var ran = (await ChildProgram.RunAsync(settings, "import", "mongo-export", users, Write("videos.json"), "--json")).Done();

        Assert.Equal(Count, (int)ran.Objects.Single(line => (string?)line["what"] == "users")["imported"]!);
    }

    [Theory]
    [InlineData(2, "https://res.cloudinary.com/demo", "Nothing is fetched over the network")]
    [InlineData(1, "/nowhere/at/all", "There is no folder")]
    public async Task A_media_root_that_cannot_be_read_is_refused_before_anything_is_written(int code, string root, string words)
    {
        var site = await SharedSites.On(Engine.Sqlite);
        var name = Person.NewName();

        var ran = await RunAsync(site, Write("users.json", User(1, name, Hash2A)), Write("videos.json"), "--media-root", root);

        Assert.Equal(code, ran.Code);
        Assert.Contains(words, ran.Error);
        Assert.Empty(await ListAsync(site, $"SELECT id FROM users WHERE username = '{name}'"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(65536)]
    public void Documents_are_found_however_the_file_is_laid_out_and_read(int chunk)
    {
        var text = "\uFEFF[{\"a\":\"}{\\\"\\\\\"},\r\n{\n  \"b\": {\"c\":[1,{}]}\n}]\nrubbish\n{\"d\":1\n{\"e\":2}\n{\"f\":";
        var (splitter, found) = (new DocumentSplitter(), new List<ExportedDocument>());
        foreach (var bytes in Encoding.UTF8.GetBytes(text).Chunk(chunk))
            found.AddRange(splitter.Take(bytes, bytes.Length));
        found.Add(splitter.End()!);

        Assert.Equal(
            [(1, "{\"a\":\"}{\\\"\\\\\"}"), (2, "{\n  \"b\": {\"c\":[1,{}]}\n}"), (5, null), (6, null), (7, "{\"e\":2}"), (8, null)],
            found.Select(document => (document.Line, document.Json is null ? null : Encoding.UTF8.GetString(document.Json))));
    }

    private string Write(string name, params IEnumerable<string> lines)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllLines(path, lines);
        return path;
    }

    private static Task<Ran> RunAsync(TestSite site, string users, string videos, params string[] more) =>
        ChildProgram.RunAsync(site.Environment, ["import", "mongo-export", users, videos, .. more]);

    private static async Task<IReadOnlyList<string>> ListAsync(TestSite site, string sql)
    {
        await using var read = await site.Get<Database>().ReadAsync(CancellationToken.None);
        return await read.ListAsync<string>(sql);
    }
}
