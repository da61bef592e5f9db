namespace VideoTube.Http;

/// <summary>Turns whatever ends a request without an answer into one: exceptions, bare status codes, unknown addresses.</summary>
internal sealed partial class ErrorHandling(RequestDelegate next, ILogger<ErrorHandling> log)
{
    // nginx's code for a client that went away; nobody is there to read it, the access log is.
    private const int ClientClosedRequest = 499;

    public async Task InvokeAsync(HttpContext http)
    {
        http.Response.Headers["Request-Id"] = http.TraceIdentifier;
        try
        {
            await next(http);
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            await AnswerAsync(http, exception);
            return;
        }

        if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null })
            await ErrorAnswer.WriteAsync(http, ApiError.OfStatus(http.Response.StatusCode));
    }

    private async Task AnswerAsync(HttpContext http, Exception exception)
    {
        if (http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = ClientClosedRequest;
            return;
        }

        var error = exception switch
        {
            RequestRefusedException refused => refused.Error,
            BadHttpRequestException { StatusCode: 400 } bad => HttpErrors.UnreadableRequest with { Message = bad.Message },
            BadHttpRequestException bad => ApiError.OfStatus(bad.StatusCode),
            _ => HttpErrors.Internal,
        };
        if (exception is RequestRefusedException { Error.Status: 502 or 504, InnerException: { } beyond })
            HostFailed(http.Request.Method, http.Request.Path, error.Status, beyond.Message);
        else if (error.Status >= 500 && exception is not RequestRefusedException { InnerException: null })
            Failed(http.Request.Method, http.Request.Path, http.TraceIdentifier, exception);

        // What the endpoint prepared before it failed does not describe this answer.
        foreach (var header in (string[])["Content-Length", "Content-Type", "Content-Encoding", "ETag", "Last-Modified", "Location", "Cache-Control"])
            http.Response.Headers.Remove(header);
        await ErrorAnswer.WriteAsync(http, error, exception);
    }

    [LoggerMessage(EventId = 1000, Level = LogLevel.Error, Message = "{Method} {Path} failed ({TraceId})")]
    private partial void Failed(string method, PathString path, string traceId, Exception exception);

    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "{Method} {Path} is answered {Status}: {Why}")]
    private partial void HostFailed(string method, PathString path, int status, string why);
}
