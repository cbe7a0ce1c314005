using System.Text;
using Linli.Catalog;
using Linli.Places;

namespace Linli.Campaigns;

/// <summary>Writes a campaign the way group leaders write in WeChat: short lines, prices, what is missing, when it ends.</summary>
static class PostText
{
    public static string Write(
        Campaign campaign, IReadOnlyDictionary<SkuId, SkuCard> skus, IReadOnlyDictionary<PickupPointId, PointCard> points,
        string link, DateTimeOffset now)
    {
        var text = new StringBuilder();
        text.Append(Sign(campaign.Kind)).Append(campaign.Title).Append('\n');
        if (campaign.Text.Length > 0) text.Append(campaign.Text).Append('\n');
        text.Append('\n');
        foreach (var (item, i) in campaign.Items.OrderBy(i => i.Position).Select((item, i) => (item, i + 1)))
            text.Append(Line(item, skus[item.Sku], i)).Append('\n');
        if (campaign.Savings is { Count: > 0 } savings)
            text.Append($"🎁 {string.Join("，", savings.Select(s => $"满 {Yuan(s.From)} 减 {Yuan(s.Off)}"))}\n");
        text.Append('\n');
        if (Missing(campaign, now) is { } missing) text.Append(missing).Append('\n');
        text.Append($"⏰ {BusinessDay.Say(campaign.ClosesAt)} 截单\n");
        text.Append($"📍 自提：{string.Join("、", campaign.PickupPoints.Where(points.ContainsKey).Select(p => points[p].Name))}\n");
        text.Append($"🕓 {Window(campaign)}\n");
        return text.Append($"👉 {link}").ToString();
    }

    static string Sign(CampaignKind kind) => kind switch
    {
        CampaignKind.GroupDeal => "👨‍👩‍👧‍👦【拼团】",
        CampaignKind.FlashSale => "⚡【秒杀】",
        CampaignKind.Chain => "🐉【接龙】",
        _ => "🥬【预售】",
    };

    static string Line(CampaignItem item, SkuCard sku, int number)
    {
        var line = $"{number}. {sku.Name} {Yuan(item.Price)}/{(sku.Measure == Measure.Weight ? sku.Per == 500 ? "斤" : "公斤" : sku.Unit)}";
        if (item.Price < sku.Price) line += $"（平时 {Yuan(sku.Price)}）";
        foreach (var step in item.StepPrices)
            line += $"，{(sku.Measure == Measure.Weight ? $"{step.From / 500m:0.#} 斤" : $"{step.From} {sku.Unit}")}起 {Yuan(step.Price)}";
        if (item.MemberPrice is { } member) line += $"，会员 {Yuan(member)}";
        if (item.State == ItemState.Paused) return line + " 暂停接单";
        if (item.Total is { } total)
            line += item.Taken >= total ? " 🈵已抢完" : $" 剩 {(sku.Measure == Measure.Weight ? $"{(total - item.Taken) / 500m:0.#} 斤" : $"{total - item.Taken} {sku.Unit}")}";
        return line;
    }

    static string? Missing(Campaign campaign, DateTimeOffset now) => campaign.Deal switch
    {
        null => null,
        { Reached: 0 } when campaign.StateAt(now) == CampaignState.CutOff => null,
        { Reached: > 0, Most: null } deal => $"🎉 已成团，{deal.Joined} 户一起买",
        { Reached: 0, Most: null } deal => $"👥 还差 {deal.Missing} 户成团，满 {deal.Least} 户就成",
        { Reached: 0 } deal => $"👥 还差 {deal.Missing} 户成团，满 {deal.Least} 户就成；一团最多 {deal.Most} 户，来晚的进下一团",
        { } deal => $"🎉 {deal.Say(campaign.ClosesAt, now, campaign.StateAt(now) == CampaignState.CutOff, failed: 0, "zh")}",
    };

    static string Yuan(Money money) => money.Fen % 100 == 0 ? $"¥{money.Fen / 100}" : $"¥{money.Fen / 100m:0.0#}";

    /// <summary>"5月3日 16:00 – 20:00".</summary>
    public static string Window(Campaign campaign) => $"{BusinessDay.Say(campaign.PickupFrom)} – {Clock(campaign)}";

    static string Clock(Campaign campaign) =>
        BusinessDay.Of(campaign.PickupFrom) == BusinessDay.Of(campaign.PickupTo)
            ? BusinessDay.Say(campaign.PickupTo).Split(' ')[1]
            : BusinessDay.Say(campaign.PickupTo);
}
