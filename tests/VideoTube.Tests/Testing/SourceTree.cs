namespace VideoTube.Tests.Testing;

/// <summary>The sources that this program was built from, for tests that hold documents against them.</summary>
internal static class SourceTree
{
    public static string Root { get; } = Find();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "VideoTube.slnx")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
