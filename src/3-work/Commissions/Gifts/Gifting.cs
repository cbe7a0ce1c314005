using System.Globalization;
using System.Security.Cryptography;
using Linli.Catalog;
using Linli.Inventory;
using Linli.Ledger;
using Linli.Members;
using Linli.Ordering;

namespace Linli.Commissions;

/// <summary>What gifts are counted by, and how they are given. Who calls it commits.</summary>
sealed class Gifting(LinliDb db, OrderBook orders, Stock stock, Goods goods, Book book, Caller caller, TimeProvider clock)
{
    /// <summary>Nobody can complain about this order any more: was it the first of a household that somebody brought?</summary>
    public async Task Count(OrderId order, CancellationToken ct)
    {
        var lines = await db.Set<CommissionLine>().AsNoTracking().Where(l => l.Order == order && l.Share == Share.Direct).ToListAsync(ct);
        // What all went back was not sold.
        if (lines.Count == 0 || lines.Sum(l => l.Kind == CommissionKind.Earned ? l.Base : Money.Zero - l.Base).Fen <= 0) return;
        if (await orders.FirstOf(order, ct) is not { } home || await db.Set<Brought>().AnyAsync(b => b.Household == home, ct)) return;
        db.Add(new Brought { Household = home, Promoter = lines[0].Payee, Order = order.Value, At = clock.GetUtcNow() });
    }

    /// <summary>New households of this person that no gift was given for.</summary>
    public IQueryable<Brought> Uncounted(MemberId promoter) => db.Set<Brought>().Where(b => b.Promoter == promoter && b.Gift == null);

    /// <summary>One gift less, and the households it is for are used up. Refuses when there is none left or too few came.</summary>
    public async Task Take(GiftAction action, Gift gift, CancellationToken ct)
    {
        await db.Begin(ct);
        if (await db.Set<GiftAction>().Where(a => a.Id == action.Id && a.EndedAt == null && a.Given + 1 <= a.Total)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.Given, a => a.Given + 1), ct) == 0) throw No.GiftsGone();
        var homes = await Uncounted(gift.Member).Where(b => b.At > action.From).OrderBy(b => b.At).Select(b => b.Household).Take(action.Neighbours).ToListAsync(ct);
        if (homes.Count < action.Neighbours) throw No.GiftTooFew(action.Neighbours - homes.Count);
        if (await db.Set<Brought>().Where(b => homes.Contains(b.Household) && b.Gift == null)
            .ExecuteUpdateAsync(set => set.SetProperty(b => b.Gift, gift.Id), ct) < homes.Count) throw Lost();
        db.Add(gift);
        db.Raise(new GiftLapses(gift.Id), gift.Id.Value, at: gift.CollectBy);
    }

    /// <summary>It is handed out at the desk, or nobody came for it.</summary>
    /// <returns>False when another one was faster.</returns>
    public async Task<bool> End(Gift gift, GiftState state, CancellationToken ct)
    {
        await db.Begin(ct);
        var (now, by) = (clock.GetUtcNow(), caller.IsSystem ? (Guid?)null : caller.Person);
        if (await db.Set<Gift>().Where(g => g.Id == gift.Id && g.State == GiftState.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(g => g.State, state).SetProperty(g => g.OverAt, now).SetProperty(g => g.By, by), ct) == 0) return false;
        var action = await db.Set<GiftAction>().AsNoTracking().SingleAsync(a => a.Id == gift.Action, ct);
        if (state == GiftState.Lapsed) await PutBack(action, ct);
        else if (action.Sku is { } sku)
        {
            await stock.HandOver(new(gift.Id.Value), new(sku, action.Amount), "gift", gift.Id.Value, ct);
            var card = (await goods.Find([sku], ct))[sku];
            if (card.PriceOf(card.Cost, action.Amount) is { Fen: > 0 } cost)
                await book.Post([new(new(gift.Id.Value), "gifts", "stock", cost, "gift-given", "gift", gift.Id.Value, sku.Value, action.Name)], ct);
        }

        return true;
    }

    // It is somebody else's while the action runs; afterwards its goods are for sale again.
    async Task PutBack(GiftAction action, CancellationToken ct)
    {
        var running = await db.Set<GiftAction>().Where(a => a.Id == action.Id && a.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.Given, a => a.Given - 1), ct) == 1;
        if (!running) Release(action, 1);
    }

    /// <summary>No more are given; those that are out can still be collected.</summary>
    public async Task End(GiftActionId id, CancellationToken ct)
    {
        await db.Begin(ct);
        var now = clock.GetUtcNow();
        if (await db.Set<GiftAction>().Where(a => a.Id == id && a.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.EndedAt, now), ct) == 0) return;
        var action = await db.Set<GiftAction>().AsNoTracking().SingleAsync(a => a.Id == id, ct);
        Release(action, action.Total - action.Given);
    }

    public async Task Hold(GiftAction action, CancellationToken ct)
    {
        if (action.Sku is not { } sku) return;
        var card = (await goods.Find([sku], ct))[sku];
        var free = (await stock.Free([sku], ct)).GetValueOrDefault(sku);
        if (free < action.Amount * action.Total) throw No.GiftGoodsMissing(card.Name, free);
        stock.Hold([new(sku, action.Amount * action.Total)]);
    }

    void Release(GiftAction action, int gifts)
    {
        if (action.Sku is { } sku && gifts > 0) stock.Release([new(sku, action.Amount * gifts)]);
    }

    /// <summary>To be said at the desk.</summary>
    public static string NewCode() => RandomNumberGenerator.GetInt32(100_000_000).ToString($"D{Gift.CodeDigits}", CultureInfo.InvariantCulture);

    static DbUpdateConcurrencyException Lost() => new("another phone of the same person was faster");
}

/// <summary>Nobody came for it.</summary>
sealed record GiftLapses(GiftId Gift);

/// <summary>The action's time is over.</summary>
sealed record GiftActionEnds(GiftActionId Action);

static class WhenGiftsEnd
{
    public static async Task Lapse(GiftLapses fact, LinliDb db, Gifting gifting, CancellationToken ct) =>
        await gifting.End(await db.Set<Gift>().AsNoTracking().SingleAsync(g => g.Id == fact.Gift, ct), GiftState.Lapsed, ct);

    public static Task End(GiftActionEnds fact, Gifting gifting, CancellationToken ct) => gifting.End(fact.Action, ct);
}
