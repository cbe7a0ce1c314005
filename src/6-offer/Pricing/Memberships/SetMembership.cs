using Linli.Members;

namespace Linli.Pricing;

/// <summary>设为会员: PUT /api/households/{household}/membership — until a day, with a reason that the household reads.</summary>
static class SetMembership
{
    public sealed record Body(string Level, string Reason, DateOnly LastDay);

    public static Body Example { get; } = new("老邻居", "开业第一年就常来", new(2027, 5, 31));

    public static async Task<Ok<MembershipShown>> Handle(
        HouseholdId household, Body body, LinliDb db, Caller caller, Roster roster, Mailbox mailbox, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        var home = (await roster.Households([household], ct)).GetValueOrDefault(household) ?? throw No.MembershipForNobody();
        var (found, now) = (await db.Set<Membership>().FirstOrDefaultAsync(m => m.Household == household, ct), clock.GetUtcNow());
        if (found is null) db.Add(found = new Membership { Household = household });
        if (found.Set(body.Level.Trim(), body.Reason.Trim(), body.LastDay, new(caller.Person), now))
        {
            mailbox.Send(household, ($"您家是会员了：{found.Level}", $"You are a member: {found.Level}"),
                ($"{found.LastDay:yyyy-MM-dd} 以前，标了会员价的商品按会员价算。{found.Reason}", $"Until {found.LastDay:yyyy-MM-dd} goods with a member price are yours at that price. {found.Reason}"), "/coupons");
            audit.Note("set-membership", $"household {household.Value}");
            await db.Commit(ct);
        }

        return TypedResults.Ok(MembershipShown.Of(found, home, BusinessDay.Of(now)));
    }
}
