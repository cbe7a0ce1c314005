using Linli.Campaigns;
using Linli.Members;
using Linli.Payments;

namespace Linli.Ordering;

/// <summary>要在群里退的钱: GET /api/outside-refunds?campaign=</summary>
static class ListOutsideRefunds
{
    public const int Most = 500;

    public sealed record Item(
        RefundId Id, OrderId Order, string Number, string Nickname, Money Amount, string Reason, DateTimeOffset At, bool Given);

    public sealed record Shown(IReadOnlyList<Item> Items);

    public static async Task<Ok<Shown>> Handle(
        CampaignId? campaign, LinliDb db, Caller caller, Roster roster, ByHand byHand, Naming naming, Audit audit, CancellationToken ct)
    {
        var waiting = await byHand.Waiting(Most, ct);
        OrderId[] ids = [.. waiting.Select(r => new OrderId(r.About)).Distinct()];
        var orders = (await Scope.Orders(db, caller, roster, ct)).AsNoTracking().Where(o => ids.Contains(o.Id));
        if (campaign is { } one) orders = orders.Where(o => o.Campaign == one);
        var found = await orders.ToDictionaryAsync(o => o.Id.Value, ct);
        var names = await naming.Of(found.Values, ct);
        audit.Note("read-outside-refunds", campaign is { } c ? $"campaign {c.Value}" : "all");
        await db.Commit(ct);
        return TypedResults.Ok(new Shown(
            [.. waiting.Where(r => found.ContainsKey(r.About)).Select(r => Of(r, found[r.About], names[found[r.About].Id]))]));
    }

    public static Item Of(HandRefund refund, Order order, string name) =>
        new(refund.Id, order.Id, order.Number, name, refund.Amount, refund.Reason, refund.At, refund.Given);
}
