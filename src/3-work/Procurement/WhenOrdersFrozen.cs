using System.Security.Cryptography;
using Linli.Campaigns;
using Linli.Catalog;
using Linli.Ordering;

namespace Linli.Procurement;

/// <summary>Once the orders of a campaign are frozen, the shop knows what to buy, and from whom.</summary>
static class WhenOrdersFrozen
{
    public static async Task Buy(
        OrdersFrozen fact, LinliDb db, Board board, OrderBook orders, Goods goods, TimeProvider clock,
        CancellationToken ct)
    {
        var campaign = await board.Read(fact.Campaign, ct);
        if (campaign.Supply != Supply.Buy) return;
        if (await db.Set<PurchaseOrder>().AnyAsync(p => p.Campaign == campaign.Id, ct)) return;

        var needed = await orders.Needed(campaign.Id, ct);
        var cards = await goods.Find([.. needed.Keys], ct);
        var now = clock.GetUtcNow();
        var day = BusinessDay.Of(now);
        // Two hosts that count at the same moment meet at the unique number, and the later one counts again.
        var running = await db.Set<PurchaseOrder>().CountAsync(p => p.Day == day, ct);
        var suppliers = cards.Values.GroupBy(c => c.Supplier).OrderBy(s => s.Key is null).ThenBy(s => s.Key?.Value);
        foreach (var supplier in suppliers)
        {
            var id = IdOf(campaign.Id, supplier.Key);
            db.Add(new PurchaseOrder
            {
                Id = id,
                Campaign = campaign.Id,
                CampaignTitle = campaign.Title,
                Supplier = supplier.Key,
                SupplierName = supplier.First().SupplierName,
                MadeAt = now,
                Day = day,
                Running = ++running,
                Lines = [.. supplier
                    .OrderBy(c => c.Category, StringComparer.Ordinal).ThenBy(c => c.Code, StringComparer.Ordinal)
                    .Select((c, i) => Line(id, i, c, needed[c.Id]))],
            });
        }
    }

    static PurchaseLine Line(PurchaseOrderId order, int position, SkuCard sku, long needed) => new()
    {
        Order = order,
        Sku = sku.Id,
        Position = position,
        Name = sku.Name,
        Unit = sku.Unit,
        Measure = sku.Measure,
        Per = sku.Per,
        Needed = needed,
        BoxSize = sku.BoxSize,
        UnitCost = sku.Cost,
    };

    // A name, not a secret: the same campaign and supplier give the same order on every host and at every repetition
    // (RFC 9562, version 8).
    static PurchaseOrderId IdOf(CampaignId campaign, SupplierId? supplier)
    {
        Span<byte> name = stackalloc byte[32], hash = stackalloc byte[32];
        campaign.Value.TryWriteBytes(name);
        (supplier?.Value ?? Guid.Empty).TryWriteBytes(name[16..]);
        SHA256.HashData(name, hash);
        hash[6] = (byte)(hash[6] & 0x0F | 0x80);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return new(new Guid(hash[..16], bigEndian: true));
    }
}
