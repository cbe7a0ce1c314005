using Linli.Campaigns;
using Linli.Members;

namespace Linli.Ordering;

/// <summary>取消: PUT /api/orders/{order}/cancellation — by the household until cut-off, by the shop until hand-over.</summary>
static class CancelOrder
{
    public sealed record Body(string? Reason = null);

    public static async Task<Ok<OrderShown>> Handle(
        OrderId order, Body body, LinliDb db, Caller caller, Roster roster, Board board, Ending ending, Showing showing, Audit audit,
        TimeProvider clock, CancellationToken ct)
    {
        if (body.Reason?.Length > Order.LongestNote) throw No.NoteTooLong(Order.LongestNote);
        var found = await Scope.Order(order, db, caller, roster, ct);
        if (found.State == OrderState.Cancelled) return TypedResults.Ok(await showing.One(found, ct));
        if (!found.IsAlive || found.Lines.Any(l => l.Handed > 0)) throw No.NotAlive();

        await db.Begin(ct);
        var campaign = await board.Read(found.Campaign, ct);
        if (!caller.Is(Role.Hq, Role.Owner, Role.Clerk))
        {
            if (found.Frozen || !campaign.TakesOrdersAt(clock.GetUtcNow())) throw No.CutOff();
            if (campaign.DealReachedAt is not null && (found.Paid.Fen > 0 || found.IsFree)
                && !(await board.Waiting(campaign, ct)).Contains(found.Household)) throw No.DealReached();
        }

        await ending.End(found, OrderState.Cancelled, Event.Cancelled, body.Reason is { } why ? (why, why) : null, ct);
        if (!caller.Is(Role.Resident)) audit.Note("cancel-order", $"order {order.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(await showing.One(found, ct));
    }
}
