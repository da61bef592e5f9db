using System.Security.Cryptography;

namespace VideoTube.Configuration;

/// <summary>Secrets nobody gave: made once, kept in the data folder, readable by its owner alone.</summary>
internal static class Secrets
{
    private const int Length = 64;

    /// <exception cref="SettingsException">The file there is was cut off: what it would sign, anyone could forge.</exception>
    public static byte[] GetOrMake(string dataFolder, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(dataFolder, "secrets"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var path = Path.Combine(folder.FullName, name);
        if (!File.Exists(path))
            Make(path);
        var secret = File.ReadAllBytes(path);
        return secret.Length == Length
            ? secret
            : throw new SettingsException([$"{name.ToUpperInvariant().Replace('-', '_')} was cut off in {path}; delete that file to have a new one made"]);
    }

    /// <summary>The file has its name only when it is whole on the disk: a crash, or a second process, never meets half of it.</summary>
    private static void Make(string path)
    {
        var unnamed = $"{path}.{Guid.NewGuid():N}";
        try
        {
            using (var file = new FileStream(unnamed, new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
            {
                file.Write(RandomNumberGenerator.GetBytes(Length));
                file.Flush(flushToDisk: true);
            }

            File.Move(unnamed, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(unnamed); // another process was first, and its secret holds
        }
    }
}
