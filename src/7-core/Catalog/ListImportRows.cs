namespace Linli.Catalog;

/// <summary>GET /api/imports/{import}/rows?bad= — without ?bad, the bad rows come first.</summary>
static class ListImportRows
{
    public static async Task<Ok<Page<ImportRow>>> Handle(
        ImportId import, bool? bad, int? take, string? after, LinliDb db, CancellationToken ct)
    {
        var paging = Paging.Of(take, after);
        var badOnes = await db.Set<Import>().Where(i => i.Id == import).Select(i => (int?)i.Bad).FirstOrDefaultAsync(ct)
            ?? throw No.ImportUnknown();
        var rows = new List<ImportRow>();
        var skip = paging.Skip;
        if (bad is not false)
        {
            await Read(db, import, true, skip, paging.Take + 1, rows, ct);
            skip = Math.Max(0, skip - badOnes);
        }

        if (bad is not true) await Read(db, import, false, skip, paging.Take + 1 - rows.Count, rows, ct);
        return TypedResults.Ok(paging.Cut(rows));
    }

    static async Task Read(
        LinliDb db, ImportId import, bool bad, int skip, int take, List<ImportRow> into, CancellationToken ct)
    {
        if (take <= 0) return;
        int first = skip / ImportPage.MostRows, last = (skip + take - 1) / ImportPage.MostRows;
        var pages = await db.Set<ImportPage>().AsNoTracking()
            .Where(p => p.Import == import && p.Bad == bad && p.Number >= first && p.Number <= last)
            .OrderBy(p => p.Number).Select(p => p.Rows).ToListAsync(ct);
        into.AddRange(pages.SelectMany(Pack.Out<ImportRow>).Skip(skip - first * ImportPage.MostRows).Take(take));
    }
}
