using System.Diagnostics;
using VideoTube.Storage.Local;

namespace VideoTube.Storage.Tests.Local;

public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_is_told_apart_and_nothing_stays_behind()
    {
        var ct = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder.FullName), "Mounting takes root.");
        try
        {
            var store = new LocalMediaStore(folder.FullName, TimeProvider.System);
            var key = MediaKey.Parse("v/x");
            using var source = new TempFolder();
            var path = source.File("big", new byte[1_000_000]);

            await Assert.ThrowsAsync<MediaStoreFullException>(() => store.PutAsync(key, new MemoryStream(new byte[1_000_000]), ct));
            await Assert.ThrowsAsync<MediaStoreFullException>(() => store.PutFileAsync(key, path, ct));
            Assert.True(File.Exists(path));
            Assert.Null(await store.FindAsync(key, ct));

            await store.PutAsync(key, new MemoryStream(new byte[100_000]), ct); // the room is free again
            Assert.Equal(100_000, (await store.FindAsync(key, ct))!.Length);
        }
        finally
        {
            Assert.True(Run("umount", folder.FullName));
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
