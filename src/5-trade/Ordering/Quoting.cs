using Linli.Campaigns;
using Linli.Catalog;
using Linli.Members;
using Linli.Pricing;

namespace Linli.Ordering;

/// <summary>
/// 算价 — puts an order of a campaign before the price function. The quote, the order and the change of it all ask here, so that a
/// person pays what was shown.
/// </summary>
static class Quoting
{
    /// <summary>Who of these pays member prices today; nobody is looked up where no price depends on it.</summary>
    public static async Task<IReadOnlySet<HouseholdId>> Members(
        IEnumerable<CampaignCard> campaigns, IEnumerable<HouseholdId> households, Memberships memberships, CancellationToken ct) =>
        campaigns.Any(c => c.HasMemberPrices) ? await memberships.Among([.. households.Distinct()], ct) : new HashSet<HouseholdId>();

    /// <returns>Nothing when there are no discounts: then a line costs its price, and nothing needs to be remembered.</returns>
    public static Quote? Of(
        CampaignCard campaign, IReadOnlyList<GrantedLine> lines, IReadOnlyList<CouponTerms> coupons, PointsWanted? points = null, bool isMember = false) =>
        campaign.Savings.Count == 0 && coupons.Count == 0 && points is null && !(isMember && lines.Any(l => MemberPrice(campaign, l) is not null))
            ? null : Explain(campaign, lines, coupons, points, isMember);

    /// <summary>The same with or without discounts.</summary>
    public static Quote Explain(
        CampaignCard campaign, IReadOnlyList<GrantedLine> lines, IReadOnlyList<CouponTerms> coupons, PointsWanted? points = null, bool isMember = false)
    {
        var reached = Reached(campaign, lines.Sum(l => isMember && MemberPrice(campaign, l) is { } less ? l.Sku.PriceOf(less, l.Amount) : l.Total));
        return Pricer.Quote(new([.. lines.Select(l => Line(campaign, l))])
        {
            Promotions = reached is null ? [] : [new(campaign.Id.Value, $"满 {reached.From} 减 {reached.Off}", Pricing.Scope.Everything, [new(reached.From, reached.Off)])],
            Coupons = coupons,
            Points = points?.Terms,
            PointsWanted = points?.Points ?? 0,
            IsMember = isMember,
        });
    }

    /// <summary>What members pay for it, if that is less than it costs anyway.</summary>
    static Money? MemberPrice(CampaignCard campaign, GrantedLine line) =>
        campaign.Items.First(i => i.Sku == line.Sku.Id).MemberPrice is { } price && price < line.Price ? price : null;

    /// <summary>These lines at the campaign's prices; what it does not have is left out.</summary>
    public static IReadOnlyList<GrantedLine> Lines(CampaignCard campaign, IReadOnlyList<WishLine> wanted, IReadOnlyDictionary<SkuId, SkuCard> skus)
    {
        var lines = new List<GrantedLine>(wanted.Count);
        foreach (var want in wanted)
        {
            if (campaign.Items.FirstOrDefault(i => i.Sku == want.Sku) is not { } item || !skus.TryGetValue(want.Sku, out var sku)) continue;
            var price = item.PriceFor(want.Amount);
            lines.Add(new(sku, want.Amount, price, sku.PriceOf(price, want.Amount)));
        }

        return lines;
    }

    /// <summary>Asked before anything is taken, so that one order that cannot be priced does not fail those served together with it.</summary>
    public static Refusal? Refuses(
        CampaignCard campaign, IReadOnlyList<WishLine> wanted, IReadOnlyDictionary<SkuId, SkuCard> skus, IReadOnlyList<CouponTerms> coupons,
        PointsWanted? points = null, bool isMember = false)
    {
        if (campaign.Savings.Count == 0 && coupons.Count == 0 && points is null && !isMember || Lines(campaign, wanted, skus) is not { Count: > 0 } lines) return null;
        try
        {
            Of(campaign, lines, coupons, points, isMember);
            return null;
        }
        catch (Refusal no)
        {
            return no;
        }
    }

