using System.Buffers;
using System.Data.Common;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Linli.Host.Keeping;

/// <summary>One table in an open file.</summary>
sealed record Sheet(string Table, string File, long Rows, string Sha256);

/// <summary>What an open file says of itself.</summary>
/// <param name="Steps">The steps of the schema it was written with, named as both databases name them.</param>
sealed record Manifest(
    string Format, int Version, Guid Tenant, string Code, string Name, bool PersonalDataInClear, IReadOnlyList<string> Steps, IReadOnlyList<Sheet> Tables)
{
    public const int Newest = 1;
    public const string Shop = "linli-shop", File = "manifest.json";
}

/// <summary>
/// 开放文件 — a zip of JSON lines, a manifest with counts and SHA-256 sums, and a text that explains them. It says nothing of
/// the moment or the machine: the same rows make the same file, byte by byte. A row at a time is in memory, however many there are.
/// </summary>
static class OpenFile
{
    static readonly JsonWriterOptions rowText = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    static readonly JsonSerializerOptions manifestText = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The zip format has no older moment.</summary>
    static readonly DateTimeOffset noMoment = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    static Stream Entry(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = noMoment;
        return entry.Open();
    }

    public static async Task Write(ZipArchive zip, string name, string text)
    {
        await using var entry = Entry(zip, name);
        await entry.WriteAsync(Encoding.UTF8.GetBytes(text));
    }

    public static Task Write(ZipArchive zip, Manifest manifest) => Write(zip, Manifest.File, JsonSerializer.Serialize(manifest, manifestText) + "\n");

    /// <summary>Writes what the reader gives, which must be the table's columns in its order.</summary>
    public static async Task<Sheet> Write(ZipArchive zip, Table table, DbDataReader reader)
    {
        var name = $"tables/{table.Name}.jsonl";
        await using var entry = Entry(zip, name);
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var line = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(line, rowText);
        var rows = 0L;
        for (; await reader.ReadAsync(); rows++)
        {
            table.Write(reader, json, line);
            sum.AppendData(line.WrittenSpan);
            await entry.WriteAsync(line.WrittenMemory);
            line.ResetWrittenCount();
        }

        return new(table.Name, name, rows, Convert.ToHexStringLower(sum.GetHashAndReset()));
    }

    public static async Task<Manifest> ManifestOf(ZipArchive zip)
    {
        await using var entry = Find(zip, Manifest.File).Open();
        return await JsonSerializer.DeserializeAsync<Manifest>(entry, manifestText) ?? throw new JsonException("an empty manifest");
    }

    /// <summary>Throws FormatException when a table is not what the manifest says of it.</summary>
    public static async Task Check(ZipArchive zip, Sheet sheet)
    {
        await using var entry = Find(zip, sheet.File).Open();
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        for (int read; (read = await entry.ReadAsync(buffer)) > 0;) sum.AppendData(buffer.AsSpan(0, read));
        if (Convert.ToHexStringLower(sum.GetHashAndReset()) != sheet.Sha256) throw new FormatException($"SHA-256 {sheet.File}");
    }

    public static async IAsyncEnumerable<JsonDocument> Rows(ZipArchive zip, Sheet sheet)
    {
        using var lines = new StreamReader(await Find(zip, sheet.File).OpenAsync(), Encoding.UTF8);
        while (await lines.ReadLineAsync() is { } line) yield return JsonDocument.Parse(line);
    }

    static ZipArchiveEntry Find(ZipArchive zip, string name) => zip.GetEntry(name) ?? throw new FormatException($"{name} is missing");
}
