using Linli.Catalog;
using Linli.Ledger;

namespace Linli.Inventory;

/// <summary>
/// PUT /api/stock/{sku}/movements/{movement} — receives by hand, writes off a loss (腐损 失重 破损 过期), or counts (盘点):
/// a count says what is there and books the difference.
/// </summary>
static class MoveStock
{
    /// <param name="Amount">Units or grams, above zero; for a count what is there.</param>
    public sealed record Body(MovementKind Kind, long Amount, string Note = "");

    public static Body Example { get; } = new(MovementKind.Spoilage, 3, "碰伤");

    public static async Task<Ok<ReadStock.MovementShown>> Handle(
        SkuId sku, MovementId movement, Body body, LinliDb db, Stock stock, Goods goods, Book book, Audit audit, CancellationToken ct)
    {
        if (body.Kind is MovementKind.HandOver or MovementKind.Carried || body.Amount is < 0 or > Movement.MostAmount || body.Note.Length > Movement.LongestNote
            || (body.Kind != MovementKind.Count && body.Amount == 0)) throw No.AmountWrong();
        var card = (await goods.Find([sku], ct))[sku];
        if (await db.Set<Movement>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == movement, ct) is { } earlier)
            return Same(earlier, sku, body) ? TypedResults.Ok(Shown(earlier)) : throw No.MovementIdTaken();

        await db.Begin(ct);
        var change = body.Kind switch
        {
            MovementKind.Receipt => body.Amount,
            MovementKind.Count => body.Amount - await stock.Of(sku).Select(s => s.OnHand).FirstOrDefaultAsync(ct),
            _ => -body.Amount,
        };
        if (!await stock.Change(sku, change, ct)) throw No.NotEnough(card.Name);
        stock.Note(movement, sku, body.Kind, change, "by-hand", null, body.Note);
        await Account(movement, card, body.Kind, change, book, ct);
        audit.Note("move-stock", $"sku {sku.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(Shown(await db.Set<Movement>().AsNoTracking().SingleAsync(m => m.Id == movement, ct)));
    }

    static async Task Account(MovementId movement, SkuCard sku, MovementKind kind, long change, Book book, CancellationToken ct)
    {
        var value = sku.PriceOf(sku.Cost, Math.Abs(change));
        if (value.Fen == 0) return;
        var other = kind == MovementKind.Receipt ? $"supplier:{sku.Supplier?.Value.ToString() ?? "none"}" : "losses";
        await book.Post([new(
            new TransferId(movement.Value), change > 0 ? "stock" : other, change > 0 ? other : "stock", value,
            kind == MovementKind.Receipt ? "received" : "lost", "movement", movement.Value, sku.Id.Value, sku.Name)], ct);
    }

    static bool Same(Movement earlier, SkuId sku, Body body) =>
        earlier.Sku == sku && earlier.Kind == body.Kind && earlier.Note == body.Note
        && (body.Kind == MovementKind.Count || Math.Abs(earlier.Amount) == body.Amount);

    static ReadStock.MovementShown Shown(Movement m) => new(m.Id, m.At, m.Kind, m.Amount, m.About, m.AboutId, m.Note);
}
