using Linli.Members;

namespace Linli.Ordering;

/// <summary>售后额度 — what a leader has approved on one business day, in fen; a row of its own, because several claims may be decided at once.</summary>
sealed class Allowance : IOwned
{
    public TenantId Tenant { get; set; }
    public required MemberId Leader { get; init; }
    public required DateOnly Day { get; init; }
    public required long Approved { get; set; }

    public static async Task<Money> Used(LinliDb db, MemberId leader, DateOnly day, CancellationToken ct) =>
        new(await db.Set<Allowance>().Where(a => a.Leader == leader && a.Day == day).Select(a => a.Approved).FirstOrDefaultAsync(ct));

    /// <summary>Changed only while the sum stays within the limit, so that two phones cannot both use what is left.</summary>
    /// <returns>False when the day does not allow that much more.</returns>
    public static async Task<bool> Take(LinliDb db, MemberId leader, DateOnly day, Money amount, Money limit, CancellationToken ct)
    {
        await db.Begin(ct);
        if (amount > limit) return false;
        var today = db.Set<Allowance>().Where(a => a.Leader == leader && a.Day == day);
        var (more, most) = (amount.Fen, limit.Fen - amount.Fen);
        if (await today.Where(a => a.Approved <= most).ExecuteUpdateAsync(a => a.SetProperty(x => x.Approved, x => x.Approved + more), ct) == 1) return true;
        if (await today.AnyAsync(ct)) return false;
        // The first of the day; should two be first at once, the key lets one win and the other is done again.
        db.Add(new Allowance { Leader = leader, Day = day, Approved = more });
        return true;
    }
}
