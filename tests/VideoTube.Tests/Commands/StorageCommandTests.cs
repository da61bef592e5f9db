using VideoTube.Data;
using VideoTube.Storage;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;
using VideoTube.Upkeep;

namespace VideoTube.Tests.Commands;

public sealed class StorageCommandTests
{
    [Theory, OnBothEngines]
    public async Task A_sound_site_has_nothing_to_tell(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var owner = await site.SignUpAsync();
        await ReadyAsync(site, owner);
        Age(site);

        var ran = (await RunAsync(site)).Done();

        Assert.Empty(ran.Output);
        Assert.StartsWith("0 missing or of a wrong size, 0 that nobody refers to", ran.Error);
    }

    [Theory, OnBothEngines]
    public async Task What_rows_name_and_is_not_there_is_told(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var owner = await site.SignUpAsync();
        var (first, second) = (await ReadyAsync(site, owner), await ReadyAsync(site, owner));
        var segment = site.MediaFiles().First(file => file.Contains(first) && file.EndsWith("s00000.m4s", StringComparison.Ordinal));
        File.Delete(segment);
        File.AppendAllText(site.MediaFiles().Single(file => file.Contains(second) && file.Contains("original")), "more");
        File.Delete(site.MediaFiles().Single(file => file.Contains(second) && file.Contains("/poster-")));

        var ran = await RunAsync(site, "--json");

        Assert.Equal(1, ran.Code);
        Assert.Equal(
            [("Missing", segment[(segment.IndexOf("/videos/", StringComparison.Ordinal) + 1)..]), ("Size", $"videos/{second}/original.mp4"), ("Missing", "poster")],
            ran.Objects.Select(finding => ((string)finding["problem"]!, ((string)finding["key"]!) is var key && key.Contains("poster") ? "poster" : key)));
    }

    [Theory, OnBothEngines]
    public async Task Forgotten_files_are_deleted_when_asked_to_and_nothing_else(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var owner = await site.SignUpAsync();
        var video = await ReadyAsync(site, owner);
        var sound = site.MediaFiles();
        string[] forgotten =
        [
            Put(site, $"videos/{video}/thumbnail-old.jpg"), Put(site, $"videos/{video}/hls/65f000000000000000000001/360p/s00000.m4s"),
            Put(site, "videos/65f000000000000000000002/original.mp4"), Put(site, "videos/65f000000000000000000002/hls/65f000000000000000000001/360p/s00001.m4s"),
            Put(site, $"videos/{await FailedAsync(site, owner)}/poster-65f000000000000000000001.jpg"), Put(site, $"users/{owner.Id}/avatar-old.jpg"),
        ];
        var busy = await UploadingAsync(site, owner);
        string[] left = [Put(site, $"videos/{busy}/original.mp4"), .. sound];
        Age(site);
        var young = Put(site, "videos/65f000000000000000000003/original.mp4");

        Assert.Equal(6, (await RunAsync(site, "--json")).Done().Objects.Count);
        (await RunWithAsync(site, "n\n", "--fix")).Done();
        Assert.All(forgotten, file => Assert.True(File.Exists(file)));
        (await RunAsync(site, "--fix", "--yes")).Done();

        Assert.All(forgotten, file => Assert.False(File.Exists(file)));
        Assert.Equal([.. left, young], site.MediaFiles(), (IEnumerable<string> a, IEnumerable<string> b) => a.Order().SequenceEqual(b.Order()));
    }

    /// <summary>A key that the check does not know of would be taken for forgotten.</summary>
    [Fact]
    public void Every_column_that_holds_a_media_key_is_known()
    {
        var assembly = typeof(MediaNames).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith("Migrations/", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            foreach (var line in reader.ReadToEnd().Split('\n').Where(line => line.Contains(" TEXT ") && line.Contains("media key")))
                // media_leftovers names folders to be deleted.
                Assert.Contains(line.Split(" TEXT ")[0].Trim().Split(' ')[^1], MediaNames.Columns.Select(column => column.Name).Append("folder"));
        }
    }

    private static Task<Ran> RunAsync(TestSite site, params string[] arguments) => ChildProgram.RunAsync(site.Environment, ["admin", "storage", "check", .. arguments]);

    private static Task<Ran> RunWithAsync(TestSite site, string input, string argument) =>
        ChildProgram.RunWithAsync(site.Environment, input, "admin", "storage", "check", argument);

    private static async Task<string> ReadyAsync(TestSite site, Member owner)
    {
        var video = (string)(await owner.Client.UploadAsync(await Clips.H264())).Data["_id"]!;
        await KillLab.UntilAsync(async () => (await owner.Client.GetAsync($"videos/{video}")).Data["storyboard"] is not null);
        return video;
    }

    private static Task<Id> FailedAsync(TestSite site, Member owner) => AddAsync(site, owner, "failed");

    private static Task<Id> UploadingAsync(TestSite site, Member owner) => AddAsync(site, owner, "uploading");

    private static async Task<Id> AddAsync(TestSite site, Member owner, string status)
    {
        var id = Id.New(TimeProvider.System);
        await site.Get<Database>().ExecuteAsync("""
            INSERT INTO videos (id, owner_id, title, description, published, status, node, created_at, updated_at)
            VALUES (@id, @owner, 'Not there yet', '', TRUE, @status, 'another', 0, 0)
            """, new { id, owner = owner.Id, status }, CancellationToken.None);
        return id;
    }

    private static string Put(TestSite site, string key)
    {
        var path = ((ILocalFiles)site.Get<IMediaStore>()).PathOf(MediaKey.Parse(key));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "forgotten");
        return path;
    }

    /// <summary>Every file there is was put two hours ago.</summary>
    private static void Age(TestSite site)
    {
        foreach (var file in site.MediaFiles())
            File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2));
    }
}
