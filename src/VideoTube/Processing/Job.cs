using VideoTube.Data;

namespace VideoTube.Processing;

/// <summary>A claimed job: work that is ours while the lease lasts.</summary>
internal sealed record Job
{
    public Id Id { get; init; }
    public JobKind Kind { get; init; }

    /// <summary>The video.</summary>
    public Id Subject { get; init; }

    /// <summary>1 at the first try. With the owner it tells this claim from every other of the same job.</summary>
    public int Attempts { get; init; }
    public string LeaseOwner { get; init; } = "";
}

/// <summary>The job is no longer ours: it was cancelled, or its lease ran out and another worker has it.</summary>
internal sealed class JobLostException(Job job) : Exception($"Job {job.Id} was cancelled or taken over.");
