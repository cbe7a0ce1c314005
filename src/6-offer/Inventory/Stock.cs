using Linli.Catalog;

namespace Linli.Inventory;

/// <summary>Some amount of one sku, in units or grams.</summary>
public sealed record Pick(SkuId Sku, long Amount);

/// <summary>The door: what rooms above may do with stock. The caller's slice commits.</summary>
public sealed class Stock(LinliDb db, TimeProvider clock)
{
    /// <summary>On hand and not promised.</summary>
    public async Task<IReadOnlyDictionary<SkuId, long>> Free(IReadOnlyCollection<SkuId> skus, CancellationToken ct) =>
        await db.Set<Shelf>().AsNoTracking().Where(s => skus.Contains(s.Sku)).ToDictionaryAsync(s => s.Sku, s => s.OnHand - s.Held, ct);

    /// <summary>Promises, as the caller saves; a lost race is thrown then when another caller was faster.</summary>
    public void Hold(IReadOnlyCollection<Pick> picks) => AtLast(Sorted(picks));

    public void Release(IReadOnlyCollection<Pick> picks) => AtLast([.. Sorted(picks).Select(p => p with { Amount = -p.Amount })]);

    void AtLast(List<Pick> picks) => db.AtLast(
        """
        with w as (
            select k.sku, r.amount from {rows} cross join inventory_shelves as k where k.tenant = @tenant and k.sku = r.sku
            order by k.sku {for update of k})
        update inventory_shelves as s set held = s.held + w.amount from w
        where s.tenant = @tenant and s.sku = w.sku and s.held + w.amount >= 0 and s.held + w.amount <= s.on_hand
        """, picks, each: true);

    /// <summary>Goods came in.</summary>
    /// <param name="id">Made by the caller; the same id is booked once.</param>
    public async Task Receive(MovementId id, Pick pick, string about, Guid aboutId, CancellationToken ct)
    {
        if (await Booked(id, ct)) return;
        await Change(pick.Sku, pick.Amount, ct);
        Note(id, pick.Sku, MovementKind.Receipt, pick.Amount, about, aboutId, "");
    }

    /// <summary>Held goods leave with a person.</summary>
    public async Task HandOver(MovementId id, Pick pick, string about, Guid aboutId, CancellationToken ct)
    {
        if (pick.Amount == 0 || await Booked(id, ct)) return;
        Won(await Of(pick.Sku).Where(s => s.Held >= pick.Amount).ExecuteUpdateAsync(
            s => s.SetProperty(x => x.Held, x => x.Held - pick.Amount).SetProperty(x => x.OnHand, x => x.OnHand - pick.Amount), await Begun(ct)));
        Note(id, pick.Sku, MovementKind.HandOver, -pick.Amount, about, aboutId, "");
    }

    internal async Task<bool> Booked(MovementId id, CancellationToken ct) => await db.Set<Movement>().AnyAsync(m => m.Id == id, ct);

    internal void Note(MovementId id, SkuId sku, MovementKind kind, long amount, string about, Guid? aboutId, string note) =>
        db.Add(new Movement
        {
            Id = id,
            Sku = sku,
            Kind = kind,
            Amount = amount,
            About = about,
            AboutId = aboutId,
            Note = note,
            At = clock.GetUtcNow(),
        });

    /// <summary>False when there is not that much free to take away.</summary>
    internal async Task<bool> Change(SkuId sku, long amount, CancellationToken ct)
    {
        await db.Begin(ct);
        if (await Of(sku).Where(s => s.OnHand + amount >= s.Held)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.OnHand, x => x.OnHand + amount), ct) == 1) return true;
        if (amount < 0 || await Of(sku).AnyAsync(ct)) return false;

        // The first receipt of a sku; should two hosts both be first, the key lets one win and the other is done again.
        db.Add(new Shelf { Sku = sku });
        await db.SaveChangesAsync(ct);
        return await Change(sku, amount, ct);
    }

    internal IQueryable<Shelf> Of(SkuId sku) => db.Set<Shelf>().Where(s => s.Sku == sku);

    // Always in the same order, so that two callers never wait for each other.
    static List<Pick> Sorted(IReadOnlyCollection<Pick> picks) => [.. picks.Where(p => p.Amount > 0)
        .GroupBy(p => p.Sku, p => p.Amount).Select(g => new Pick(g.Key, g.Sum())).OrderBy(p => p.Sku.Value)];

    async Task<CancellationToken> Begun(CancellationToken ct)
    {
        await db.Begin(ct);
        return ct;
    }

    static void Won(int rows)
    {
        if (rows == 0) throw new DbUpdateConcurrencyException("the shelf changed meanwhile");
    }
}
