namespace Linli.Pricing;

/// <summary>A line that a person reads. Amounts below zero make it less.</summary>
public sealed record ReceiptLine(string Text, Money Amount);

/// <summary>小票 — a quote in words; its amounts sum to what is to be paid.</summary>
public static class Receipt
{
    /// <param name="language">"en", or else Chinese.</param>
    public static IReadOnlyList<ReceiptLine> Of(Quote quote, string language)
    {
        var english = language == "en";
        var said = new List<ReceiptLine>
        {
            new(english ? $"Goods, {quote.Lines.Count} lines" : $"商品 {quote.Lines.Count} 项", quote.Lines.Sum(l => l.AtShelf)),
        };
        foreach (var kind in (PriceKind[])[PriceKind.Campaign, PriceKind.Step, PriceKind.Member])
            if (quote.Lines.Where(l => l.Kind == kind).Sum(l => l.Goods - l.AtShelf) is { Fen: < 0 } less)
                said.Add(new(NameOf(kind, english), less));
        said.AddRange(quote.Cuts.Where(c => c.Kind != CutKind.Points && c.Kind != CutKind.Rounding && !IsOfDelivery(quote, c)).Select(Say));
        said.AddRange(quote.Deliveries.Select(d => new ReceiptLine(d switch
        {
            { Free: true } => english ? $"{d.Name}: free" : $"{d.Name}：免配送费",
            _ => d.Name,
        }, d.Fee)));
        said.AddRange(quote.Cuts.Where(c => c.Kind == CutKind.Coupon && IsOfDelivery(quote, c)).Select(Say));
        foreach (var cut in quote.Cuts.Where(c => c.Kind is CutKind.Points or CutKind.Rounding))
            said.Add(new(cut.Kind == CutKind.Points
                ? english ? $"{quote.Points} points" : $"{quote.Points} 积分抵扣"
                : english ? "Rounded down" : "抹零", Money.Zero - cut.Amount));
        return said;

        static ReceiptLine Say(Cut cut) => new(cut.Name, Money.Zero - cut.Amount);
    }

    /// <summary>Why a coupon did nothing.</summary>
    public static string Of(UnusedCoupon coupon, string language) => (coupon.Why, language == "en") switch
    {
        (CouponIdle.NothingCovered, true) => $"{coupon.Name}: nothing in the cart is covered by it",
        (CouponIdle.NothingCovered, _) => $"{coupon.Name}：购物车里没有能用的商品",
        (CouponIdle.BelowThreshold, true) => $"{coupon.Name}: {coupon.Missing} more is needed",
        (CouponIdle.BelowThreshold, _) => $"{coupon.Name}：还差 {coupon.Missing} 可用",
        (_, true) => $"{coupon.Name}: nothing is left to take it off",
        _ => $"{coupon.Name}：没有可以减的金额了",
    };

    static bool IsOfDelivery(Quote quote, Cut cut) => cut.Shares.Skip(quote.Lines.Count).Any(s => s > Money.Zero);

    static string NameOf(PriceKind kind, bool english) => (kind, english) switch
    {
        (PriceKind.Campaign, true) => "Campaign price",
        (PriceKind.Campaign, _) => "团购价",
        (PriceKind.Step, true) => "Price for more",
        (PriceKind.Step, _) => "阶梯价",
        (_, true) => "Member price",
        _ => "会员价",
    };
}
