using System.Diagnostics;
using VideoTube.Chapters;

namespace VideoTube.Tests.Chapters;

/// <summary>Descriptions are read at every look at a video: what a stranger wrote must cost nothing and break nothing.</summary>
public sealed class HostileDescriptionTests
{
    [Theory]
    [InlineData("0:00", " ", "\n.")]
    [InlineData("", "\t ", "0:00")]
    [InlineData("0:00 -", " ", "")]
    [InlineData("[0:00", "]", "\n")]
    public void Long_runs_of_one_sign_are_given_up_in_one_pass(string before, string run, string after)
    {
        var description = before + string.Concat(Enumerable.Repeat(run, 5000 / run.Length)) + after;
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < 100; i++)
            Assert.Empty(DescriptionChapters.Read(description, 60));

        // A hundred readings; quadratic ones took a second each, which the pattern's own limit would have ended.
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Digits_of_other_scripts_are_no_times() =>
        Assert.Empty(DescriptionChapters.Read("٠:00 Intro\n١:00 Middle\n٢:00 End", 600));

    [Fact]
    public void Marks_before_and_behind_the_time_are_passed_over() =>
        Assert.Equal(
            [(0, "Intro"), (62, "Middle"), (3723, "End")],
            DescriptionChapters.Read("* 0:00 - Intro\n[1:02] Middle\n  1:02:03 End", 0).Select(chapter => ((int)chapter.Start, chapter.Title)));
}
