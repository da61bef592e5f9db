using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using VideoTube.Playback;
using VideoTube.Storage;
using VideoTube.Storage.Local;

namespace VideoTube.Tests.Playback;

/// <summary>A server on a free port that answers every path with the media of that key.</summary>
internal sealed class MediaHost : IAsyncDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("videotube-media-");
    private readonly LocalMediaStore store;
    private readonly WebApplication app;

    private MediaHost(MediaCaching caching, bool local)
    {
        store = new LocalMediaStore(root.FullName, TimeProvider.System);
        IMediaStore served = local ? store : new RemoteStore(store);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(async context =>
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            LastAnswer = done.Task;
            var key = MediaKey.Parse(context.Request.Path.Value![1..]);
            var answer = new MediaFileResult(served, key, caching, TimeSpan.FromSeconds(10)).ExecuteAsync(context);
            await answer.ContinueWith(done.SetFromTask, TaskContinuationOptions.ExecuteSynchronously);
            await answer;
        });
    }

    public HttpClient Client { get; } = new();

    /// <summary>The work of the newest answer: ends when the server is done with it, one way or another.</summary>
    public Task LastAnswer { get; private set; } = Task.CompletedTask;

    public static async Task<MediaHost> StartAsync(MediaCaching caching, bool local)
    {
        var host = new MediaHost(caching, local);
        await host.app.StartAsync();
        host.Client.BaseAddress = new Uri(host.app.Urls.Single());
        return host;
    }

    public Task PutAsync(string key, byte[] bytes) =>
        store.PutAsync(MediaKey.Parse(key), new MemoryStream(bytes), CancellationToken.None);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string key, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, key);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        root.Delete(recursive: true);
    }

    /// <summary>The local store seen as a distant one is: through streams alone.</summary>
    private sealed class RemoteStore(IMediaStore inner) : IMediaStore
    {
        public Task<MediaFacts?> FindAsync(MediaKey key, CancellationToken ct) => inner.FindAsync(key, ct);
        public Task<Stream> OpenAsync(MediaKey key, long offset, long? length, CancellationToken ct) =>
            inner.OpenAsync(key, offset, length, ct);
        public Task PutAsync(MediaKey key, Stream content, CancellationToken ct) => inner.PutAsync(key, content, ct);
        public Task PutFileAsync(MediaKey key, string path, CancellationToken ct) => inner.PutFileAsync(key, path, ct);
        public Task<bool> DeleteAsync(MediaKey key, CancellationToken ct) => inner.DeleteAsync(key, ct);
        public Task DeleteAllAsync(MediaKey folder, CancellationToken ct) => inner.DeleteAllAsync(folder, ct);
        public IAsyncEnumerable<MediaKey> ListAsync(MediaKey folder, CancellationToken ct) => inner.ListAsync(folder, ct);
    }
}
