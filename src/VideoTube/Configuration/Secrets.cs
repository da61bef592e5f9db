using System.Security.Cryptography;

namespace VideoTube.Configuration;

/// <summary>Secrets nobody gave: made once, kept in the data folder, readable by its owner alone.</summary>
internal static class Secrets
{
    public static byte[] GetOrMake(string dataFolder, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(dataFolder, "secrets"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var path = Path.Combine(folder.FullName, name);
        try
        {
            using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            var secret = RandomNumberGenerator.GetBytes(64);
            file.Write(secret);
            file.Flush(flushToDisk: true);
            return secret;
        }
        catch (IOException) when (File.Exists(path))
        {
            return File.ReadAllBytes(path);
        }
    }
}
