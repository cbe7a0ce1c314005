using Linli.Members;
using Linli.Payments;

namespace Linli.Ordering;

/// <summary>已在群里退: PUT /api/outside-refunds/{refund} — a person gave the money back and says so.</summary>
static class GiveOutsideRefund
{
    public sealed record Body;

    public static async Task<Ok<ListOutsideRefunds.Item>> Handle(
        RefundId refund, Body body, LinliDb db, Caller caller, Roster roster, ByHand byHand, Naming naming, Audit audit, CancellationToken ct)
    {
        await db.Begin(ct);
        var order = await Scope.Order(new((await byHand.Read(refund, ct)).About), db, caller, roster, ct);
        await byHand.Given(refund, ct);
        audit.Note("give-outside-refund", $"refund {refund.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(ListOutsideRefunds.Of(await byHand.Read(refund, ct), order, (await naming.Of([order], ct))[order.Id]));
    }
}
