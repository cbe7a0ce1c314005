using System.Security.Cryptography;

namespace Linli.Catalog;

/// <summary>PUT /api/imports/{import}?name=… — shows what a price list would do, and does nothing.</summary>
static class PreviewImport
{
    public const int MostListenedTo = 4 * Sheet.MostBytes;
    static readonly TimeSpan keepUnconfirmed = TimeSpan.FromDays(7);

    public static async Task<Ok<ImportAnswer>> Handle(
        ImportId import, string? name, HttpRequest request, LinliDb db, TimeProvider clock, CancellationToken ct)
    {
        var content = await Content(request, ct);
        var hash = Convert.ToHexString(SHA256.HashData(content));
        if (await db.Set<Import>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == import, ct) is { } earlier)
            return earlier.Hash == hash ? TypedResults.Ok(earlier.Answer()) : throw No.ImportIdTaken();

        var file = Words.Clean(name) is { Length: > 0 } given ? given : "导入";
        foreach (var wrong in Words.Wrongs("文件名", "the file name", file, Import.MostFile)) throw wrong;
        var reading = Reading.Of(content);
        List<Line> lines = [.. reading.Counting.Select(r => r.Line!)];
        var plan = await Planning.Plan(db, lines, tracked: false, ct);
        var steps = plan.Steps.ToDictionary(s => s.Line.At);
        List<ImportRow> rows = [.. reading.Rows.Select(r => Planning.Shown(r, steps.GetValueOrDefault(r.At)))];
        var preview = new Import
        {
            Id = import,
            File = file,
            Hash = hash,
            Format = reading.Format,
            At = clock.GetUtcNow(),
            Columns = reading.Columns,
            Lines = Pack.Up([.. plan.Steps.Select(s => new Seen(s.Line, s.Result))]),
        };
        preview.Count(rows);
        db.Add(preview);
        db.AddRange(ImportPage.Of(import, rows));
        await DropOld(db, clock, ct);
        await db.Commit(ct);
        return TypedResults.Ok(preview.Answer());
    }

    // What is too much is still listened to, up to a point: a sender that is cut off never hears why.
    static async Task<byte[]> Content(HttpRequest request, CancellationToken ct)
    {
        var body = new MemoryStream();
        var part = new byte[1 << 16];
        while (await request.Body.ReadAsync(part, ct) is > 0 and var read)
            if (body.Length <= Sheet.MostBytes) body.Write(part, 0, read);
        // A slice that lost a race is done again, and then finds the body here.
        (body.Position, request.Body) = (0, body);
        return body.ToArray();
    }

    static async Task DropOld(LinliDb db, TimeProvider clock, CancellationToken ct)
    {
        var old = clock.GetUtcNow() - keepUnconfirmed;
        await db.Begin(ct);
        await db.Set<Import>().Where(i => i.ConfirmedAt == null && i.At < old).ExecuteDeleteAsync(ct);
    }
}
