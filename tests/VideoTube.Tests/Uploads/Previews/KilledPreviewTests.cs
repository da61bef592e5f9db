using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads.Tus;

namespace VideoTube.Tests.Uploads.Previews;

public sealed class KilledPreviewTests
{
    [Fact]
    public async Task Killed_while_an_upload_was_followed_it_follows_it_anew_and_leaves_nothing_of_one_given_up()
    {
        await using var lab = new KillLab();
        await lab.StartAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.H264(12));
        var upload = await lab.Client.BegunAsync(clip.Length);
        var most = clip.Length * 9 / 10;
        await lab.Client.AddAsync(upload, 0, clip.AsMemory(0, most));
        await WatchedAsync(lab, upload);

        await lab.KillAsync();
        await lab.StartAsync();

        Assert.Equal(404, (await lab.Client.GetAsync(MasterOf(upload))).Status);
        await lab.Client.AddAsync(upload, most, clip.AsMemory(most, 10));
        await WatchedAsync(lab, upload);
        Assert.Equal(204, (await lab.Client.EndAsync(upload)).Status);
        Assert.False(Directory.Exists(Path.Combine(lab.DataFolder, "media", "videos", Path.GetFileName(upload))));
    }

    private static string MasterOf(string upload) => $"/media/videos/{Path.GetFileName(upload)}/master.m3u8";

    private static Task WatchedAsync(KillLab lab, string upload) =>
        KillLab.UntilAsync(async () => (await lab.Client.GetAsync(MasterOf(upload))).Status == 200);
}
