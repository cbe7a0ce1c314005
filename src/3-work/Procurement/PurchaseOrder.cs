using System.Globalization;
using Linli.Campaigns;
using Linli.Catalog;

namespace Linli.Procurement;

enum PurchaseState { Made, Sent, Received }

/// <summary>采购单 — what one supplier is to bring for one campaign, in whole boxes.</summary>
sealed class PurchaseOrder : IOwned
{
    public TenantId Tenant { get; set; }
    public required PurchaseOrderId Id { get; init; }
    public required CampaignId Campaign { get; init; }
    public required string CampaignTitle { get; init; }

    /// <summary>Nothing when the goods name no supplier: they stand on one order, for the shop to buy itself.</summary>
    public required SupplierId? Supplier { get; init; }
    public required string? SupplierName { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required DateOnly Day { get; init; }

    /// <summary>The how-manieth of its day.</summary>
    public required int Running { get; init; }
    public required List<PurchaseLine> Lines { get; init; }
    public DateTimeOffset? SentAt { get; private set; }
    public DateTimeOffset? ReceivedAt { get; private set; }

    public string Number => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyyMMdd}-{Running:00}");
    public PurchaseState State =>
        ReceivedAt is not null ? PurchaseState.Received : SentAt is not null ? PurchaseState.Sent : PurchaseState.Made;
    public Money Cost => Lines.Sum(l => l.Cost);

    public string SupplierIn(string language) =>
        SupplierName ?? NoSupplier(language);

    public static string NoSupplier(string language) => language == "en" ? "No supplier named" : "未指定供应商";

    /// <summary>Noting it again changes nothing.</summary>
    public void Send(DateTimeOffset now) => SentAt ??= now;

    /// <summary>Takes the goods in, once. False when the very same receipt was taken before.</summary>
    public bool Receive(IReadOnlyCollection<Receipt> receipts, DateTimeOffset now)
    {
        var bySku = receipts.GroupBy(r => r.Sku).ToDictionary(g => g.Key, g => g.ToList());
        if (bySku.Count != Lines.Count || Lines.Any(l => bySku.GetValueOrDefault(l.Sku) is not [_]))
            throw No.LinesDiffer();
        if (ReceivedAt is not null)
            return Lines.All(l => l.Has(bySku[l.Sku][0])) ? false : throw No.AlreadyReceived(Number);

        var bad = Lines.Where(l => !l.MayHave(bySku[l.Sku][0])).ToList();
        if (bad.Count > 0) throw No.AmountWrong(bad);
        foreach (var line in Lines) line.Receive(bySku[line.Sku][0]);
        ReceivedAt = now;
        return true;
    }
}

/// <summary>One sku of a purchase order. Amounts in units, or grams.</summary>
sealed class PurchaseLine : IOwned
{
    /// <summary>More than ten times the order is a slip of the finger.</summary>
    public const int MostTimes = 10;

    public TenantId Tenant { get; set; }
    public required PurchaseOrderId Order { get; init; }
    public required SkuId Sku { get; init; }
    public required int Position { get; init; }
    public required string Name { get; init; }
    public required string Unit { get; init; }
    public required Measure Measure { get; init; }
    public required int Per { get; init; }

    /// <summary>What the frozen orders ask for.</summary>
    public required long Needed { get; init; }
    public required int BoxSize { get; init; }

    /// <summary>Fen per <see cref="Per"/>, as it was when the orders froze.</summary>
    public required Money UnitCost { get; init; }
    public long? Received { get; private set; }
    public long? Bad { get; private set; }

    public long Boxes => (Needed + BoxSize - 1) / BoxSize;
    public long Ordered => Boxes * BoxSize;
    public long Surplus => Ordered - Needed;
    public long Good => (Received - Bad) ?? 0;
    public long? Short => Received is null ? null : Math.Max(0, Needed - Good);
    public long? Over => Received is { } received ? Math.Max(0, received - Ordered) : null;
    public Money Cost => CostOf(Ordered);

    /// <summary>The shop pays for what is good, and for nothing else.</summary>
    public Money CostOf(long amount) => new((checked(UnitCost.Fen * amount) + Per / 2) / Per);

    public bool MayHave(Receipt receipt) =>
        receipt.Received >= 0 && receipt.Received <= Ordered * MostTimes
        && receipt.Bad >= 0 && receipt.Bad <= receipt.Received;

    public bool Has(Receipt receipt) => (Received, Bad) == (receipt.Received, receipt.Bad);

    public void Receive(Receipt receipt) => (Received, Bad) = (receipt.Received, receipt.Bad);
}

/// <summary>收货 — what came of one sku, and how much of it is spoilt or broken.</summary>
sealed record Receipt(SkuId Sku, long Received, long Bad);
