using Linli.Catalog;
using Linli.Ledger;
using Linli.Members;
using Linli.Ordering;

namespace Linli.Commissions;

/// <summary>待结算 — one person's commission on one order line: what waits for the end of the claim window, and what is theirs.</summary>
sealed class Hold : IOwned
{
    public TenantId Tenant { get; set; }
    public required Guid Id { get; init; }
    public required OrderId Order { get; init; }
    public required SkuId Sku { get; init; }
    public required Share Share { get; init; }
    public required MemberId Payee { get; init; }

    /// <summary>What people know it by: the order's number and the goods.</summary>
    public required string About { get; init; }
    public Money Pending { get; private set; }
    public Money Posted { get; private set; }

    /// <summary>The ledger's pending transfer of what waits; nothing when nothing waits.</summary>
    public TransferId? Transfer { get; private set; }

    public static Guid IdOf(OrderId order, SkuId sku, Share share, MemberId payee) =>
        Platform.Id.Derived(order.Value, $"{sku.Value}/{share}/{payee.Value}");

    string Account => CommissionLine.AccountOf(Share, Payee);

    /// <returns>What has to be booked, after what waited so far was voided.</returns>
    public IEnumerable<Posting> Earn(CommissionLine line)
    {
        Pending += line.Commission;
        return Wait(line);
    }

    /// <summary>Money went back: first what still waits becomes less, then what was already theirs is taken back.</summary>
    public IEnumerable<Posting> Reverse(CommissionLine line)
    {
        var waiting = line.Commission < Pending ? line.Commission : Pending;
        var back = line.Commission - waiting;
        Pending -= waiting;
        Posted -= back;
        foreach (var posting in Wait(line)) yield return posting;
        if (back.Fen > 0)
            yield return new(new(line.Id.Value), Account, "commissions", back, "commission-reversed", "order", Order.Value, Sku.Value, $"{About} 佣金扣回");
    }

    /// <returns>The pending transfer to settle; nothing when nothing waited.</returns>
    public TransferId? Post()
    {
        var waited = Transfer;
        (Posted, Pending, Transfer) = (Posted + Pending, Money.Zero, null);
        return waited;
    }

    IEnumerable<Posting> Wait(CommissionLine line)
    {
        Transfer = Pending.Fen > 0 ? new(Platform.Id.Derived(line.Id.Value, "waits")) : null;
        if (Transfer is { } id)
            yield return new(id, "commissions", Account, Pending, "commission-earned", "order", Order.Value, Sku.Value, $"{About} 佣金", Pending: true);
    }
}

/// <summary>What commissions wait for, and how they are booked. Reactions commit.</summary>
sealed class Holding(LinliDb db, Book book)
{
    public async Task Book(IReadOnlyList<CommissionLine> lines, CancellationToken ct)
    {
        if (lines.Count == 0) return;
        await db.Begin(ct);
        Guid[] ids = [.. lines.Select(IdOf).Distinct()];
        var holds = await db.Set<Hold>().Where(h => ids.Contains(h.Id)).ToDictionaryAsync(h => h.Id, ct);
        var postings = new Dictionary<Guid, List<Posting>>();
        foreach (var line in lines)
        {
            if (!holds.TryGetValue(IdOf(line), out var hold)) db.Add(holds[IdOf(line)] = hold = Begin(line));
            if (line.Commission.Fen == 0) continue;
            // A pending transfer never changes: it is given back, and another one waits in its place.
            if (hold.Transfer is { } waits) await book.Void(waits, ct);
            postings[hold.Id] = [.. line.Kind == CommissionKind.Earned ? hold.Earn(line) : hold.Reverse(line)];
        }

        db.AddRange(lines);
        await book.Post([.. postings.Values.SelectMany(p => p)], ct);
    }

    /// <summary>The claim window of an order is over: what waited is theirs.</summary>
    public async Task Post(OrderId order, CancellationToken ct)
    {
        await db.Begin(ct);
        var waiting = await db.Set<Hold>().Where(h => h.Order == order && h.Transfer != null).OrderBy(h => h.Id).ToListAsync(ct);
        foreach (var hold in waiting)
            if (hold.Post() is { } transfer) await book.Settle(transfer, ct);
    }

    static Guid IdOf(CommissionLine line) => Hold.IdOf(line.Order, line.Sku, line.Share, line.Payee);

    static Hold Begin(CommissionLine line) => new()
    {
        Id = IdOf(line),
        Order = line.Order,
        Sku = line.Sku,
        Share = line.Share,
        Payee = line.Payee,
        About = $"{line.Number} {line.Name}",
    };
}
