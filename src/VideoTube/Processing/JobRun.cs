using VideoTube.Data;
using VideoTube.Storage;
using VideoTube.Videos;

namespace VideoTube.Processing;

/// <summary>
/// One try at a job. What it puts into the store lies in folders of its own (<see cref="HlsFolder"/>), because segments are
/// served as never changing and a second try would make other bytes.
/// </summary>
/// <param name="Run">Names this try.</param>
internal sealed record JobRun(Job Job, Id Run, WorkFolder Work)
{
    public Id Video => Job.Subject;

    public MediaKey HlsFolder => VideoKeys.Hls(Video) / Run.ToString();

    public MediaKey Storyboard => VideoKeys.Storyboard(Video) / Run.ToString();

    public MediaKey Poster => VideoKeys.Poster(Video, Job.Id);
}
