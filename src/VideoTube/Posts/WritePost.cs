using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Posts;

/// <summary>Writes a post on one's channel.</summary>
internal sealed class WritePost(PostStore posts, TimeProvider time)
{
    public const int MaxContent = 500, PerMinute = 30;

    private readonly AttemptLimit limit = new(PerMinute, TimeSpan.FromMinutes(1), time);

    public async Task<Result<Post>> RunAsync(Id owner, string? words, CancellationToken ct)
    {
        var content = WrittenText.Read(words, MaxContent);
        if (content.Error is { } fault)
            return fault;
        return limit.Take(owner.ToString()) is { } seconds ? PostErrors.TooMany(seconds) : await posts.AddAsync(owner, content.Value!, ct);
    }
}
