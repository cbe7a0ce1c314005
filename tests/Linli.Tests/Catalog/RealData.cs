using System.IO.Compression;

namespace Linli.Tests.Catalog;

/// <summary>Real files that are not part of the project; where they are missing, a test is skipped.</summary>
static class RealData
{
    public static byte[] Read(string path)
    {
        var file = Path.Combine(Folder(), path);
        Assert.SkipUnless(File.Exists(file), $"{path} is missing (set LINLI_SHARED_DATA to the folder with real data)");
        if (!path.EndsWith(".gz", StringComparison.Ordinal)) return File.ReadAllBytes(file);
        using var zip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var content = new MemoryStream();
        zip.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>A folder of it, for what reads several files.</summary>
    public static string Of(string folder)
    {
        var found = Path.Combine(Folder(), folder);
        Assert.SkipUnless(Directory.Exists(found), $"{folder} is missing (set LINLI_SHARED_DATA to the folder with real data)");
        return found;
    }

    public static bool Has(string folder) => Directory.Exists(Path.Combine(Folder(), folder));

    static string Folder()
    {
        if (Environment.GetEnvironmentVariable("LINLI_SHARED_DATA") is { Length: > 0 } named) return named;
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "global.json"))) folder = folder.Parent;
        return Path.Combine(folder?.Parent?.FullName ?? "/", "shared", "data");
    }
}
