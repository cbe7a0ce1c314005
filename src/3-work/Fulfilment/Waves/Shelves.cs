using Linli.Campaigns;
using Linli.Places;

namespace Linli.Fulfilment;

/// <summary>Finds room for a campaign's bags beside those of other campaigns at the same pickup point.</summary>
sealed class Shelves(LinliDb db)
{
    /// <summary>Reserves neighbouring shelves; who is late of two hosts loses by the key, and is done again.</summary>
    /// <returns>The first of them.</returns>
    public async Task<int> Reserve(
        PickupPointId point, CampaignId campaign, int bags, DateTimeOffset now, DateTimeOffset freeAt,
        CancellationToken ct)
    {
        var known = await db.Set<Shelf>().Where(s => s.Point == point).ToDictionaryAsync(s => s.Number, ct);
        var need = (bags + Bin.PerShelf - 1) / Bin.PerShelf;
        var first = FirstFree(known.Values.Where(s => s.FreeAt > now).Select(s => s.Number).ToHashSet(), need);
        for (var number = first; number < first + need; number++)
        {
            if (known.TryGetValue(number, out var shelf)) (shelf.Campaign, shelf.FreeAt) = (campaign, freeAt);
            else db.Add(new Shelf { Point = point, Number = number, Campaign = campaign, FreeAt = freeAt });
        }

        return first;
    }

    public static int FirstFree(IReadOnlySet<int> taken, int need)
    {
        var (first, run) = (0, 0);
        for (var number = 0; run < need; number++)
        {
            if (taken.Contains(number)) (first, run) = (number + 1, 0);
            else run++;
        }

        return first;
    }
}
