using Linli.Members;

namespace Linli.Ordering;

/// <summary>转给店里: PUT /api/orders/{order}/claims/{claim}/referral — a leader who may not or would rather not decide leaves it to the shop, with a word.</summary>
static class PassClaim
{
    public sealed record Body(string Note);

    public static Body Example { get; } = new("她说三盒都坏了，我没看到实物，请店里定");

    public static async Task<Ok<OrderShown>> Handle(
        OrderId order, ClaimId claim, Body body, LinliDb db, Caller caller, Roster roster, Mailbox mailbox, Showing showing, Audit audit, TimeProvider clock,
        CancellationToken ct)
    {
        var found = await Scope.Order(order, db, caller, roster, ct);
        var (open, note) = (found.Claims.FirstOrDefault(c => c.Id == claim) ?? throw No.ClaimUnknown(), (body.Note ?? "").Trim());
        if (open.PassedBy is not null)
            return open.PassedBy == new MemberId(caller.Person) && open.PassedWith == note ? TypedResults.Ok(await showing.One(found, ct)) : throw No.ClaimPassed();
        if (open.State != ClaimState.Open) throw No.ClaimDecided();
        if (note.Length is 0 or > Claim.LongestReason) throw No.ClaimWordWrong(Claim.LongestReason);
        open.Pass(new(caller.Person), note, clock.GetUtcNow());
        mailbox.Send(found.Household, ("售后转给店里了", "Your claim is with the shop"),
            ($"订单 {found.Number} 的售后，团长请店里来定，结果会再告诉您。", $"The leader has asked the shop to decide the claim on order {found.Number}. You will hear how it ends."), $"/orders/{order.Value}");
        audit.Note("pass-claim", $"order {order.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(await showing.One(found, ct));
    }
}
