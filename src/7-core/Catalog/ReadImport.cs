namespace Linli.Catalog;

/// <summary>GET /api/imports/{import}</summary>
static class ReadImport
{
    public static async Task<Ok<ImportAnswer>> Handle(ImportId import, LinliDb db, CancellationToken ct) =>
        TypedResults.Ok((await db.Set<Import>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == import, ct)
            ?? throw No.ImportUnknown()).Answer());
}
