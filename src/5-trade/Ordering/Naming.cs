using Linli.Members;

namespace Linli.Ordering;

/// <summary>称呼 — how the group knows the household of an order: by its nickname in the chain, else by who ordered.</summary>
sealed class Naming(Roster roster)
{
    public async Task<IReadOnlyDictionary<OrderId, string>> Of(IReadOnlyCollection<Order> orders, CancellationToken ct)
    {
        var names = await roster.Names([.. orders.Where(o => o.Nickname is null).Select(o => o.Buyer).Distinct()], ct);
        return orders.ToDictionary(o => o.Id, o => o.Nickname ?? names.GetValueOrDefault(o.Buyer, ""));
    }
}
