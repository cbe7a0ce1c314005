using Linli.Catalog;
using Linli.Ledger;
using Linli.Ordering;

namespace Linli.Procurement;

/// <summary>
/// 供应商月对账单 — one supplier's account in a month, as the ledger booked it: opening + received − charged − paid + other is closing, to the
/// fen, and closing is the ledger account at that moment.
/// </summary>
/// <param name="To">The last day; of the current month, today.</param>
/// <param name="Over">Whether the month has ended, so that nothing of it changes any more.</param>
/// <param name="Charged">For claims it bears, and by hand.</param>
/// <param name="Other">What was taken back or corrected, below zero when it made the debt less.</param>
sealed record SupplierMonth(
    SupplierId Supplier, string Name, string Shop, string Month, DateOnly From, DateOnly To, bool Over, Money Opening, Money Received, Money Charged, Money Paid,
    Money Other, Money Closing, IReadOnlyList<SupplierMonthEntry> Entries, string? Next);

/// <param name="Amount">As it changed what is owed: below zero when it made it less.</param>
/// <param name="Balance">Owed after it.</param>
/// <param name="Goods">Of goods received: what the purchase order says of them.</param>
/// <param name="Sold">Of a claim: the order line it is about. Whose order it is, is nothing to a supplier.</param>
sealed record SupplierMonthEntry(
    TransferId Id, DateTimeOffset At, string Code, string What, string Text, Money Amount, Money Balance, ReceivedGoods? Goods, ClaimedGoods? Sold);

/// <param name="Good">What is paid for: received less bad.</param>
sealed record ReceivedGoods(
    PurchaseOrderId Order, string Number, string Name, string Unit, Measure Measure, int Per, long Ordered, long Received, long Bad, long Good, Money UnitCost);

/// <param name="Order">Nothing for the supplier, who has no business with the order.</param>
/// <param name="Handed">What of the line the household took home.</param>
sealed record ClaimedGoods(OrderId? Order, string Number, string Name, string Unit, Measure Measure, long Handed);

/// <summary>Writes month statements from the ledger, the purchase orders and the order lines.</summary>
sealed class SupplierMonths(LinliDb db, Passbook passbook, Goods goods, OrderBook orders, Shops shops, TimeProvider clock)
{
    /// <summary>The current one when nothing is said; one that has not begun is refused.</summary>
    public Month MonthOf(string? text)
    {
        var now = clock.GetUtcNow();
        var month = text is null ? Month.Of(now) : Month.TryParse(text, out var said) ? said : throw No.MonthWrong();
        return month.From > now ? throw No.MonthWrong() : month;
    }

    /// <param name="forSupplier">It learns nothing of the people who bought: neither their words nor their orders.</param>
    public async Task<SupplierMonth> Of(SupplierId supplier, Month month, bool forSupplier, Paging paging, CancellationToken ct)
    {
        var name = (await goods.SupplierNames(ct)).GetValueOrDefault(supplier) ?? throw No.SupplierUnknown();
        var account = SupplierAccount.Of(supplier);
        var over = month.To <= clock.GetUtcNow();
        var to = over ? month.Next.First.AddDays(-1) : BusinessDay.Of(clock.GetUtcNow());
        var moved = (await passbook.Turnovers(account, month.From, month.To, ct)).SingleOrDefault() ?? new(account, Money.Zero, new Dictionary<string, Money>());
        Money Sum(string code) => moved.Moved.GetValueOrDefault(code);
        var (came, charged, paid) = (Sum("received"), Money.Zero - Sum("supplier-charged"), Money.Zero - Sum("supplier-paid"));
        var page = await passbook.Statement(account, month.First, to, paging, ct);
        return new(
            supplier, name, (await shops.Own(ct))?.Name ?? "", month.ToString(), month.First, to, over, moved.Opening, came, charged, paid,
            moved.Closing - moved.Opening - came + charged + paid, moved.Closing, await Entries(page.Entries, forSupplier, ct), page.Next);
    }

    async Task<IReadOnlyList<SupplierMonthEntry>> Entries(IReadOnlyList<StatementEntry> entries, bool forSupplier, CancellationToken ct)
    {
        PurchaseOrderId[] bought = [.. entries.Where(e => e.About == ReceivePurchaseOrder.About).Select(e => new PurchaseOrderId(e.AboutId)).Distinct()];
        var purchases = await db.Set<PurchaseOrder>().AsNoTracking().Include(p => p.Lines).Where(p => bought.Contains(p.Id)).ToDictionaryAsync(p => p.Id.Value, ct);
        OrderId[] claimed = [.. entries.Where(e => e.About == SupplierAccount.OfOrder).Select(e => new OrderId(e.AboutId)).Distinct()];
        var sold = (await orders.FrozenLines(claimed, ct)).ToLookup(l => (l.Order.Value, l.Sku.Value));
        return [.. entries.Select(e => new SupplierMonthEntry(
            e.Id, e.At, e.Code, e.What, SupplierAccount.TextOf(e, forSupplier), e.Amount, e.Balance,
            purchases.TryGetValue(e.AboutId, out var order) && order.Lines.Find(l => l.Sku.Value == e.Line) is { } line ? Received(order, line) : null,
            sold[(e.AboutId, e.Line ?? default)].Select(l => new ClaimedGoods(
                forSupplier ? null : l.Order, l.Number, l.Name, l.Unit, l.Measure, l.Handed)).FirstOrDefault()))];
    }

    static ReceivedGoods Received(PurchaseOrder order, PurchaseLine l) => new(
        order.Id, order.Number, l.Name, l.Unit, l.Measure, l.Per, l.Ordered, l.Received ?? 0, l.Bad ?? 0, l.Good, l.UnitCost);
}
