using Linli.Members;

namespace Linli.Pricing;

/// <summary>会员资格 — a household pays member prices (会员价) up to a day, at a level and for a reason that it is told.</summary>
sealed class Membership : IOwned
{
    public const int LongestLevel = 20, LongestReason = 100, MostYears = 5;

    public TenantId Tenant { get; set; }
    public required HouseholdId Household { get; init; }

    /// <summary>What the shop calls it: 老邻居, 金卡. A word, not a price: who is a member pays the same as every other member.</summary>
    public string Level { get; private set; } = "";
    public string Reason { get; private set; } = "";

    /// <summary>The last day it counts.</summary>
    public DateOnly LastDay { get; private set; }
    public DateTimeOffset SetAt { get; private set; }
    public MemberId SetBy { get; private set; }

    /// <summary>Taken back before its last day; to set it again is to undo that.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public bool CountsOn(DateOnly day) => EndedAt is null && LastDay >= day;

    /// <returns>False when it stands so already.</returns>
    public bool Set(string level, string reason, DateOnly lastDay, MemberId by, DateTimeOffset now)
    {
        var today = BusinessDay.Of(now);
        if (level.Length is 0 or > LongestLevel || reason.Length is 0 or > LongestReason || lastDay < today || lastDay > today.AddYears(MostYears))
            throw No.MembershipWrong(LongestLevel, LongestReason, MostYears);
        if (EndedAt is null && (Level, Reason, LastDay) == (level, reason, lastDay)) return false;
        (Level, Reason, LastDay, SetBy, SetAt, EndedAt) = (level, reason, lastDay, by, now, null);
        return true;
    }

    public bool End(DateTimeOffset now)
    {
        if (EndedAt is not null) return false;
        EndedAt = now;
        return true;
    }
}
