using VideoTube.Data;
using VideoTube.Storage;
using VideoTube.Videos;

namespace VideoTube.Processing;

/// <summary>
/// Where one try at a video's renditions lies in the store: in a folder of its own, because segments are served as never
/// changing and a second try would make other bytes.
/// </summary>
/// <param name="Subject">The video, or what is to take its place.</param>
/// <param name="Folder">Where all of the subject's media lie.</param>
/// <param name="Run">Names this try.</param>
internal sealed record RunPlace(Id Subject, MediaKey Folder, Id Run)
{
    public MediaKey HlsFolder => VideoKeys.Hls(Folder) / Run.ToString();
}

/// <summary>One try at a job.</summary>
/// <param name="Run">Names this try.</param>
/// <param name="Folder">Where all of the subject's media lie.</param>
internal sealed record JobRun(Job Job, Id Run, MediaKey Folder, WorkFolder Work)
{
    /// <summary>The video, or what is to take its place.</summary>
    public Id Subject => Job.Subject;

    public RunPlace Place => new(Subject, Folder, Run);

    public MediaKey Storyboard => VideoKeys.Storyboard(Folder) / Run.ToString();

    public MediaKey Poster => VideoKeys.Poster(Folder, Job.Id);
}
