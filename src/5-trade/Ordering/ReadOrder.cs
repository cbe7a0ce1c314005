using Linli.Members;

namespace Linli.Ordering;

/// <summary>GET /api/orders/{order}</summary>
static class ReadOrder
{
    public static async Task<Ok<OrderShown>> Handle(
        OrderId order, LinliDb db, Caller caller, Roster roster, Showing showing, Audit audit, CancellationToken ct)
    {
        var found = await Scope.Order(order, db, caller, roster, ct);
        if (!caller.Is(Role.Resident))
        {
            audit.Note("read-order", $"order {order.Value}");
            await db.Commit(ct);
        }

        return TypedResults.Ok(await showing.One(found, ct));
    }
}
