using System.IO.Compression;
using System.Text.Json;

namespace Linli.Catalog;

/// <summary>Lists that are only read as a whole, kept small in one column.</summary>
static class Pack
{
    public static byte[] Up<T>(IReadOnlyCollection<T> items)
    {
        using var packed = new MemoryStream();
        using (var zip = new BrotliStream(packed, CompressionLevel.Fastest))
            JsonSerializer.Serialize(zip, items, Json.Options);
        return packed.ToArray();
    }

    public static List<T> Out<T>(byte[] packed)
    {
        using var zip = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<List<T>>(zip, Json.Options)!;
    }
}
