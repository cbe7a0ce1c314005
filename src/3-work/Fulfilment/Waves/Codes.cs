using System.Security.Cryptography;

namespace Linli.Fulfilment;

/// <summary>Draws pickup codes that no living bag of the shop has, nor anybody who fetches one for a neighbour.</summary>
/// <remarks>
/// There are a million codes, and each bag gives its code back when it is picked up; a shop with half a million bags
/// waiting draws twice as often, but still finds one. Two hosts that draw the same code at once meet at the unique
/// index, and the later one draws again.
/// </remarks>
sealed class Codes(LinliDb db, TimeProvider clock)
{
    const int All = 1_000_000, MostAtOnce = 1000;

    public async Task<IReadOnlyList<string>> Draw(int count, CancellationToken ct)
    {
        var drawn = new HashSet<string>();
        while (drawn.Count < count)
        {
            string[] some = [.. Enumerable.Range(0, Math.Min(MostAtOnce, count - drawn.Count + 10))
                .Select(_ => RandomNumberGenerator.GetInt32(All).ToString("000000")).Distinct()];
            var taken = await db.Set<Pickup>()
                .Where(p => p.State != PickupState.Done && p.State != PickupState.Cancelled && some.Contains(p.Code))
                .Select(p => p.Code).ToListAsync(ct);
            var now = clock.GetUtcNow();
            var given = await db.Set<Proxy>().Where(p => p.UsedAt == null && p.EndedAt == null && p.Until > now && some.Contains(p.Code))
                .Select(p => p.Code).ToListAsync(ct);
            drawn.UnionWith(some.Except(taken).Except(given));
        }

        return [.. drawn.Take(count)];
    }
}
