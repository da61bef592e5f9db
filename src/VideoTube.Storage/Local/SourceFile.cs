namespace VideoTube.Storage.Local;

/// <summary>A file that is to be put.</summary>
internal static class SourceFile
{
    /// <exception cref="FileNotFoundException">There is no file.</exception>
    /// <exception cref="IOException">It is not a regular file: links, folders and pipes are refused.</exception>
    public static FileStream Open(string path)
    {
        switch (FileStatus.Of(path).Kind)
        {
            case FileKind.Regular:
                return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true);
            case FileKind.Missing:
                throw new FileNotFoundException($"There is no file at {path}.", path);
            default:
                throw new IOException($"{path} is not a regular file.");
        }
    }
}
