using Linli.Members;

namespace Linli.Fulfilment;

/// <summary>A household's bags as its people may take them along, and who fetched them.</summary>
static class OwnPickups
{
    const int MostBags = 2000;

    public static Own Own { get; } = new(
        "pickups", ("取货记录和代取人", "Pickups and who fetched for you"),
        ("取货记录说明货交给了谁，和订单一起保存三年；代取人的称呼不再和您对应。", "They say that goods were handed over, and are kept as long as the orders; without your name."),
        async (services, of, ct) =>
        {
            var home = of.Household is { } id ? new HouseholdId(id) : default;
            var bags = await services.GetRequiredService<LinliDb>().Set<Pickup>().AsNoTracking()
                .Include(p => p.Orders).Include(p => p.Proxies).Include(p => p.Redemptions).AsSplitQuery()
                .Where(p => p.Household == home).OrderByDescending(p => p.MadeAt).ThenBy(p => p.Id).Take(MostBags).ToListAsync(ct);
            return bags.Select(b => new
            {
                Orders = b.Orders.Select(o => o.Number),
                b.State,
                b.From,
                b.To,
                b.DoneAt,
                Redemptions = b.Redemptions.Select(r => new { r.At, r.ProxyNote }),
                Proxies = b.Proxies.Select(p => new { p.Name, p.MadeAt, p.UsedAt }),
            }).ToList();
        });
}
