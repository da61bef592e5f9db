using VideoTube.Data;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;

namespace VideoTube.Tests.Commands;

public sealed class BackupCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("videotube-backup-").FullName;

    private string Data => Path.Combine(folder, "data");

    private string Backup => Path.Combine(folder, "backups", "site.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_backup_taken_while_people_write_holds_all_that_was_acknowledged_before_it()
    {
        var acknowledged = new List<Person>();
        var (site, address) = await ChildProgram.ServeAsync(Data);
        await using (site)
        {
            using var client = new Client(address);
            for (var i = 0; i < 5; i++)
                acknowledged.Add(await Person.JoinAsync(client));
            using var stop = new CancellationTokenSource();
            var writers = acknowledged.Select(person => WriteAsync(address, person, stop.Token)).ToList();
            await KillLab.UntilAsync(async () => await NameAsync(client, acknowledged[^1]) is not null);

            for (var i = 0; i < 3; i++)
            {
                acknowledged.Add(await Person.JoinAsync(client));
                (await RunAsync(Data, "backup", Backup, "--force")).Done();
            }

            await stop.CancelAsync();
            Assert.All(await Task.WhenAll(writers), count => Assert.True(count > 0));
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Backup));
        Assert.Equal(["site.db"], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(Backup)!).Select(Path.GetFileName));
        var restored = Path.Combine(folder, "restored");
        (await RunAsync(restored, "restore", Backup)).Done();
        await AssertSoundAsync(restored);
        var (again, there) = await ChildProgram.ServeAsync(restored);
        await using (again)
        {
            using var client = new Client(there);
            foreach (var person in acknowledged)
                await Person.SignInAsync(client, person.Username, person.Password);
        }
    }

    [Fact]
    public async Task Media_come_along_once_and_go_back_where_they_are_missing()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        var video = await UploadAsync(owner);

        var first = (await ChildProgram.RunAsync(site.Environment, "admin", "backup", Backup, "--media", "--json")).Done().Objects[0];
        var files = site.MediaFiles();
        Assert.Equal((files.Count, 0), ((int)first["mediaNew"]!, (int)first["mediaThere"]!));
        var second = (await ChildProgram.RunAsync(site.Environment, "admin", "backup", Backup, "--media", "--force", "--json")).Done().Objects[0];
        Assert.Equal((0, files.Count), ((int)second["mediaNew"]!, (int)second["mediaThere"]!));
        Assert.Equal(200, (await owner.Client.DeleteAsync($"videos/{video}")).Status);

        (await RunAsync(Data, "restore", Backup, "--media")).Done();

        Assert.Equal(files.Count, Directory.EnumerateFiles(Path.Combine(Data, "media"), "*", SearchOption.AllDirectories).Count());
        (await ChildProgram.RunAsync(Settings(Data), "admin", "storage", "check")).Done();
    }

    [Fact]
    public async Task A_backup_is_replaced_only_when_asked_to()
    {
        (await ChildProgram.RunAsync(Settings(Data), "migrate")).Done();
        (await RunAsync(Data, "backup", Backup)).Done();

        var ran = await RunAsync(Data, "backup", Backup);

        Assert.Equal(1, ran.Code);
        Assert.Contains("--force", ran.Error);
        (await RunAsync(Data, "backup", Backup, "--force")).Done();
        Assert.Equal(1, (await RunAsync(Path.Combine(folder, "empty"), "backup", Path.Combine(folder, "none.db"))).Code);
        Assert.False(File.Exists(Path.Combine(folder, "none.db")));
    }

    [Fact]
    public async Task A_running_site_keeps_its_database()
    {
        var (site, address) = await ChildProgram.ServeAsync(Data);
        await using (site)
        {
            using var client = new Client(address);
            await Person.JoinAsync(client);
            (await RunAsync(Data, "backup", Backup)).Done();

            var ran = await RunAsync(Data, "restore", Backup);

            Assert.Equal(1, ran.Code);
            Assert.Contains("is in use. Stop the site", ran.Error);
            await Person.JoinAsync(client);
            await site.KillAsync(); // its log is left beside the database
        }

        var done = (await RunAsync(Data, "restore", Backup, "--json")).Done().Objects[0];

        await AssertSoundAsync(Data);
        Assert.Equal((1, 2), (await PeopleAsync(Path.Combine(Data, "videotube.db")), await PeopleAsync((string)done["kept"]!)));
    }

    [Fact]
    public async Task What_is_damaged_foreign_or_newer_is_refused_and_changes_nothing()
    {
        (await ChildProgram.RunAsync(Settings(Data), "migrate")).Done();
        (await RunAsync(Data, "backup", Backup)).Done();
        var before = await File.ReadAllBytesAsync(Path.Combine(Data, "videotube.db"));
        var whole = await File.ReadAllBytesAsync(Backup);

        await RefusedAsync([.. whole[..(whole.Length / 2)]], "no database");
        await RefusedAsync("This is a letter, not a database. It is long enough to be taken for one by its length alone."u8.ToArray(), "no database");
        await RefusedAsync(await ChangedAsync(whole, "DROP TABLE schema_migrations"), "none of VideoTube's");
        await RefusedAsync(await ChangedAsync(whole, "INSERT INTO schema_migrations VALUES (9999, 'later', '', 0)"), "Run the newer version");

        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(Data, "videotube.db")));
        Assert.Equal(["videotube.db", "videotube.db.lock"], Directory.EnumerateFiles(Data).Select(Path.GetFileName).Order());

        async Task RefusedAsync(byte[] file, string words)
        {
            var path = Path.Combine(folder, "bad.db");
            await File.WriteAllBytesAsync(path, file);
            var ran = await RunAsync(Data, "restore", path);
            Assert.True(ran.Code == 1 && ran.Error.Contains(words), ran.Output + ran.Error);
        }
    }

    [Theory]
    [InlineData("backup", "pg_dump --format=custom --file=/backups/site.db \"$DATABASE_URL\"")]
    [InlineData("restore", "pg_restore --clean --if-exists --dbname=\"$DATABASE_URL\" /backups/site.db")]
    public async Task PostgreSQL_has_its_own_tools_which_are_told(string command, string tool)
    {
        var settings = Settings(Data);
        settings["DATABASE_URL"] = "postgres://somebody:secret-word@127.0.0.1:1/site";

        var ran = await ChildProgram.RunAsync(settings, "admin", command, "/backups/site.db");

        Assert.Equal(2, ran.Code);
        Assert.Contains(tool, ran.Error);
        Assert.DoesNotContain("secret-word", ran.Error);
    }

    private static Dictionary<string, string> Settings(string data) => new() { ["DATA_DIR"] = data };

    private static Task<Ran> RunAsync(string data, params string[] arguments) => ChildProgram.RunAsync(Settings(data), ["admin", .. arguments]);

    /// <summary>Changes its name again and again; gives how often that was acknowledged.</summary>
    private static async Task<int> WriteAsync(Uri address, Person person, CancellationToken stop)
    {
        using var client = new Client(address) { Token = person.AccessToken };
        var count = 0;
        while (!stop.IsCancellationRequested)
            Assert.Equal(200, (await client.PatchAsync("users/update-account", new { fullname = $"Number {++count}" })).Status);
        return count;
    }

    private static async Task<string?> NameAsync(Client client, Person person) =>
        (string?)(await client.GetAsync($"users/c/{person.Username}")).Data["fullname"] is { } name && name.StartsWith("Number ", StringComparison.Ordinal) ? name : null;

    private static async Task<string> UploadAsync(Member owner)
    {
        var video = (string)(await owner.Client.UploadAsync(await Clips.Silent())).Data["_id"]!;
        await KillLab.UntilAsync(async () => (await owner.Client.GetAsync($"videos/{video}")).Data["storyboard"] is not null);
        return video;
    }

    private static async Task AssertSoundAsync(string data)
    {
        await using var dialect = DatabaseAddress.Embedded.Open(data);
        await using var session = await new Database(dialect).ReadAsync(CancellationToken.None);
        Assert.Equal("ok", await session.GetAsync<string>("PRAGMA integrity_check"));
        Assert.Empty(await session.ListAsync<string>("SELECT \"table\" FROM pragma_foreign_key_check"));
    }

    private static async Task<long> PeopleAsync(string database)
    {
        await using var dialect = new SqliteDialect(database);
        await using var session = await new Database(dialect).ReadAsync(CancellationToken.None);
        return await session.GetAsync<long>("SELECT COUNT(*) FROM users");
    }

    private async Task<byte[]> ChangedAsync(byte[] backup, string sql)
    {
        var path = Path.Combine(folder, "changed.db");
        await File.WriteAllBytesAsync(path, backup);
        await using (var dialect = new SqliteDialect(path))
            await new Database(dialect).ExecuteAsync(sql, null, CancellationToken.None);
        return await File.ReadAllBytesAsync(path);
    }
}
