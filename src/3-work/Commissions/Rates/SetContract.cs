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

/// <summary>Who leads here, and what was agreed with each: GET /api/commissions/contracts</summary>
static class ListContracts
{
    /// <param name="Level">Nothing as long as nothing was agreed: lines of the rate card for a level do not count then.</param>
    public sealed record Line(MemberId Leader, string Name, int? Level, string Duty);

    public static async Task<Ok<Page<Line>>> Handle(int? take, string? after, LinliDb db, Roster roster, CancellationToken ct)
    {
        var page = await roster.Leaders(Paging.Of(take, after), ct);
        MemberId[] ids = [.. page.Items.Select(l => l.Id)];
        var agreed = await db.Set<Contract>().AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
        return TypedResults.Ok(page.Select(l =>
        {
            var contract = agreed.GetValueOrDefault(l.Id);
            return new Line(l.Id, l.Name, contract?.Level, contract?.Duty ?? "");
        }));
    }
}
