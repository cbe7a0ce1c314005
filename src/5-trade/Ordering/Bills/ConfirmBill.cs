using Linli.Campaigns;
using Linli.Members;
using Linli.Payments;

namespace Linli.Ordering;

/// <summary>确认账单: PUT /api/campaigns/{campaign}/bills/{bill}/confirmation — writes down what the plan showed, all of it or nothing.</summary>
static class ConfirmBill
{
    public sealed record Body(string Plan);

    public static Body Example { get; } = new("7C9E6679F1F0");

    public static async Task<Ok<BillShown>> Handle(
        CampaignId campaign, BillId bill, Body body, LinliDb db, Caller caller, Roster roster, Board board, Billing billing, Cashier cashier,
        Audit audit, TimeProvider clock, CancellationToken ct)
    {
        var card = await board.ReadToPlan(campaign, caller, roster, ct);
        await db.Begin(ct);
        var found = await db.Set<Bill>().FirstOrDefaultAsync(b => b.Id == bill && b.Campaign == campaign, ct) ?? throw No.BillUnknown();
        var plan = await billing.Plan(found, card, ct);
        if (plan.Shown.Plan != body.Plan) throw No.BillPlanChanged();
        if (found.ConfirmedAt is not null) return TypedResults.Ok(plan.Shown);

        var now = clock.GetUtcNow();
        foreach (var (row, order, amount) in plan.Bookings)
        {
            await cashier.TakeOutside(Billing.IdOf(row), order.Id.Value, $"订单 {order.Number} 群里付款（微信账单）", amount, ct);
            order.TakeOutside(amount, now);
        }

        (found.ConfirmedAt, found.Plan, found.Bad, found.Choices) = (now, body.Plan, [], []);
        found.Rows = [.. plan.Bookings.Select(b => b.Row)];
        audit.Note("confirm-bill", $"campaign {campaign.Value}");
        await db.SaveChangesAsync(ct);
        plan = await billing.Plan(found, card, ct);
        await db.Commit(ct);
        return TypedResults.Ok(plan.Shown);
    }
}
