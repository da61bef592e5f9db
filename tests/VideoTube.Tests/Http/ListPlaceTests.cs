using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Http;

/// <summary>There is one way to walk a list and to count it.</summary>
public sealed class ListPlaceTests
{
    /// <summary>What they put in order is in memory, and so is its length.</summary>
    private static readonly string[] Ranked = ["Search/ChannelSearch.cs", "Search/VideoSearch.cs", "Videos/RelatedVideos.cs"];

    [Fact]
    public void Every_list_that_the_database_walks_is_read_by_ListPages()
    {
        var source = SourceTree.PathOf("src", "VideoTube");
        var makers = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("page.ToPage", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(source, file));

        Assert.Equal(["Http/ListPages.cs", .. Ranked], makers.Order(StringComparer.Ordinal));
    }
}
