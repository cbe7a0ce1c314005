using System.Security.Cryptography;
using System.Text;
using Linli.Catalog;

namespace Linli.Inventory;

/// <summary>
/// 结转 — movements of past months that lie in an archive. One movement per sku and month stands for them, so that the sum of all
/// is still what is on hand; it goes when they have come back.
/// </summary>
static class PastMovements
{
    public static Past Past { get; } = new(typeof(Movement), Ended) { Carry = Carry };

    static async Task<IReadOnlyList<Guid>> Ended(IServiceProvider services, Month month, CancellationToken ct)
    {
        var (from, to) = (month.From, month.To);
        var ids = await services.GetRequiredService<LinliDb>().Set<Movement>()
            .Where(m => m.At >= from && m.At < to && m.Kind != MovementKind.Carried).Select(m => m.Id).ToListAsync(ct);
        return [.. ids.Select(i => i.Value)];
    }

    static async Task Carry(IServiceProvider services, Month month, IReadOnlyCollection<Guid> ids, bool leaving, CancellationToken ct)
    {
        var db = services.GetRequiredService<LinliDb>();
        MovementId[] those = [.. ids.Select(i => new MovementId(i))];
        var sums = await db.Set<Movement>().Where(m => those.Contains(m.Id)).GroupBy(m => m.Sku)
            .Select(g => new { Sku = g.Key, Sum = g.Sum(m => m.Amount) }).ToListAsync(ct);
        foreach (var sku in sums) await Carry(db, month, sku.Sku, leaving ? sku.Sum : -sku.Sum, ct);
    }

    static async Task Carry(LinliDb db, Month month, SkuId sku, long amount, CancellationToken ct)
    {
        var id = IdOf(month, sku);
        var carried = db.Set<Movement>().Where(m => m.Id == id);
        if (await carried.ExecuteUpdateAsync(m => m.SetProperty(x => x.Amount, x => x.Amount + amount), ct) == 0)
        {
            db.Add(new Movement
            {
                Id = id,
                Sku = sku,
                Kind = MovementKind.Carried,
                Amount = amount,
                About = "month",
                AboutId = null,
                Note = month.ToString(),
                At = month.To.AddMilliseconds(-1),
            });
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }

        await carried.Where(m => m.Amount == 0).ExecuteDeleteAsync(ct);
    }

    // Of no month, so that it does not keep the month it stands for from being dropped.
    static MovementId IdOf(Month month, SkuId sku)
    {
        var name = SHA256.HashData(Encoding.UTF8.GetBytes($"{month}/{sku.Value}")).AsSpan(0, 16);
        name[..6].Clear();
        return new(new Guid(name, bigEndian: true));
    }
}
