using Linli.Catalog;
using Linli.Members;

namespace Linli.Ordering;

/// <summary>称呼 — how the group knows the household of an order, and how people write what is in it.</summary>
sealed class Naming(Roster roster)
{
    /// <summary>By its nickname in the chain, else by who ordered.</summary>
    public async Task<IReadOnlyDictionary<OrderId, string>> Of(IReadOnlyCollection<Order> orders, CancellationToken ct)
    {
        var names = await roster.Names([.. orders.Where(o => o.Nickname is null).Select(o => o.Buyer).Distinct()], ct);
        return orders.ToDictionary(o => o.Id, o => o.Nickname ?? names.GetValueOrDefault(o.Buyer, ""));
    }

    /// <summary>For everybody's eyes: without doors and phones, and without a name where the household wants none.</summary>
    public async Task<IReadOnlyDictionary<OrderId, string>> InPublic(IReadOnlyCollection<Order> orders, CancellationToken ct)
    {
        var unnamed = await roster.Unnamed([.. orders.Select(o => o.Household).Distinct()], ct);
        var names = await Of(orders, ct);
        return orders.ToDictionary(o => o.Id, o => unnamed.Contains(o.Household) ? PublicName.Of("") : PublicName.Of(names[o.Id]));
    }

    /// <summary>A name for everybody's eyes: without the phone and the door that people put into it.</summary>
    public static string Public(string name) => PublicName.Of(name);

    public static string WithoutDoors(string text) => PublicName.WithoutDoors(text);

    /// <summary>"鸡蛋 2盒、番茄 1斤".</summary>
    public static string Goods(Order order) =>
        string.Join("、", order.Lines.OrderBy(l => l.Position).Select(l => $"{l.Name} {Amount(l, l.Amount)}"));

    /// <param name="amount">Units or grams.</param>
    public static string Amount(OrderLine line, long amount) => line.Measure == Measure.Piece ? $"{amount}{line.Unit}"
        : line.Per == 1000 ? $"{amount / 1000m:0.###}公斤" : $"{amount / 500m:0.###}斤";
}
