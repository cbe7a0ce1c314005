using System.Text.RegularExpressions;
using Linli.Catalog;
using Linli.Members;

namespace Linli.Ordering;

/// <summary>称呼 — how the group knows the household of an order, and how people write what is in it.</summary>
sealed partial class Naming(Roster roster)
{
    /// <summary>By its nickname in the chain, else by who ordered.</summary>
    public async Task<IReadOnlyDictionary<OrderId, string>> Of(IReadOnlyCollection<Order> orders, CancellationToken ct)
    {
        var names = await roster.Names([.. orders.Where(o => o.Nickname is null).Select(o => o.Buyer).Distinct()], ct);
        return orders.ToDictionary(o => o.Id, o => o.Nickname ?? names.GetValueOrDefault(o.Buyer, ""));
    }

    /// <summary>A name for everybody's eyes: without the phone and the door that people put into it.</summary>
    public static string Public(string name) => WithoutDoors(name) is { Length: > 0 } shown ? shown : "邻居";

    public static string WithoutDoors(string text) => Door().Replace(text, "").Trim(' ', '-', '_', ',', '，', '.', '·', '(', ')', '（', '）', '/');

    // 3-2-501, 3栋2单元501室, a phone, or the tail of one: 4 digits and more.
    [GeneratedRegex(@"\d{1,3}\s*(?:[-－—–_#]|号楼|[栋幢座楼])\s*(?:\d{1,2}\s*(?:[-－—–_#]|单元)\s*)?\d{2,4}\s*[室号]?|\d[\d -]{2,}\d")]
    private static partial Regex Door();

    /// <summary>"鸡蛋 2盒、番茄 1斤".</summary>
    public static string Goods(Order order) =>
        string.Join("、", order.Lines.OrderBy(l => l.Position).Select(l => $"{l.Name} {Amount(l, l.Amount)}"));

    /// <param name="amount">Units or grams.</param>
    public static string Amount(OrderLine line, long amount) => line.Measure == Measure.Piece ? $"{amount}{line.Unit}"
        : line.Per == 1000 ? $"{amount / 1000m:0.###}公斤" : $"{amount / 500m:0.###}斤";
}
