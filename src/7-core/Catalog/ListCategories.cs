namespace Linli.Catalog;

sealed record CategoryAnswer(string Name, int Skus);

/// <summary>GET /api/categories — the largest first.</summary>
static class ListCategories
{
    const int most = 200;

    public static async Task<Ok<List<CategoryAnswer>>> Handle(LinliDb db, CancellationToken ct) => TypedResults.Ok(
        await db.Set<Sku>().GroupBy(s => s.Category).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Take(most)
            .Select(g => new CategoryAnswer(g.Key, g.Count())).ToListAsync(ct));
}
