namespace VideoTube.BrowserTests.Browsing;

/// <summary>Real clips from the folder <c>shared/media</c> beside the project.</summary>
internal static class RealClips
{
    private static readonly string? Folder = FindFolder();

    public static string Bunny => Path("big_buck_bunny_480p.mp4");

    public static string Echo => Path("echo_270p_vp8.webm");

    /// <summary>Skips the test at a desk, and fails it in CI, where they must be.</summary>
    private static string Path(string name)
    {
        var path = Folder is null ? null : System.IO.Path.Combine(Folder, name);
        if (path is not null && File.Exists(path))
            return path;
        var message = $"shared/media/{name} is not beside the project";
        if (Environment.GetEnvironmentVariable("CI") is not null)
            Assert.Fail(message);
        Assert.Skip(message);
        return "";
    }

    private static string? FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(System.IO.Path.Combine(folder.FullName, "shared", "media")))
                return System.IO.Path.Combine(folder.FullName, "shared", "media");
        return null;
    }
}
