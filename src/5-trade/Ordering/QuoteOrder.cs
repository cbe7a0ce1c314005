using Linli.Campaigns;
using Linli.Catalog;
using Linli.Members;
using Linli.Pricing;

namespace Linli.Ordering;

/// <summary>试算: PUT /api/campaigns/{campaign}/orders/{order}/quote — what such an order would cost and why; it changes nothing.</summary>
static class QuoteOrder
{
    /// <param name="Coupons">Of the household; those of this very order, too.</param>
    /// <param name="Points">At most so many are to pay for it.</param>
    public sealed record Body(PlaceOrder.Line[] Lines, CouponId[]? Coupons = null, long? Points = null);

    public static Body Example { get; } = new([new(default, 2)]);

    public static async Task<Ok<QuoteShown>> Handle(
        CampaignId campaign, OrderId order, Body body, Caller caller, Roster roster, Board board, Goods goods, Coupons coupons,
        PointsBook points, Memberships memberships, CancellationToken ct)
    {
        PlaceOrder.Check(body.Lines);
        SkuId[] named = [.. body.Lines.Select(l => l.Sku)];
        var card = (await board.Read([campaign], ct, named)).GetValueOrDefault(campaign) ?? await board.Read(campaign, ct);
        var skus = await goods.Known([.. card.Items.Select(i => i.Sku)], ct);
        var lines = Quoting.Lines(card, [.. body.Lines.Select(l => new WishLine(l.Sku, l.Amount))], skus);
        if (lines.Count == 0) throw No.LinesMissing(Order.MostLines);
        var some = body.Coupons is { Length: > 0 } chosen ? await coupons.Read(await Home(), chosen, order.Value, ct) : [];
        var part = body.Points is { } wanted and not 0 ? await points.Read(await Home(), wanted, order.Value, ct) : null;
        var isMember = card.HasMemberPrices && (await memberships.Among([await Home()], ct)).Count > 0;
        var quote = Quoting.Explain(card, lines, some, part, isMember);
        var less = card.HasMemberPrices && !isMember ? quote.ToPay - Quoting.Explain(card, lines, some, part, isMember: true).ToPay : (Money?)null;
        return TypedResults.Ok(QuoteShown.Of(quote, Quoting.Next(card, quote.Goods), caller.Language, less is { Fen: > 0 } ? less : null));

        async Task<HouseholdId> Home() => (await roster.HouseholdOf(new(caller.Person), ct))?.Id ?? throw No.HouseholdMissing();
    }
}
