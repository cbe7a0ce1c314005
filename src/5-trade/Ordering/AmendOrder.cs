using Linli.Campaigns;
using Linli.Catalog;
using Linli.Inventory;
using Linli.Members;

namespace Linli.Ordering;

/// <summary>
/// 改单: PUT /api/campaigns/{campaign}/orders/{order}/amendment/{amendment} — an unpaid or cash order before cut-off.
/// All is given back and taken anew in one transaction, so nobody can slip in between and limits hold.
/// </summary>
static class AmendOrder
{
    public sealed record Body(PlaceOrder.Line[] Lines);

    public static Body Example { get; } = new([new(default, 3)]);

    public static async Task<Ok<OrderShown>> Handle(
        CampaignId campaign, OrderId order, Guid amendment, Body body, LinliDb db, Caller caller, Roster roster, Board board, Stock stock,
        Goods goods, Showing showing, TimeProvider clock, CancellationToken ct)
    {
        PlaceOrder.Check(body.Lines);
        var found = await Scope.OwnOrder(order, db, caller, roster, ct);
        if (found.Campaign != campaign) throw No.Unknown();
        var asked = PlaceOrder.Fingerprint(campaign, caller.Person, body);
        if (found.LastAmendment == amendment)
            return found.Asked == asked ? TypedResults.Ok(await showing.One(found, ct)) : throw No.IdTaken();
        if (!found.IsAlive) throw No.NotAlive();
        if (found.Paid.Fen > 0) throw No.PaidCannotAmend();
        if (found.Frozen) throw No.CutOff();
        var skus = await goods.Find([.. body.Lines.Select(l => l.Sku)], ct);
        foreach (var line in body.Lines)
            if (line.Amount % skus[line.Sku].Step != 0) throw No.AmountNotInSteps(skus[line.Sku].Name, $"{skus[line.Sku].Step}");

        await db.Begin(ct);
        var now = clock.GetUtcNow();
        var back = new Wish(campaign, found.Household, [.. found.Lines.Select(l => new WishLine(l.Sku, l.Amount))]);
        var want = new Wish(campaign, found.Household, [.. body.Lines.Select(l => new WishLine(l.Sku, l.Amount))]);
        await board.GiveBack([back], ct);
        var card = await board.Read(campaign, ct);
        if (card.Supply == Supply.Shelf) await stock.Release(Picks(back), ct);
        var free = await stock.Free([.. body.Lines.Select(l => l.Sku)], ct);
        var served = (await board.Take([want], new Dictionary<CampaignId, CampaignCard> { [campaign] = card }, free, ct))[0];
        if (served.No is { } no) throw no;
        if (card.Supply == Supply.Shelf) await stock.Hold(Picks(want), ct);

        db.RemoveRange(found.Lines);
        await db.SaveChangesAsync(ct);
        found.Amend(amendment, asked, served.Answer!.Lines, now);
        await db.Commit(ct);
        return TypedResults.Ok(await showing.One(found, ct));
    }

    static Pick[] Picks(Wish wish) => [.. wish.Lines.Select(l => new Pick(l.Sku, l.Amount))];
}
