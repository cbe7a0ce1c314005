using System.Text;
using Linli.Campaigns;
using Linli.Catalog;
using Linli.Fulfilment;
using Linli.Ordering;
using Linli.Places;

namespace Linli.Channels;

/// <summary>Tells the groups: a list is published, goods are there, orders are closed.</summary>
static class WhenGroupNews
{
    const int MostLines = 30;

    public static async Task Published(CampaignOpened fact, Board board, Posts posts, Posting posting, Outgoing outgoing, CancellationToken ct)
    {
        if (!await posting.IsHeard(ct)) return;
        var campaign = await board.Read(fact.Campaign, ct);
        if (await posts.Write(fact.Campaign, ct) is { } text)
            await posting.Say(RobotTopic.Published, fact.Campaign.Value, campaign.Leader, $"上新：{campaign.Title}", text, outgoing, ct);
    }

    /// <summary>Once per campaign and pickup point, however many bags lie there.</summary>
    public static async Task Arrived(PickupReady fact, Board board, Map map, Posting posting, Outgoing outgoing, CancellationToken ct)
    {
        if (!await posting.IsHeard(ct)) return;
        var campaign = await board.Read(fact.Campaign, ct);
        var point = (await map.Points([fact.Point], ct)).GetValueOrDefault(fact.Point);
        await posting.Say(RobotTopic.Arrived, Id.Derived(fact.Campaign.Value, $"{fact.Point.Value}"), campaign.Leader, $"到货：{campaign.Title}",
            $"📦 {campaign.Title} 到货了\n📍 {point?.Name} {point?.Address}\n🕓 {BusinessDay.Say(fact.From)} – {BusinessDay.Say(fact.To)}\n取货码在“邻里”的订单里，请带上来取。", outgoing, ct);
    }

    public static async Task CutOff(OrdersFrozen fact, Board board, Goods goods, OrderBook orders, Posting posting, Outgoing outgoing, CancellationToken ct)
    {
        if (!await posting.IsHeard(ct)) return;
        var campaign = await board.Read(fact.Campaign, ct);
        var (all, needed) = (await orders.FrozenOrders(fact.Campaign, ct), await orders.Needed(fact.Campaign, ct));
        var skus = await goods.Find([.. needed.Keys], ct);
        var text = new StringBuilder($"✂️ {campaign.Title} 已截单\n{all.Select(o => o.Household).Distinct().Count()} 户，{all.Count} 单\n");
        foreach (var item in campaign.Items.Where(i => needed.GetValueOrDefault(i.Sku) > 0).Take(MostLines))
            text.Append($"{skus[item.Sku].Name} {Amount(skus[item.Sku], needed[item.Sku])}\n");
        text.Append($"🕓 {BusinessDay.Say(campaign.PickupFrom)} 开始取货");
        await posting.Say(RobotTopic.CutOff, fact.Campaign.Value, campaign.Leader, $"截单汇总：{campaign.Title}", text.ToString(), outgoing, ct);
    }

    static string Amount(SkuCard sku, long amount) => sku.Measure == Measure.Weight ? $"{amount / 500m:0.##} 斤" : $"{amount} {sku.Unit}";
}
