using Microsoft.AspNetCore.Http;
using VideoTube.Storage.Cloudinary;

namespace VideoTube.Storage.Tests.Cloudinary;

/// <summary>A stand-in with one file of the bytes 1, 2, 3, and everything that can be done with a store.</summary>
public abstract class CloudinaryTest : IAsyncLifetime
{
    protected static readonly MediaKey Key = MediaKey.Parse("videos/65f0/original.mp4");

    private readonly HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };

    private protected MovedTime Time { get; } = new();

    private protected CloudinaryStandIn Cloudinary { get; private set; } = null!;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Acts { get; } =
        ["find", "open", "open nothing", "put", "put in chunks", "delete", "delete all", "list"];

    public static TheoryData<string> ActsBut(string one) => [.. Acts.Select(row => row.Data).Where(act => act != one)];

    public async ValueTask InitializeAsync()
    {
        Cloudinary = await CloudinaryStandIn.StartAsync(Time);
        await StoreOf().PutAsync(Key, new MemoryStream([1, 2, 3]), Ct);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        http.Dispose();
        await Cloudinary.DisposeAsync();
    }

    protected CloudinaryMediaStore StoreOf(string? secret = null, string? cloud = null, Uri? address = null) => new(
        new(cloud ?? CloudinaryStandIn.Cloud, CloudinaryStandIn.Key, secret ?? CloudinaryStandIn.Secret, address ?? Cloudinary.Address),
        http, Time, chunkLength: 5 * 1024 * 1024);

    protected void AnswerWith(int status, string body, string? contentRange = null) => Cloudinary.Instead = async context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.ContentRange = contentRange;
        await context.Response.WriteAsync(body);
        return true;
    };

    protected static async Task<bool> UntilAborted(HttpContext context)
    {
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        return true;
    }

    protected static async Task ActAsync(string act, CloudinaryMediaStore store, CancellationToken? ct = null)
    {
        var token = ct ?? Ct;
        switch (act)
        {
            case "find":
                await store.FindAsync(Key, token);
                break;
            case "open":
                await (await store.OpenAsync(Key, 0, null, token)).DisposeAsync();
                break;
            case "open nothing":
                await (await store.OpenAsync(Key, 1, 0, token)).DisposeAsync();
                break;
            case "put":
                await store.PutAsync(Key, new MemoryStream(new byte[9]), token);
                break;
            case "put in chunks":
                await store.PutAsync(Key, new MemoryStream(new byte[6 * 1024 * 1024]), token);
                break;
            case "delete":
                await store.DeleteAsync(Key, token);
                break;
            case "delete all":
                await store.DeleteAllAsync(MediaKey.Parse("videos"), token);
                break;
            case "list":
                await foreach (var _ in store.ListAsync(MediaKey.Parse("videos"), token))
                {
                    // Walked to its end.
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(act), act, message: null);
        }
    }

    protected static Task<IOException> FailAsync(string act, CloudinaryMediaStore store) => FailAsync(() => ActAsync(act, store));

    /// <summary>An IOException, of which neither the words nor those of its causes hold a secret or a signature.</summary>
    protected static async Task<IOException> FailAsync(Func<Task> act)
    {
        var fault = await Assert.ThrowsAnyAsync<IOException>(act);
        Assert.IsNotType<MediaNotFoundException>(fault);
        var all = fault.ToString();
        Assert.DoesNotContain(CloudinaryStandIn.Secret, all);
        Assert.DoesNotContain("a-secret-that-is-wrong", all);
        Assert.DoesNotContain("signature=", all);
        Assert.DoesNotMatch("[0-9a-f]{40}", all);
        return fault;
    }

    protected async Task<byte[]> ReadAsync()
    {
        await using var stream = await StoreOf().OpenAsync(Key, 0, null, Ct);
        var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Ct);
        return bytes.ToArray();
    }
}
