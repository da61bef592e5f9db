namespace VideoTube.Http;

/// <summary>What an act gives: a value, or the expected failure that stood in its way.</summary>
internal readonly struct Result<T>
{
    private Result(T? value, ApiError? error) => (Value, Error) = (value, error);

    /// <summary>Set when <see cref="Error"/> is null.</summary>
    public T? Value { get; }

    public ApiError? Error { get; }

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(ApiError error) => new(default, error);
}
