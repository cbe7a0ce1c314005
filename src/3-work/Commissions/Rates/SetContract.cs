using Linli.Members;

namespace Linli.Commissions;

/// <summary>团长合同: PUT /api/commissions/contracts/{leader}</summary>
static class SetContract
{
    public sealed record Body(int Level, string Duty = "");

    public static Body Example { get; } = new(2, "每天 16:00–19:00 在南门店");

    public static async Task<Ok<Body>> Handle(
        MemberId leader, Body body, LinliDb db, Roster roster, Audit audit, CancellationToken ct)
    {
        if (!await roster.IsLeader(leader, ct)) throw No.LeaderUnknown();
        if (body.Level is < 1 or > RateRule.MostLevel || body.Duty.Length > Contract.LongestDuty)
            throw No.ContractWrong(RateRule.MostLevel, Contract.LongestDuty);
        var found = await db.Set<Contract>().FirstOrDefaultAsync(c => c.Id == leader, ct);
        if (found is null) db.Add(found = new() { Id = leader });
        (found.Level, found.Duty) = (body.Level, body.Duty);
        audit.Note("set-leader-contract", $"leader {leader.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(body);
    }
}
