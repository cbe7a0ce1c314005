using Microsoft.AspNetCore.Mvc;

namespace Linli.Members;

/// <summary>PUT /api/me/household — joins the people behind that door, or is the first of them.</summary>
static class JoinHousehold
{
    public sealed record Body(Guid Building, string Room, string Name, Guid? PickupPoint = null);

    public static async Task<Ok<Home>> Handle(
        Body body, LinliDb db, Caller caller, [FromServices] Surroundings surroundings, Mailbox mailbox, CancellationToken ct)
    {
        var (room, name) = (Household.RoomOf(body.Room), Household.NameOf(body.Name));
        var neighbourhood = await surroundings.NeighbourhoodOfBuilding(body.Building, ct) ?? throw No.BuildingUnknown();
        if (body.PickupPoint is { } point && !await surroundings.IsOpenPickupPoint(point, ct)) throw No.PickupPointUnknown();

        var me = await Me.Myself(db, caller, ct);
        var home = await db.Set<Household>().FirstOrDefaultAsync(h => h.Building == body.Building && h.Room == room, ct);
        if (home is null)
        {
            home = new()
            {
                Id = Id.New<HouseholdId>(),
                Neighbourhood = neighbourhood,
                Building = body.Building,
                Room = room,
                Name = name,
                PhoneTail = me.PhoneTail,
            };
            db.Add(home);
        }
        else if (me.Household != home.Id) await MoveIn(me, home, db, mailbox, ct);

        (home.Name, home.Neighbourhood, home.PickupPoint, me.Household) = (name, neighbourhood, body.PickupPoint, home.Id);
        if (me.Roles is [Role.Resident]) me.Name = name;
        await db.Commit(ct);
        return TypedResults.Ok(Home.Of(home));
    }

    // Whoever lives there is told, because a new member sees the household's orders and pickup codes.
    static async Task MoveIn(Member me, Household home, LinliDb db, Mailbox mailbox, CancellationToken ct)
    {
        if (await db.Set<Member>().AnyAsync(m => m.Household == home.Id, ct))
            mailbox.Send(home.Id, ("有家人加入", "Somebody joined your home"),
                ($"尾号 {me.PhoneTail} 的手机加入了您家，可以看到您家的订单。如果不认识，请马上联系店里。", $"The phone ending in {me.PhoneTail} joined your home and sees its orders. If you do not know it, call the shop at once."), null);
        else home.PhoneTail = me.PhoneTail;
    }
}
