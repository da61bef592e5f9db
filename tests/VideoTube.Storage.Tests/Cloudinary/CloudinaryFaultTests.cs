using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace VideoTube.Storage.Tests.Cloudinary;

public sealed class CloudinaryFaultTests : CloudinaryTest
{
    /// <summary>Whatever bytes a download gives are media.</summary>
    [Theory, MemberData(nameof(ActsBut), "open")]
    public async Task Nonsense_is_an_error(string act)
    {
        AnswerWith(200, "<html>");
        await FailAsync(act, StoreOf());
    }

    [Theory, MemberData(nameof(Acts))]
    public async Task An_answer_that_says_nothing_is_an_error(string act)
    {
        AnswerWith(act == "open" ? 206 : 200, "{}");
        await FailAsync(act, StoreOf());
    }

    [Fact]
    public async Task A_preset_that_stores_the_file_elsewhere_is_told()
    {
        AnswerWith(200, """{"public_id":"elsewhere","bytes":9,"created_at":"2030-01-01T00:00:00Z","etag":"x"}""");
        Assert.Contains("preset", (await FailAsync("put", StoreOf())).Message);
    }

    [Fact]
    public async Task Pages_that_go_in_circles_end()
    {
        AnswerWith(200, """{"resources":[],"deleted":{},"next_cursor":"same"}""");
        await FailAsync("list", StoreOf());
        await FailAsync("delete all", StoreOf());
    }

    [Theory, MemberData(nameof(Acts))]
    public async Task An_answer_without_end_is_not_taken_whole(string act)
    {
        Cloudinary.Instead = async context =>
        {
            context.Response.StatusCode = 400;
            var much = new byte[1024 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(much, context.RequestAborted);
            return true;
        };
        Assert.Contains("longer than any", (await FailAsync(act, StoreOf())).Message);
    }

    [Theory, MemberData(nameof(Acts))]
    public async Task A_host_that_refuses_connections_is_told(string act)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var free = new Uri($"http://{listener.LocalEndpoint}");
        listener.Stop();
        Assert.Contains("cannot be reached", (await FailAsync(act, StoreOf(address: free))).Message);
    }

    [Theory, MemberData(nameof(Acts))]
    public async Task A_host_that_does_not_answer_is_given_up(string act)
    {
        Cloudinary.Instead = UntilAborted;
        Time.Hurry = 3000;
        Assert.Contains("in time", (await FailAsync(act, StoreOf())).Message);
    }

    [Theory, MemberData(nameof(ActsBut), "put")]
    public async Task Whoever_leaves_while_waiting_is_told_of_no_fault(string act)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        Cloudinary.Instead = async context =>
        {
            await leaving.CancelAsync();
            return await UntilAborted(context);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ActAsync(act, StoreOf(), leaving.Token));
    }

    [Fact]
    public async Task A_put_whose_bytes_are_on_their_way_is_not_broken_off()
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        Cloudinary.Instead = async _ =>
        {
            await leaving.CancelAsync();
            return false;
        };
        await ActAsync("put", StoreOf(), leaving.Token);
        Assert.Equal(new byte[9], await ReadAsync());
    }

    [Fact]
    public async Task A_download_that_stops_is_given_up()
    {
        Cloudinary.Instead = async context =>
        {
            context.Response.ContentLength = 10;
            await context.Response.Body.WriteAsync(new byte[5]);
            return await UntilAborted(context);
        };
        await using var stream = await StoreOf().OpenAsync(Key, 0, null, Ct);
        Time.Hurry = 3000;
        var fault = await FailAsync(() => stream.ReadExactlyAsync(new byte[10], Ct).AsTask());
        Assert.Contains("stopped sending", fault.Message);
    }

    [Fact]
    public async Task A_download_that_ends_early_is_an_error()
    {
        AnswerWith(206, "x", "bytes 1-2/3");
        await using var stream = await StoreOf().OpenAsync(Key, 1, null, Ct);
        await FailAsync(() => stream.CopyToAsync(Stream.Null, Ct));
    }

    [Fact]
    public async Task Other_bytes_than_were_asked_for_are_refused()
    {
        AnswerWith(206, "xx", "bytes 0-1/3");
        await FailAsync(() => StoreOf().OpenAsync(Key, 1, 2, Ct));
    }
}
