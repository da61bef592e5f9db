using System.Security.Cryptography;
using System.Text;

namespace VideoTube.Storage.Cloudinary;

/// <summary>
/// Keys as public IDs: the account's folder and the key with its extension, as raw files need it. Public IDs end at 255
/// characters, keys at 512: a longer one is cut, a hash takes the place of the rest, and the key is kept as context.
/// </summary>
internal sealed class PublicIds
{
    private const int MaxLength = 255;
    private const int CutLength = MaxLength - 1 - 2 * SHA256.HashSizeInBytes;

    private readonly string root;

    public PublicIds(string? folder)
    {
        if (folder is not null && !(MediaKey.TryParse(folder, out _) && folder.Length < CutLength))
            throw new ArgumentException($"'{folder}' is no folder for public IDs.", nameof(folder));
        root = folder is null ? "" : folder + "/";
    }

    public string Of(MediaKey key) => FileOf(key).PublicId;

    public NamedFile FileOf(MediaKey key)
    {
        var whole = root + key.Value;
        return whole.Length <= MaxLength
            ? new(whole, Context: null)
            : new($"{whole[..CutLength]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)))}", $"key={key.Value}");
    }

    /// <summary>What the public IDs of all files below a folder begin with; when it is not exact, those of others may too.</summary>
    public string PrefixOf(MediaKey folder, out bool isExact)
    {
        var whole = $"{root}{folder.Value}/";
        isExact = whole.Length <= CutLength;
        return isExact ? whole : whole[..CutLength];
    }

    /// <summary>False for what somebody else put beside the media.</summary>
    public bool TryKeyOf(ListedFile file, out MediaKey key)
    {
        key = default;
        return file.PublicId is { } id && id.StartsWith(root, StringComparison.Ordinal)
            && MediaKey.TryParse(file.Context?.Custom?.Key ?? id[root.Length..], out key) && Of(key) == id;
    }
}
