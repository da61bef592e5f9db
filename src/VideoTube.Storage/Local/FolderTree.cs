namespace VideoTube.Storage.Local;

/// <summary>The folders between the root and the files: made durably, removed when empty, and never links.</summary>
internal sealed class FolderTree(string root)
{
    /// <summary>Another process may remove an empty folder between our making it and our using it; it cannot do so forever.</summary>
    private const int MaxAttempts = 100;

    private readonly Lock gate = new();

    public string PathOf(MediaKey key) => Path.Combine(root, key.Value);

    /// <summary>True when every folder on the way to the file is a real folder, so that opening it stays in the root.</summary>
    public bool Reaches(MediaKey key)
    {
        foreach (var folder in FoldersOf(key))
        {
            if (FileStatus.Of(folder).Kind != FileKind.Folder)
                return false;
        }

        return true;
    }

    /// <summary>Renames a file to its key's place, durably. False when it lies on another file system.</summary>
    public bool MoveIn(string file, MediaKey key)
    {
        var target = PathOf(key);
        for (var attempt = 1; ; attempt++)
        {
            var errno = TryMoveIn(file, target, key);
            if (errno == Posix.OtherFileSystem)
                return false;
            if (errno == 0)
                break;
            if (errno != Posix.NotFound || attempt == MaxAttempts || FileStatus.Of(file).Kind == FileKind.Missing)
                throw Posix.Failure("rename", target, errno);
        }

        Posix.SyncFolder(Path.GetDirectoryName(target)!);
        return true;
    }

    /// <summary>After a delete: removes the folders it left empty, and makes it durable.</summary>
    public void RemoveEmptyFoldersAbove(MediaKey key)
    {
        string remaining;
        lock (gate)
            remaining = RemoveEmptyFolders(key);
        Posix.SyncFolder(remaining);
    }

    /// <returns>0, or errno.</returns>
    private int TryMoveIn(string file, string target, MediaKey key)
    {
        lock (gate)
        {
            try
            {
                MakeFolders(key);
            }
            catch (DirectoryNotFoundException)
            {
                return Posix.NotFound; // another process removed a folder under our feet
            }

            var errno = Posix.Rename(file, target);
            if (errno != 0)
                RemoveEmptyFolders(key);
            return errno;
        }
    }

    private void MakeFolders(MediaKey key)
    {
        var parent = root;
        foreach (var folder in FoldersOf(key))
        {
            switch (FileStatus.Of(folder).Kind)
            {
                case FileKind.Folder:
                    break;
                case FileKind.Missing:
                    Directory.CreateDirectory(folder);
                    Posix.SyncFolder(parent);
                    break;
                default:
                    throw new IOException($"{folder} stands where {key} needs a folder.");
            }

            parent = folder;
        }
    }

    /// <returns>The deepest folder that stays.</returns>
    private string RemoveEmptyFolders(MediaKey key)
    {
        foreach (var folder in FoldersOf(key).Reverse())
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (DirectoryNotFoundException)
            {
                // Another process was faster; the folder above may be empty all the same.
            }
            catch (IOException)
            {
                return folder; // not empty
            }
        }

        return root;
    }

    private IEnumerable<string> FoldersOf(MediaKey key)
    {
        for (var slash = key.Value.IndexOf('/'); slash >= 0; slash = key.Value.IndexOf('/', slash + 1))
            yield return Path.Combine(root, key.Value[..slash]);
    }
}
