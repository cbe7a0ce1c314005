using Linli.Members;
using Linli.Payments;
using Linli.Pricing;

namespace Linli.Ordering;

/// <summary>处理售后: PUT /api/orders/{order}/claims/{claim}/decision — approving sends the money back the way it came.</summary>
static class DecideClaim
{
    /// <param name="Amount">How much of the claimed amount is accepted; all of it when left out.</param>
    public sealed record Body(bool Approve, long? Amount = null, string Note = "");

    public static async Task<Ok<OrderShown>> Handle(
        OrderId order, ClaimId claim, Body body, LinliDb db, Caller caller, Roster roster, Cashier cashier, Coupons coupons, Mailbox mailbox, Showing showing,
        Audit audit, TimeProvider clock, CancellationToken ct)
    {
        var found = await Scope.Order(order, db, caller, roster, ct);
        var open = found.Claims.FirstOrDefault(c => c.Id == claim) ?? throw No.ClaimUnknown();
        var line = found.Lines.Single(l => l.Sku == open.Sku);
        var amount = body.Approve ? body.Amount ?? open.Amount : 0;
        if (amount < 0 || amount > open.Amount || (body.Approve && amount == 0) || body.Note.Length > Claim.LongestReason)
            throw No.ClaimWrong($"{open.Amount}");
        // Counted on from what went back before, so that many small claims never sum to more than the line cost.
        var before = line.Claimed - found.Claims.Where(c => c.Sku == line.Sku && c.State == ClaimState.Open).Sum(c => c.Amount);
        var refund = line.ValueOf(before + amount) - line.ValueOf(before);
        if (open.State != ClaimState.Open)
            return open.State == ClaimState.Approved == body.Approve && Math.Abs((open.Refund - line.ValueOf(amount)).Fen) <= 1
                ? TypedResults.Ok(await showing.One(found, ct))
                : throw No.ClaimDecided();

        var now = clock.GetUtcNow();
        (open.State, open.Refund, open.Decision) = (body.Approve ? ClaimState.Approved : ClaimState.Declined, refund, body.Note);
        line.Claimed -= open.Amount - amount;
        if (refund.Fen > 0)
        {
            line.Refunded += refund;
            found.GiveBackClaimed(refund, now, line.Name);
            await cashier.Refund(new(claim.Value), order.Value, refund, Ending.Reason(found, $"{line.Name} 售后"), "sales", line.Sku.Value, ct);
            db.Raise(new LineRefunded(order, found.Number, found.Campaign, found.Leader, found.CommissionBasisPoints, now, claim,
                new(line.Sku, line.Name, amount, refund)), order.Value);
            // All of it went back, so what made it cheaper does, too.
            if (found.Coupons.Count > 0 && found.Lines.All(l => l.Refunded >= l.Total)) await coupons.GiveBack(order.Value, ct);
        }

        mailbox.Send(found.Household, body.Approve ? "售后已通过" : "售后没有通过",
            body.Approve ? $"订单 {found.Number} 的“{line.Name}”已同意退 {refund}。" : $"订单 {found.Number} 的“{line.Name}”没有通过：{body.Note}",
            $"/orders/{order.Value}");
        audit.Note("decide-claim", $"order {order.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(await showing.One(found, ct));
    }
}
