namespace VideoTube.Data;

/// <summary>Something that grows stale: removed when the program starts and every hour from then on.</summary>
internal interface ISweep
{
    /// <summary>What is removed, in words, for the log.</summary>
    string What { get; }

    /// <returns>How many were removed.</returns>
    Task<int> RunAsync(CancellationToken ct);
}
