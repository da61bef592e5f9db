using Microsoft.Net.Http.Headers;
using VideoTube.Http;
using VideoTube.Storage;

namespace VideoTube.Playback;

/// <summary>
/// Answers GET and HEAD with a file of a store: 200, 206, 304, 412, 416, or 404 when there is none; 502 when the store
/// fails and 504 when it takes longer than <paramref name="patience"/> to begin. Who may see the key is judged before.
/// </summary>
internal sealed class MediaFileResult(IMediaStore store, MediaKey key, MediaCaching caching, TimeSpan patience) : IResult
{
    public async Task ExecuteAsync(HttpContext context)
    {
        var ct = context.RequestAborted;
        try
        {
            using var local = (store as ILocalFiles)?.OpenFile(key);
            var facts = store is ILocalFiles ? local?.Facts : await store.FindAsync(key, ct).WaitAsync(patience, ct);
            if (facts is null)
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            else if (Begin(context, facts) is { Length: > 0 } range && !AnyMethod.AsksForHead(context.Request))
                await SendAsync(context, local, range);
        }
        catch (MediaNotFoundException) when (!context.Response.HasStarted)
        {
            // Deleted between finding and opening it.
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        catch (TimeoutException fault) when (!context.Response.HasStarted)
        {
            throw new RequestRefusedException(MediaHostErrors.HostTooSlow, fault);
        }
        catch (IOException fault) when (!context.Response.HasStarted && !ct.IsCancellationRequested)
        {
            throw new RequestRefusedException(MediaHostErrors.HostFailed, fault);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The viewer left, as viewers do with every seek.
        }
    }

    /// <summary>Writes status and headers; null when they are all there is to say.</summary>
    private MediaRange? Begin(HttpContext context, MediaFacts facts)
    {
        var response = context.Response;
        switch (MediaPreconditions.Judge(context.Request.Headers, facts))
        {
            case Precondition.Failed:
                response.StatusCode = StatusCodes.Status412PreconditionFailed;
                return null;
            case Precondition.NotModified:
                Describe(response, facts);
                response.StatusCode = StatusCodes.Status304NotModified;
                return null;
        }

        var range = RangeFor(context.Request, facts);
        if (range.Kind == RangeKind.Unsatisfiable)
        {
            response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            response.Headers.ContentRange = $"bytes */{facts.Length}";
            return null;
        }

        Describe(response, facts);
        response.ContentType = MediaTypes.Of(key.Value);
        response.ContentLength = range.Length;
        if (range.Kind == RangeKind.Part)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {range.Offset}-{range.Offset + range.Length - 1}/{facts.Length}";
        }

        return range;
    }

    /// <summary>Ranges are defined for GET alone (RFC 9110 section 14.2).</summary>
    private static MediaRange RangeFor(HttpRequest request, MediaFacts facts) =>
        !AnyMethod.AsksForHead(request) && request.Headers.Range is [{ } header]
        && MediaPreconditions.RangeStillHolds(request.Headers.IfRange, facts)
            ? MediaRanges.Answer(header, facts.Length)
            : MediaRanges.Answer(null, facts.Length);

    private void Describe(HttpResponse response, MediaFacts facts)
    {
        var headers = response.Headers;
        headers.ETag = facts.ETag;
        headers.LastModified = HeaderUtilities.FormatDate(MediaPreconditions.LastModified(facts));
        headers.AcceptRanges = "bytes";
        headers.CacheControl = caching.CacheControl;
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = caching.ResourcePolicy;
    }

    private async Task SendAsync(HttpContext context, LocalMedia? local, MediaRange range)
    {
        if (local is not null)
        {
            await MediaBody.SendAsync(
                context, range.Length, (buffer, sent) => RandomAccess.ReadAsync(
                    local.Handle, buffer, range.Offset + sent, context.RequestAborted));
            return;
        }

        await using var content = await store.OpenAsync(key, range.Offset, range.Length, context.RequestAborted).WaitAsync(patience, context.RequestAborted);
        await MediaBody.SendAsync(
            context, range.Length, (buffer, _) => content.ReadAsync(buffer, context.RequestAborted));
    }
}
