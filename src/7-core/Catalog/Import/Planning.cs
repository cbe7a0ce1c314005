using System.Globalization;

namespace Linli.Catalog;

/// <summary>Reads what the shop has of a file's lines, in a few questions whatever their number.</summary>
static class Planning
{
    const int atOnce = 1000;

    /// <param name="tracked">True when the plan will be carried out.</param>
    public static async Task<Plan> Plan(LinliDb db, IReadOnlyList<Line> lines, bool tracked, CancellationToken ct)
    {
        var skus = new Dictionary<SkuId, Sku>();
        foreach (var some in lines.Chunk(atOnce))
        {
            var codes = some.Where(l => l.Code is not null).Select(l => l.Code!).ToList();
            var names = some.Select(l => l.Name).Distinct().ToList();
            var query = db.Set<Sku>().Where(s => codes.Contains(s.Code) || names.Contains(s.Name));
            foreach (var sku in await (tracked ? query : query.AsNoTracking()).ToListAsync(ct)) skus[sku.Id] = sku;
        }

        var suppliers = await db.Set<Supplier>().AsNoTracking().ToListAsync(ct);
        return new(lines, [.. skus.Values], suppliers, await LastCode(db, ct));
    }

    /// <summary>The highest number among the codes that the shop gave out itself.</summary>
    public static async Task<int> LastCode(LinliDb db, CancellationToken ct)
    {
        var (own, length) = (Catalog.Plan.OwnCode, Catalog.Plan.CodeOf(0).Length);
        var codes = await db.Set<Sku>().Where(s => s.Code.StartsWith(own) && s.Code.Length == length)
            .Select(s => s.Code).ToListAsync(ct);
        var culture = CultureInfo.InvariantCulture;
        return codes.Max(c =>
            int.TryParse(c.AsSpan(own.Length), NumberStyles.None, culture, out var n) ? n : (int?)0) ?? 0;
    }

    /// <summary>What a step of the plan makes of its row.</summary>
    public static ImportRow Shown(RowRead row, Step? step) => new(
        row.At, row.Text, row.Name,
        row.IsBad ? RowResult.Bad : row.IsRepeated ? RowResult.Repeated : step!.Result,
        [.. row.Problems.Concat(row.IsBad ? [] : step?.Problems ?? []).Select(p => new RowProblem(p.Code, p.Text))]);
}
