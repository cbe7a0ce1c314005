using System.Text;
using Linli.Campaigns;
using Linli.Catalog;
using Linli.Places;

namespace Linli.Ordering;

/// <summary>群里的话 — what a leader pastes into the group about a campaign's orders.</summary>
/// <param name="orders">Living or done, with their lines, in the order in which they are told.</param>
sealed class GroupText(
    CampaignCard campaign, IReadOnlyDictionary<SkuId, SkuCard> skus, IReadOnlyDictionary<PickupPointId, PointCard> points,
    IReadOnlyList<Order> orders, IReadOnlyDictionary<OrderId, string> names)
{
    readonly bool tellsPlace = campaign.PickupPoints.Count > 1;

    /// <summary>The chain itself, in the form that is read back identical.</summary>
    public string Entries(DateOnly today)
    {
        var wares = campaign.Items.ToDictionary(i => i.Sku, i => Ware(skus[i.Sku], i.Price));
        var context = new ChainContext(
            [.. campaign.Items.Select(i => wares[i.Sku])],
            [.. campaign.PickupPoints.Where(points.ContainsKey).Select(p => new ChainPlace(p, points[p].Name, []))], [], today);
        var offered = campaign.Items.Select(i => $"🔸{skus[i.Sku].Name} {Yuan(i.Price)}/{Per(skus[i.Sku])}");
        return ChainWriter.Write(campaign.Title, string.Join('\n', offered), [.. People(orders).Select(p => new ChainWritten(
            p.Nickname, [.. p.Lines(l => l.Amount).Select(l => (wares[l.Line.Sku], l.Amount))],
            tellsPlace ? points.GetValueOrDefault(p.Orders[0].PickupPoint)?.Name : null,
            Naming.WithoutDoors(p.Orders[^1].Note), p.Orders.All(o => o.Paid.Fen > 0 && o.ToPay.Fen == 0)))],
            $"⏰{BusinessDay.Say(campaign.ClosesAt)} 截单", context);
    }

    /// <summary>Who has still to pay before the goods come. Who pays at the pickup point owes nothing yet.</summary>
    public string Unpaid()
    {
        var people = People(orders.Where(o => Due(o).Fen > 0));
        if (people.Count == 0) return $"“{campaign.Title}”都付清了，谢谢大家 🌿";
        var text = new StringBuilder($"💰“{campaign.Title}”还有 {people.Count} 位邻居没有付款，方便时付一下，谢谢：\n");
        foreach (var p in people) text.Append($"{p.Shown} {p.Goods(l => l.Promised)}{Place(p)} {Yuan(p.Orders.Sum(Due))}\n");
        return text.Append($"一共 {Yuan(people.SelectMany(p => p.Orders).Sum(Due))}。已经付过的请告诉我一声，我来核对。").ToString();
    }

    /// <summary>To everybody: the goods are there. Nobody is named.</summary>
    public string Arrived()
    {
        var there = orders.Where(o => o is { State: OrderState.Confirmed, ArrivedAt: not null }).ToList();
        if (there.Count == 0) return Nothing();
        var text = new StringBuilder($"📦“{campaign.Title}”到货啦！\n🕓 {BusinessDay.Say(campaign.PickupFrom)} 到 {BusinessDay.Say(campaign.PickupTo)}\n");
        foreach (var point in there.GroupBy(o => o.PickupPoint).OrderBy(g => campaign.PickupPoints.ToList().IndexOf(g.Key)))
            text.Append($"📍{points.GetValueOrDefault(point.Key)?.Name}（{points.GetValueOrDefault(point.Key)?.Address}），{People(point).Count} 位邻居的在这里\n");
        if (there.Any(o => o.ToPay.Fen > 0)) text.Append("💰 没付款的，取货时付\n");
        return text.Append("打开“订单”出示取货码就能取。来不了可以点“请人代取”，把代取码发给邻居。").ToString();
    }

    string Nothing() =>
        orders.Any(o => o.State != OrderState.Completed) ? $"“{campaign.Title}”的货还没到，到了我在群里说。" : $"“{campaign.Title}”都取走了，谢谢大家 🌿";

    /// <summary>Whose goods have come and wait, by pickup point.</summary>
    public string Uncollected()
    {
        var waiting = orders.Where(o => o is { State: OrderState.Confirmed, ArrivedAt: not null }).ToList();
        if (waiting.Count == 0) return Nothing();
        var text = new StringBuilder($"📦“{campaign.Title}”到货了，还有 {People(waiting).Count} 位邻居没有来取，请在 {BusinessDay.Say(campaign.PickupTo)} 前来：\n");
        foreach (var point in waiting.GroupBy(o => o.PickupPoint).OrderBy(g => campaign.PickupPoints.ToList().IndexOf(g.Key)))
        {
            text.Append($"📍{points.GetValueOrDefault(point.Key)?.Name}\n");
            foreach (var p in People(point))
                text.Append($"{p.Shown} {p.Goods(l => l.Promised - l.Handed)}{(p.Orders.Sum(o => o.ToPay) is { Fen: > 0 } due ? $" 要付 {Yuan(due)}" : "")}\n");
        }

        return text.Append("来不了的话可以请邻居代取，或者告诉我一声。").ToString();
    }

    static Money Due(Order order) => order.State == OrderState.AwaitingPayment ? order.Total : order.PaysOutside ? order.ToPay : Money.Zero;

    string Place(Person person) => tellsPlace ? $"（{points.GetValueOrDefault(person.Orders[0].PickupPoint)?.Name}）" : "";

    /// <summary>One household under one name is one person of the group, however many orders it has.</summary>
    List<Person> People(IEnumerable<Order> some) =>
        [.. some.GroupBy(o => (o.Household, names[o.Id])).Select(g => new Person(g.First().Nickname ?? Naming.Public(g.Key.Item2), [.. g]))];

    static ChainSku Ware(SkuCard sku, Money price) =>
        new(sku.Id, sku.Name, sku.Spec, [], sku.Unit, sku.Measure, sku.Per, sku.Step, sku.BoxSize, price);

    static string Per(SkuCard sku) => sku.Measure == Measure.Piece ? sku.Unit : sku.Per == 1000 ? "公斤" : "斤";

    static string Yuan(Money money) => $"{money.Fen / 100m:0.##}元";

    /// <param name="Nickname">As the chain has it, so that it is the same person when it is pasted again.</param>
    sealed record Person(string Nickname, IReadOnlyList<Order> Orders)
    {
        public string Shown => Naming.Public(Nickname);

        public IEnumerable<(OrderLine Line, long Amount)> Lines(Func<OrderLine, long> amount) => Orders
            .SelectMany(o => o.Lines.OrderBy(l => l.Position)).GroupBy(l => l.Sku).Select(g => (g.First(), g.Sum(amount))).Where(l => l.Item2 > 0);

        public string Goods(Func<OrderLine, long> amount) => string.Join("、", Lines(amount).Select(l => $"{l.Line.Name} {Naming.Amount(l.Line, l.Amount)}"));
    }
}