    /// <summary>
    /// An order that is changed keeps the coupons it has, as long as they take something off; one that does not is the household's again.
    /// So are the points that no longer find room in it.
    /// Called before the change, within its transaction.
    /// </summary>
    /// <param name="wanted">The coupons it shall have from now on; those it has when nothing is said.</param>
    public static async Task<Quote?> Again(
        Order order, CampaignCard campaign, IReadOnlyList<GrantedLine> lines, Coupons coupons, PointsBook points, Memberships memberships, CancellationToken ct,
        CouponId[]? wanted = null)
    {
        var isMember = (await Members([campaign], [order.Household], memberships, ct)).Count > 0;
        var any = order.Coupons.Count > 0 || wanted is { Length: > 0 };
        if (!any && !order.HasPoints) return Of(campaign, lines, [], null, isMember);
        var terms = !any ? [] : wanted is null ? await coupons.UsedFor(order.Id.Value, ct) : await coupons.Use(order.Household, wanted, order.Id.Value, ct);
        var quote = Explain(campaign, lines, terms, order.HasPoints ? await points.UsedFor(order.Id.Value, ct) : null, isMember);
        if (any) await coupons.Keep(order.Id.Value, CouponsOf(quote), ct);
        if (order.HasPoints) await points.Keep(order.Id.Value, quote.Points, order.Number, ct);
        return quote;
    }

    /// <summary>Those that take something off.</summary>
    public static IReadOnlyList<CouponId> CouponsOf(Quote? quote) =>
        quote is null ? [] : [.. quote.Cuts.Where(c => c is { Kind: CutKind.Coupon, Source: not null }).Select(c => new CouponId(c.Source!.Value))];

    /// <summary>The next 满减 and what is missing to it.</summary>
    public static NextSaving? Next(CampaignCard campaign, Money goods) =>
        campaign.Savings.FirstOrDefault(s => s.From > goods) is { } next ? new(next.From - goods, next.From, next.Off) : null;

    static Saving? Reached(CampaignCard campaign, Money goods) => campaign.Savings.LastOrDefault(s => s.From <= goods);

    static CartLine Line(CampaignCard campaign, GrantedLine line)
    {
        var item = campaign.Items.First(i => i.Sku == line.Sku.Id);
        var (shelf, category) = (line.Sku.Price > item.Price ? line.Sku.Price : item.Price, line.Sku.Category);
        return new(line.Sku.Id.Value, line.Sku.Id, line.Sku.Name, line.Amount, line.Sku.Per, shelf)
        {
            Campaign = item.Price,
            Member = item.MemberPrice,
            Steps = [.. item.Steps.Select(s => new PriceStep(s.From, s.Price))],
            Category = category,
        };
    }
}

/// <param name="Missing">Goods for so much more, and the order costs <paramref name="Off"/> less.</param>
sealed record NextSaving(Money Missing, Money From, Money Off);

/// <param name="Goods">At the price, before discounts.</param>
sealed record QuotedLineShown(SkuId Sku, string Name, long Amount, int Per, PriceKind Kind, Money Price, Money AtShelf, Money Goods, Money ToPay);

/// <param name="Source">The coupon that did it.</param>
sealed record CutShown(CutKind Kind, string Name, Money Amount, Guid? Source);

/// <param name="Text">Why it takes nothing off.</param>
sealed record UnusedShown(Guid Coupon, string Name, string Text, Money Missing);

/// <summary>A price with its reasons: goods less cuts is what is to be paid.</summary>
/// <param name="Goods">At the prices everybody pays; what members save is the first cut.</param>
/// <param name="Points">How many points pay for it.</param>
/// <param name="MemberWouldSave">What a member would pay less, to somebody who is none; nothing when there is no such price.</param>
sealed record QuoteShown(
    IReadOnlyList<QuotedLineShown> Lines, Money Goods, IReadOnlyList<CutShown> Cuts, Money ToPay, NextSaving? Next, IReadOnlyList<UnusedShown> Unused,
    long Points, Money? MemberWouldSave)
{
    public static QuoteShown Of(Quote quote, NextSaving? next, string language, Money? memberWouldSave = null) => new(
        [.. quote.Lines.Select(l => new QuotedLineShown(l.Sku, l.Name, l.Amount, l.Per, l.Kind, l.Price, l.AtShelf, l.Goods, l.ToPay))],
        quote.Goods + quote.MemberSaved,
        [
            .. quote.MemberSaved.Fen > 0 ? [new CutShown(CutKind.Member, language == "en" ? "Member price" : "会员价", quote.MemberSaved, null)] : (CutShown[])[],
            .. quote.Cuts.Select(c => new CutShown(c.Kind, c.Name, c.Amount, c.Kind == CutKind.Coupon ? c.Source : null)),
        ],
        quote.ToPay, next,
        [.. quote.Unused.Select(u => new UnusedShown(u.Coupon, u.Name, Receipt.Of(u, language), u.Missing))], quote.Points, memberWouldSave);
}
