using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace VideoTube.Http;

/// <summary>An endpoint's answer in the envelope: a value with its status, or an expected failure.</summary>
internal sealed class ApiResult<T> : IResult, IEndpointMetadataProvider
{
    private readonly ApiError? error;
    private readonly T? data;

    internal ApiResult(int status, T data)
    {
        Status = status;
        this.data = data;
    }

    private ApiResult(ApiError error)
    {
        Status = error.Status;
        this.error = error;
    }

    public int Status { get; }

    public string? Message { get; init; }

    public string? Location { get; init; }

    public static implicit operator ApiResult<T>(T value) => new(StatusCodes.Status200OK, value);

    public static implicit operator ApiResult<T>(ApiError error) => new(error);

    public static implicit operator ApiResult<T>(Result<T> result) =>
        result.Error is { } error ? new(error) : new(StatusCodes.Status200OK, result.Value!);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new GivenData(typeof(T)));
        if (typeof(T) != typeof(Nothing))
            builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
    }

    public Task ExecuteAsync(HttpContext http)
    {
        if (error is not null)
            return ErrorAnswer.WriteAsync(http, error);
        if (Location is not null)
            http.Response.Headers.Location = Location;
        http.Response.StatusCode = Status;
        if (Status is not (StatusCodes.Status204NoContent or StatusCodes.Status301MovedPermanently))
            return Envelope.WriteAsync(http, data, Message);
        http.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}

/// <summary>Answers other than 200.</summary>
internal static class ApiResult
{
    public static ApiResult<T> Ok<T>(T value, string? message = null) =>
        new(StatusCodes.Status200OK, value) { Message = message };

    public static ApiResult<T> Created<T>(T value, string? location = null, string? message = null) =>
        new(StatusCodes.Status201Created, value) { Location = location, Message = message };

    /// <summary>Taken, work goes on; <paramref name="location"/> is where to watch it.</summary>
    public static ApiResult<T> Accepted<T>(T value, string location, string? message = null) =>
        new(StatusCodes.Status202Accepted, value) { Location = location, Message = message };

    /// <summary>301 to where the thing is now. Not stored by anybody: the old address may become another's.</summary>
    public static ApiResult<T> Moved<T>(string location) where T : class =>
        new(StatusCodes.Status301MovedPermanently, null!) { Location = location };

    public static ApiResult<Nothing?> NoContent { get; } = new(StatusCodes.Status204NoContent, null);

    /// <summary>200 with <c>data: null</c> and a message.</summary>
    public static ApiResult<Nothing?> Done(string message) => new(StatusCodes.Status200OK, null) { Message = message };
}

/// <summary>No data; always null.</summary>
internal sealed record Nothing;
