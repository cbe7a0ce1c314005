using Linli.Catalog;

namespace Linli.Ordering;

/// <summary>One sku of an order. Amounts are units or grams.</summary>
sealed class OrderLine : IOwned
{
    public TenantId Tenant { get; set; }
    public required OrderId Order { get; init; }
    public required SkuId Sku { get; init; }
    public required int Position { get; init; }
    public required string Name { get; init; }
    public required string Unit { get; init; }
    public required Measure Measure { get; init; }
    public required int Per { get; init; }
    public required int Step { get; init; }
    public required FileId? Picture { get; init; }
    public required SupplierId? Supplier { get; init; }
    public required Money UnitCost { get; init; }

    /// <summary>Fixed at placing, for <see cref="Per"/> units or grams.</summary>
    public required Money Price { get; init; }
    public required long Amount { get; init; }

    /// <summary>What the whole line costs after its share of the discounts; nothing when there are none.</summary>
    public Money? Net { get; init; }

    /// <summary>What of it came; nothing while we wait for the goods.</summary>
    public long? Allocated { get; set; }
    public long Handed { get; set; }

    /// <summary>What it was weighed against: what was promised before the scale said otherwise.</summary>
    public long? Estimate { get; set; }

    /// <summary>The scale's grams at packing; more than what is promised while the rest is not paid.</summary>
    public long? Weighed { get; set; }
    public Money Refunded { get; set; }

    /// <summary>Amount for which money went back after hand-over, or is asked for.</summary>
    public long Claimed { get; set; }

    public Money Total => ValueOf(Amount);

    /// <summary>What the household can expect to take home.</summary>
    public long Promised => Allocated ?? Amount;

    public long Expected => Estimate ?? Promised;

    /// <summary>What lies in the bag or waits for it, paid for or not.</summary>
    public long InBag => Math.Max(Promised, Weighed ?? 0);

    /// <summary>What is to be paid for what the scale found above the promise, while nothing is handed over.</summary>
    public Money Rest => Handed == 0 ? ValueOf(InBag) - ValueOf(Promised) : Money.Zero;

    /// <summary>What the first so many units or grams cost; differences of it sum exactly to the total.</summary>
    public Money ValueOf(long amount) => Worth(Price, Per, Net, Amount, amount);

    /// <summary>
    /// Of a discounted line, all but what a refund of the rest would give back: so what is handed over and what goes back
    /// always sum to what was paid.
    /// </summary>
    public static Money Worth(Money price, int per, Money? net, long whole, long amount) => net is { } paid
        ? new(paid.Fen - (long)((Int128)paid.Fen * (whole - amount) / whole))
        : new((checked(price.Fen * amount) + per / 2) / per);

    public Money CostOf(long amount) => new((checked(UnitCost.Fen * amount) + Per / 2) / Per);
}
