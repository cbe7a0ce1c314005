using System.Text.Json.Serialization;
using Linli.Campaigns;
using Linli.Catalog;
using Linli.Inventory;
using Linli.Members;
using Linli.Payments;
using Linli.Pricing;

namespace Linli.Ordering;

/// <summary>
/// 改单: PUT /api/campaigns/{campaign}/orders/{order}/amendment/{amendment} — an unpaid or cash order before cut-off.
/// What is wanted more is taken and what is wanted less is given back at once; a refused change leaves the order as it was.
/// </summary>
static class AmendOrder
{
    /// <param name="Coupons">All that it shall use from now on; it keeps those it has when nothing is said.</param>
    public sealed record Body(
        PlaceOrder.Line[] Lines, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CouponId[]? Coupons = null);

    public static Body Example { get; } = new([new(default, 3)]);

    public static async Task<Ok<OrderShown>> Handle(
        CampaignId campaign, OrderId order, Guid amendment, Body body, LinliDb db, Caller caller, Roster roster, Board board, Stock stock,
        Goods goods, Coupons coupons, PointsBook points, Memberships memberships, Cashier cashier, Showing showing,
        TimeProvider clock, CancellationToken ct)
    {
        PlaceOrder.Check(body.Lines);
        var found = await Scope.OwnOrder(order, db, caller, roster, ct);
        if (found.Campaign != campaign) throw No.Unknown();
        var asked = PlaceOrder.Fingerprint(campaign, caller.Person, body);
        if (found.LastAmendment == amendment)
            return found.Asked == asked ? TypedResults.Ok(await showing.One(found, ct)) : throw No.IdTaken();
        if (!found.IsAlive) throw No.NotAlive();
        if (found.Paid.Fen > 0 || found.IsFree) throw No.PaidCannotAmend();
        if (found.Frozen) throw No.CutOff();
        var skus = await goods.Find([.. body.Lines.Select(l => l.Sku)], ct);
        foreach (var line in body.Lines)
            if (line.Amount % skus[line.Sku].Step != 0) throw No.AmountNotInSteps(skus[line.Sku].Name, $"{skus[line.Sku].Step}");

        await db.Begin(ct);
        var card = await board.Read(campaign, ct);
        var want = new Wish(campaign, found.Household, [.. body.Lines.Select(l => new WishLine(l.Sku, l.Amount))]);
        var served = (await Changing.Take([(found, want)], card, board, stock, ct))[0];
        if (served.No is { } no) throw no;

        var quote = await Quoting.Again(found, card, served.Answer!.Lines, coupons, points, memberships, ct, body.Coupons);
        db.RemoveRange(found.Lines);
        await db.SaveChangesAsync(ct);
        var before = found.Total;
        found.Amend(amendment, asked, served.Answer.Lines, quote, clock.GetUtcNow());
        if (found.PaysOnline && found.Total != before) await cashier.Drop(order.Value, ct);
        if (found.IsFree) await board.Paid(campaign, found.Household, ct);
        await db.Commit(ct);
        return TypedResults.Ok(await showing.One(found, ct));
    }
}
