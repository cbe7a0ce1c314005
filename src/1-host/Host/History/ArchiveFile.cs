using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Linli.Host.History;

/// <summary>What lies in an archive, and how to know that it is whole.</summary>
/// <param name="Lines">Wholes: orders, facts, movements.</param>
/// <param name="Rows">Rows of all tables in it.</param>
sealed record ArchivedKind(string Name, string Shop, TenantId Tenant, string Table, long Lines, long Rows, string Sha256);

sealed record Manifest(string Format, string Month, DateTimeOffset MadeAt, IReadOnlyList<ArchivedKind> Files)
{
    public const string Name = "manifest.json", ThisFormat = "linli-archive/1";
}

/// <summary>归档文件 — a zip of JSON lines, one file per shop and kind of row, and a manifest with counts and SHA-256.</summary>
static class ArchiveFile
{
    static readonly JsonSerializerOptions pretty = new(Json.Options) { WriteIndented = true };

    /// <summary>Appears under its name only when it is whole and on the disk.</summary>
    public static async Task Write(string file, Func<Add, Task<Manifest>> fill, CancellationToken ct)
    {
        using var part = Keeping.PartFile.For(file);
        await using (var stream = part.Open())
        await using (var zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: false, entryNameEncoding: null, ct))
        {
            var manifest = await fill((name, lines) => AddLines(zip, name, lines, ct));
            await using var entry = await zip.CreateEntry(Manifest.Name).OpenAsync(ct);
            await JsonSerializer.SerializeAsync(entry, manifest, pretty, ct);
        }

        await Verify(part.Name, ct);
        part.Finish();
    }

    public delegate Task<string> Add(string name, IAsyncEnumerable<string> lines);

    static async Task<string> AddLines(ZipArchive zip, string name, IAsyncEnumerable<string> lines, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var entry = await zip.CreateEntry(name).OpenAsync(ct);
        await foreach (var line in lines.WithCancellation(ct))
        {
            var bytes = Encoding.UTF8.GetBytes(line + "\n");
            hash.AppendData(bytes);
            await entry.WriteAsync(bytes, ct);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Reads all of it, and refuses what is not exactly what was written.</summary>
    public static async Task<Manifest> Verify(string file, CancellationToken ct)
    {
        try
        {
            using var zip = await ZipFile.OpenReadAsync(file, ct);
            var entry = zip.GetEntry(Manifest.Name) ?? throw No.ArchiveDamaged(Manifest.Name);
            Manifest manifest;
            await using (var stream = await entry.OpenAsync(ct))
                manifest = await JsonSerializer.DeserializeAsync<Manifest>(stream, pretty, ct) ?? throw No.ArchiveDamaged(Manifest.Name);
            if (manifest.Format != Manifest.ThisFormat) throw No.ArchiveFromTheFuture(manifest.Format);
            foreach (var one in manifest.Files)
            {
                await using var content = await (zip.GetEntry(one.Name) ?? throw No.ArchiveDamaged(one.Name)).OpenAsync(ct);
                if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct)) != one.Sha256) throw No.ArchiveDamaged(one.Name);
            }

            return manifest;
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            throw No.ArchiveDamaged(e.Message);
        }
    }

    /// <summary>The lines of one file in it, some at a time.</summary>
    public static async IAsyncEnumerable<string[]> Read(string file, string name, int atOnce)
    {
        using var zip = await ZipFile.OpenReadAsync(file);
        using var lines = new StreamReader(await zip.GetEntry(name)!.OpenAsync());
        var some = new List<string>(atOnce);
        while (await lines.ReadLineAsync() is { } line)
        {
            some.Add(line);
            if (some.Count < atOnce) continue;
            yield return [.. some];
            some.Clear();
        }

        if (some.Count > 0) yield return [.. some];
    }
}
