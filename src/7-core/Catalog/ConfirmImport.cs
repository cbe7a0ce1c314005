namespace Linli.Catalog;

/// <summary>PUT /api/imports/{import}/confirmed — does what was shown, beside today's goods.</summary>
static class ConfirmImport
{
    public static async Task<Ok<ImportAnswer>> Handle(
        ImportId import, LinliDb db, TimeProvider clock, Audit audit, CancellationToken ct)
    {
        await db.Begin(ct);
        var found = await db.Set<Import>().FirstOrDefaultAsync(i => i.Id == import, ct) ?? throw No.ImportUnknown();
        if (found.ConfirmedAt is not null) return TypedResults.Ok(found.Answer());

        var seen = Pack.Out<Seen>(found.Lines);
        var plan = await Planning.Plan(db, [.. seen.Select(s => s.Line)], tracked: true, ct);
        var asSeen = plan.Steps.Select(s => s.Result).SequenceEqual(seen.Select(s => s.Result));
        if (!asSeen) await ShowAgain(found, plan, db, ct);
        found.Confirm(clock.GetUtcNow());
        CarryOut(plan, db);
        audit.Note("import.confirmed", $"import:{import.Value}");

        await db.Commit(ct);
        return TypedResults.Ok(found.Answer());
    }

    static void CarryOut(Plan plan, LinliDb db)
    {
        db.AddRange(plan.NewSuppliers);
        foreach (var step in plan.Steps)
        {
            if (step is { Result: RowResult.New, Data: { } data })
                db.Add(new Sku { Id = Id.New<SkuId>(), Product = plan.ProductOf(data.Name) }.Say(data));
            else if (step is { Result: RowResult.Updated, Sku: { } sku, Data: { } changed })
            {
                if (sku.Name != changed.Name) sku.Product = plan.ProductOf(changed.Name);
                sku.Say(changed);
            }
        }
    }

    // Goods may have changed since the preview; then its rows are written anew, so that they say what was done.
    static async Task ShowAgain(Import found, Plan plan, LinliDb db, CancellationToken ct)
    {
        var pages = await db.Set<ImportPage>().AsNoTracking().Where(p => p.Import == found.Id).ToListAsync(ct);
        var steps = plan.Steps.ToDictionary(s => s.Line.At);
        var rows = pages.SelectMany(p => Pack.Out<ImportRow>(p.Rows)).OrderBy(r => r.At)
            .Select(row => steps.TryGetValue(row.At, out var step) && step.Result != row.Result
                ? row with
                {
                    Result = step.Result,
                    Problems = [.. step.Problems.Select(p => new RowProblem(p.Code, p.Text))],
                }
                : row).ToList();
        found.Count(rows);
        await db.Set<ImportPage>().Where(p => p.Import == found.Id).ExecuteDeleteAsync(ct);
        db.AddRange(ImportPage.Of(found.Id, rows));
    }
}
