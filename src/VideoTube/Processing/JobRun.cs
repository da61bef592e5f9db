using VideoTube.Data;
using VideoTube.Storage;
using VideoTube.Videos;

namespace VideoTube.Processing;

/// <summary>
/// Where one try at a video's renditions lies in the store: in a folder of its own, because segments are served as never
/// changing and a second try would make other bytes.
/// </summary>
/// <param name="Run">Names this try.</param>
internal sealed record RunPlace(Id Video, Id Run)
{
    public MediaKey HlsFolder => VideoKeys.Hls(Video) / Run.ToString();
}

/// <summary>One try at a job.</summary>
/// <param name="Run">Names this try.</param>
internal sealed record JobRun(Job Job, Id Run, WorkFolder Work)
{
    public Id Video => Job.Subject;

    public RunPlace Place => new(Video, Run);

    public MediaKey Storyboard => VideoKeys.Storyboard(Video) / Run.ToString();

    public MediaKey Poster => VideoKeys.Poster(Video, Job.Id);
}
