using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Notifications;
using VideoTube.Playback;
using VideoTube.Storage;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;
using VideoTube.Videos;

namespace VideoTube.Tests.Videos;

public sealed class EditVideoTests
{
    [Fact]
    public async Task A_client_that_leaves_before_its_thumbnail_counts_leaves_no_file()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("As before"));
        var picture = await Clips.Make("small.png", "-f lavfi -i color=blue:size=64x36 -frames:v 1");
        using var leaving = new CancellationTokenSource();
        var edit = new EditVideo(
            site.Get<Database>(), site.Get<VideoStore>(), site.Get<ListPages>(), site.Get<MediaAccess>(), site.Get<VideoPictures>(),
            new LeftAfterPut(site.Get<IMediaStore>(), leaving), site.Get<Announcement>(), TimeProvider.System);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            edit.RunAsync(id, owner.Id, new VideoDetails(), picture, leaving.Token));

        Assert.Empty(site.MediaFiles());
        Assert.Empty(site.TemporaryFiles());
    }

    /// <summary>The client's connection breaks when the picture is in the store.</summary>
    private sealed class LeftAfterPut(IMediaStore store, CancellationTokenSource leaving) : IMediaStore
    {
        public async Task PutFileAsync(MediaKey key, string path, CancellationToken ct)
        {
            await store.PutFileAsync(key, path, ct);
            await leaving.CancelAsync();
        }

        public Task<MediaFacts?> FindAsync(MediaKey key, CancellationToken ct) => store.FindAsync(key, ct);

        public Task<Stream> OpenAsync(MediaKey key, long offset, long? length, CancellationToken ct) => store.OpenAsync(key, offset, length, ct);

        public Task PutAsync(MediaKey key, Stream content, CancellationToken ct) => store.PutAsync(key, content, ct);

        public Task<bool> DeleteAsync(MediaKey key, CancellationToken ct) => store.DeleteAsync(key, ct);

        public Task DeleteAllAsync(MediaKey folder, CancellationToken ct) => store.DeleteAllAsync(folder, ct);

        public IAsyncEnumerable<MediaKey> ListAsync(MediaKey folder, CancellationToken ct) => store.ListAsync(folder, ct);
    }

    [Theory]
    [InlineData("tags", "echo, cave")]
    [InlineData("tags", "[\"echo\",\"cave\"]")]
    [InlineData("tags[0]", "echo", "tags[1]", "cave")]
    [InlineData("tags[]", "echo", "tags[]", "cave")]
    [InlineData("tags", "echo", "tags", "cave")]
    public async Task Tags_come_in_every_way_that_forms_send_lists(params string[] fields)
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Tagged"));
        using var form = new MultipartFormDataContent();
        for (var i = 0; i < fields.Length; i += 2)
            form.Add(new StringContent(fields[i + 1]), fields[i]);

        var changed = await owner.Client.SendAsync(HttpMethod.Patch, $"videos/{id}", form);

        Assert.Equal(["echo", "cave"], changed.Data["tags"]!.AsArray().Select(tag => (string?)tag));
    }
}
