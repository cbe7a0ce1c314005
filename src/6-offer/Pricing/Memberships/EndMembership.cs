using Linli.Members;

namespace Linli.Pricing;

/// <summary>取消会员: PUT /api/households/{household}/membership/end — from now on; orders that were placed keep their prices.</summary>
static class EndMembership
{
    public static async Task<Ok<MembershipShown>> Handle(
        HouseholdId household, LinliDb db, Roster roster, Mailbox mailbox, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        var found = await db.Set<Membership>().FirstOrDefaultAsync(m => m.Household == household, ct) ?? throw No.MembershipUnknown();
        var now = clock.GetUtcNow();
        if (found.End(now))
        {
            mailbox.Send(household, ("会员资格已结束", "Your membership has ended"),
                ("从现在起下单按普通价算；已经下好的订单价格不变。有疑问请问店里。", "From now on orders are at the usual prices; what you ordered before stays as it is. Ask the shop if you wonder why."), "/coupons");
            audit.Note("end-membership", $"household {household.Value}");
            await db.Commit(ct);
        }

        return TypedResults.Ok(MembershipShown.Of(found, (await roster.Households([household], ct))[household], BusinessDay.Of(now)));
    }
}
