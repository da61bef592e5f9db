using System.ComponentModel.DataAnnotations;
using VideoTube.Accounts;
using VideoTube.Http;

namespace VideoTube.Videos;

/// <summary>A picture of a video that may stand before it.</summary>
/// <param name="Candidate">1 is the best by what there is to see.</param>
/// <param name="Src">Address of the picture.</param>
/// <param name="IsChosen">It stands before the video now.</param>
public sealed record PosterCandidate(int Candidate, string Src, bool IsChosen);

/// <param name="Candidate">Which of the pictures.</param>
internal sealed record ChosenPoster([property: Required] int? Candidate) : IRequestBody<ChosenPoster>;

internal static class PosterErrors
{
    public static readonly ApiError NotFound = new(404, "poster.not_found", "This video has no such picture to choose");
}

internal static class PosterEndpoints
{
    public static void MapPosters(this IEndpointRouteBuilder api)
    {
        api.MapGet("/videos/{id}/posters", ListPosters).WithTags("Videos")
            .WithSummary("Pictures of one's video that its poster can be chosen from, the best first")
            .Refuses([.. VideoErrors.OfMissing, VideoErrors.NotYours]);
        api.MapPut("/videos/{id}/poster", PutPoster).WithTags("Videos").DisableAntiforgery()
            .WithSummary("Puts one of these pictures before the video")
            .Refuses([.. VideoErrors.OfMissing, VideoErrors.NotYours, PosterErrors.NotFound]);
    }

    private static async Task<ApiResult<IReadOnlyList<PosterCandidate>>> ListPosters(
        string id, CurrentUser user, ChoosePoster choose, PosterStore posters, CancellationToken ct)
    {
        var video = VideoEndpoints.IdOf(id);
        if (await choose.WhyNotAsync(video, user.Id, ct) is { } error)
            return error;
        IReadOnlyList<PosterCandidate> found = [.. (await posters.ListAsync(video, ct)).Select(row => row.ToCandidate())];
        return ApiResult.Ok(found);
    }

    private static async Task<ApiResult<Video>> PutPoster(string id, ChosenPoster chosen, CurrentUser user, ChoosePoster choose, CancellationToken ct) =>
        await choose.RunAsync(VideoEndpoints.IdOf(id), user.Id, chosen.Candidate!.Value, ct);
}
