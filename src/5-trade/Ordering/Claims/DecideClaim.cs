using Linli.Members;
using Linli.Payments;
using Linli.Pricing;

namespace Linli.Ordering;

/// <summary>处理售后: PUT /api/orders/{order}/claims/{claim}/decision — approving sends the money back the way it came.</summary>
static class DecideClaim
{
    /// <param name="Amount">How much of the claimed amount is accepted; all of it when left out.</param>
    /// <param name="Supplier">What the supplier bears of it, for the owner to say; nothing when left out.</param>
    public sealed record Body(bool Approve, long? Amount = null, string Note = "", SupplierBears? Supplier = null);

    public static async Task<Ok<OrderShown>> Handle(
        OrderId order, ClaimId claim, Body body, LinliDb db, Caller caller, Roster roster, Cashier cashier, Coupons coupons, PointsBook points, Mailbox mailbox, Showing showing,
        Audit audit, TimeProvider clock, CancellationToken ct)
    {
        var found = await Scope.Order(order, db, caller, roster, ct);
        var open = found.Claims.FirstOrDefault(c => c.Id == claim) ?? throw No.ClaimUnknown();
        var line = found.Lines.Single(l => l.Sku == open.Sku);
        var amount = body.Approve ? body.Amount ?? open.Amount : 0;
        if (amount < 0 || amount > open.Amount || (body.Approve && amount == 0) || body.Note.Length > Claim.LongestReason)
            throw No.ClaimWrong($"{open.Amount}");
        if (open.State != ClaimState.Open)
            return open.WasDecidedSo(body.Approve, amount, body.Note, body.Supplier)
                ? TypedResults.Ok(await showing.One(found, ct))
                : throw No.ClaimDecided();

        var before = found.ClaimedBefore(line);
        var refund = found.RefundOf(open, amount);
        var charge = Charge(body, caller, line, before, amount, refund);
        var now = clock.GetUtcNow();
        await MayDecide(found, open, refund, db, caller, roster, now, ct);
        // Who cannot use points any more gets money, whatever was chosen.
        var instead = open.PointsPercent > 0 && await points.AreUsable(ct) ? open.PointsOf(refund) : 0;
        var money = refund - new Money(instead);
        open.Decide(body.Approve, amount, refund, body.Note, body.Supplier, charge, instead);
        line.Claimed -= open.Amount - amount;
        if (refund.Fen > 0)
        {
            line.Refunded += refund;
            if (money.Fen > 0) found.GiveBackClaimed(money, now, line.Name);
            if (money.Fen > 0) await cashier.Refund(new(claim.Value), order.Value, money, Ending.Reason(found, $"{line.Name} 售后"), "sales", line.Sku.Value, ct);
            if (instead > 0)
            {
                found.Log(now, Event.RefundedAsPoints, new(instead), line.Name);
                await points.GiveInstead(claim.Value, found.Household, instead, order.Value, line.Sku.Value, found.Number, ct);
            }

            db.Raise(new LineRefunded(order, found.Number, found.Campaign, found.Leader, found.CommissionBasisPoints, now, claim,
                new(line.Sku, line.Name, amount, refund)), order.Value);
            // All of it went back, so what made it cheaper does, too.
            if (found.Coupons.Count > 0 && found.WentBack) await coupons.GiveBack(order.Value, ct);
        }

        // What points paid goes back as points.
        if (found.HasPoints && amount > 0)
        {
            var kept = found.PointsOf(line, line.Amount) - await points.ReturnedOf(order.Value, line.Sku.Value, ct);
            await points.ReturnClaimed(
                order.Value, Math.Min(found.PointsOf(line, before + amount), kept) - Math.Min(found.PointsOf(line, before), kept), found.Number, ct);
        }

        if (charge.Fen > 0)
            db.Raise(new SupplierAtFault(line.Supplier!.Value, order, found.Number, claim, line.Sku, line.Name, open.Reason, charge), order.Value);
        mailbox.Send(found.Household, body.Approve ? ("售后已通过", "Your claim was granted") : ("售后没有通过", "Your claim was not granted"), body.Approve
                ? ($"订单 {found.Number} 的“{line.Name}”已同意退 {refund}{(instead > 0 ? $"，其中 {new Money(instead)} 按您的选择换成 {instead} 积分" : "")}。",
                    $"{refund} for {line.Name} of order {found.Number} is given back{(instead > 0 ? $", {new Money(instead)} of it as {instead} points, as you chose" : "")}.")
                : ($"订单 {found.Number} 的“{line.Name}”没有通过：{body.Note}", $"{line.Name} of order {found.Number}: {body.Note}"),
            $"/orders/{order.Value}");
        audit.Note("decide-claim", $"order {order.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(await showing.One(found, ct));
    }

    /// <summary>A leader decides for the neighbours, within what a day allows; what is more waits for the owner, who sees that it does.</summary>
    static async Task MayDecide(
        Order order, Claim claim, Money refund, LinliDb db, Caller caller, Roster roster, DateTimeOffset now, CancellationToken ct)
    {
        var me = new MemberId(caller.Person);
        if (!caller.Is(Role.Owner, Role.Hq) && (await roster.HouseholdOf(me, ct))?.Id == order.Household) throw No.ClaimOfOwnHousehold();
        if (!caller.SeesTheWholeShop && claim.PassedBy is not null) throw No.ClaimPassed();
        if (caller.SeesTheWholeShop || refund.Fen == 0) return;
        var (limit, today) = ((await Terms.Of(db, ct)).LeaderPerDay, BusinessDay.Of(now));
        if (await Allowance.Take(db, me, today, refund, limit, ct)) return;
        // Kept although the answer is no.
        claim.Refer(now);
        await db.Commit(ct);
        throw No.ClaimOverAllowance(refund, limit - await Allowance.Used(db, me, today, ct));
    }

    static Money Charge(Body body, Caller caller, OrderLine line, long before, long amount, Money refund)
    {
        if (body.Supplier is not { } bears) return Money.Zero;
        if (!caller.Is(Role.Owner, Role.Hq)) throw No.ChargeIsTheOwners();
        if (!body.Approve || line.Supplier is null) throw No.NobodyToCharge();
        return bears == SupplierBears.Refund ? refund : line.CostOf(before + amount) - line.CostOf(before);
    }
}
