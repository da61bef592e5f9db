using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace VideoTube.Storage.Tests;

public sealed class MediaKeyTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("videos/65f0c1/hls/720p/s00001.m4s")]
    [InlineData("_x/-y/Z.tar.gz")]
    [InlineData("a..b")]
    public void Names_of_files_in_folders_are_keys(string text) => Assert.Equal(text, MediaKey.Parse(text).Value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("a/../b")]
    [InlineData("a/./b")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData(".incoming/x")]
    [InlineData("a/.hidden")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("a%2e")]
    [InlineData("a\0")]
    [InlineData("a\n")]
    [InlineData("é")]
    [InlineData("C:x")]
    public void What_could_leave_the_store_or_confuse_a_file_system_is_no_key(string? text)
    {
        Assert.False(MediaKey.TryParse(text, out _));
        if (text is not null)
            Assert.Throws<FormatException>(() => MediaKey.Parse(text));
    }

    [Fact]
    public void Length_is_bounded_as_a_whole_and_by_segment()
    {
        var segment = new string('a', MediaKey.MaxSegmentLength);
        Assert.True(MediaKey.TryParse(segment, out _));
        Assert.False(MediaKey.TryParse(segment + "a", out _));
        Assert.True(MediaKey.TryParse($"{segment}/{segment}/", out _) is false);
        Assert.True(MediaKey.TryParse($"{segment}/{segment}/"[..511], out _));
        Assert.True(MediaKey.TryParse($"{segment}/{segment[..254]}/b", out _));
        Assert.False(MediaKey.TryParse($"{segment}/{segment}/bb", out _));
    }

    [Fact]
    public void An_empty_key_names_nothing() => Assert.Throws<InvalidOperationException>(() => default(MediaKey).Value);

    [Fact]
    public void A_folder_and_a_name_make_a_key_only_when_the_name_is_safe()
    {
        Assert.Equal("videos/x", (MediaKey.Parse("videos") / "x").Value);
        Assert.Throws<FormatException>(() => MediaKey.Parse("videos") / "../x");
    }

    [Fact]
    public void Any_text_that_parses_stays_below_the_root() =>
        Prop.ForAll(NearKeys(), text =>
                !MediaKey.TryParse(text, out var key)
                || Path.GetFullPath(Path.Combine("/root/of", key.Value)) == $"/root/of/{text}")
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Parsing_agrees_with_the_rule_written_as_a_pattern() =>
        Prop.ForAll(NearKeys(), text =>
                MediaKey.TryParse(text, out _)
                == (text is { Length: <= 512 } && Regex.IsMatch(
                    text, @"\A[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)))
            .QuickCheckThrowOnFailure();

    /// <summary>Texts of the characters that matter, so that about half are keys and the rest nearly are.</summary>
    private static Arbitrary<string> NearKeys() => Arb.From(
        Gen.Elements("a", "Z", "0", "_", "-", ".", "..", "/", "a/b", "\\", " ", "\0", "é")
            .ListOf().Select(parts => string.Concat(parts)));
}
