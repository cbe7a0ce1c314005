using System.Text;
using System.Text.Json;

namespace Linli.Host.History;

/// <summary>One kind of past rows of one shop: each whole with its parts is one line of an archive.</summary>
sealed class Wholes
{
    static readonly JsonWriterOptions open = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    readonly TenantId shop;
    readonly OpenTable whole;
    readonly OpenTable[] parts;

    public Wholes(LinliDb db, TenantId shop, Past past)
    {
        this.shop = shop;
        var type = db.Model.FindEntityType(past.Row)!;
        whole = new(db, type, type.FindPrimaryKey()!.Properties[^1].Name);
        parts =
        [
            .. db.Model.GetEntityTypes().Where(t => t != type)
                .SelectMany(t => t.GetForeignKeys().Where(k => k.PrincipalEntityType == type).Select(k => new OpenTable(db, t, k.Properties[^1].Name)))
                .OrderBy(t => t.Name, StringComparer.Ordinal),
            .. past.Tied is var (row, by) ? new[] { new OpenTable(db, db.Model.FindEntityType(row)!, by) } : [],
        ];
    }

    public string Table => whole.Name;

    /// <returns>Nothing when it is not there.</returns>
    public async Task<string?> Read(Guid id, bool locked, CancellationToken ct)
    {
        using var line = new MemoryStream();
        await using (var json = new Utf8JsonWriter(line, open))
        {
            json.WriteStartObject();
            if (await whole.Write(json, shop, id, locked, ct) == 0) return null;
            foreach (var part in parts) await part.Write(json, shop, id, locked: false, ct);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(line.GetBuffer().AsSpan(0, (int)line.Length));
    }

    public Guid IdOf(JsonElement line) => Of(line, whole)[0].GetProperty(whole.By).GetGuid();

    public async Task Insert(JsonElement line, CancellationToken ct)
    {
        foreach (var table in parts.Prepend(whole))
            foreach (var row in Of(line, table).EnumerateArray()) await table.Insert(row, ct);
    }

    public async Task Delete(Guid id, CancellationToken ct)
    {
        foreach (var table in parts.Append(whole)) await table.Delete(shop, id, ct);
    }

    /// <summary>How many rows of all its tables a line holds.</summary>
    public int RowsIn(JsonElement line) => parts.Prepend(whole).Sum(t => Of(line, t).GetArrayLength());

    static JsonElement Of(JsonElement line, OpenTable table) =>
        line.TryGetProperty(table.Name, out var rows) ? rows : throw No.ArchiveDamaged(table.Name);
}
