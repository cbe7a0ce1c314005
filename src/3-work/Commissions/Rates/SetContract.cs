using Linli.Members;

namespace Linli.Commissions;

/// <summary>团长合同: PUT /api/commissions/contracts/{leader}</summary>
static class SetContract
{
    /// <param name="DividendBasisPoints">Of the profit of the leader's own orders, from this month on; as agreed when the month is worked out.</param>
    public sealed record Body(int Level, string Duty = "", int DividendBasisPoints = 0)
    {
        /// <summary>At most so much a month; needed with a dividend.</summary>
        public Money DividendMost { get; init; }
    }

    public static Body Example { get; } = new(2, "每天 16:00–19:00 在南门店", 1_000) { DividendMost = new(200_000) };

    public static async Task<Ok<Body>> Handle(
        MemberId leader, Body body, LinliDb db, Roster roster, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        if (!await roster.IsLeader(leader, ct)) throw No.LeaderUnknown();
        if (body.Level is < 1 or > RateRule.MostLevel || body.Duty.Length > Contract.LongestDuty)
            throw No.ContractWrong(RateRule.MostLevel, Contract.LongestDuty);
        var found = await db.Set<Contract>().FirstOrDefaultAsync(c => c.Id == leader, ct);
        if (found is null) db.Add(found = new() { Id = leader });
        (found.Level, found.Duty) = (body.Level, body.Duty);
        var before = found.DividendBasisPoints;
        found.ShareProfit(body.DividendBasisPoints, body.DividendMost);
        if (before == 0 && found.DividendBasisPoints > 0) WhenDividendDue.Await(db, leader, Month.Of(clock.GetUtcNow()), (await Terms.Of(db, ct)).WaitsFor);
        audit.Note("set-leader-contract", $"leader {leader.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(body);
    }
}

/// <summary>Who leads here, and what was agreed with each: GET /api/commissions/contracts</summary>
static class ListContracts
{
    /// <param name="Level">Nothing as long as nothing was agreed: lines of the rate card for a level do not count then.</param>
    public sealed record Line(MemberId Leader, string Name, int? Level, string Duty, int DividendBasisPoints, Money DividendMost);

    public static async Task<Ok<Page<Line>>> Handle(int? take, string? after, LinliDb db, Roster roster, CancellationToken ct)
    {
        var page = await roster.Leaders(Paging.Of(take, after), ct);
        MemberId[] ids = [.. page.Items.Select(l => l.Id)];
        var agreed = await db.Set<Contract>().AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
        return TypedResults.Ok(page.Select(l =>
        {
            var contract = agreed.GetValueOrDefault(l.Id);
            return new Line(l.Id, l.Name, contract?.Level, contract?.Duty ?? "", contract?.DividendBasisPoints ?? 0, contract?.DividendMost ?? Money.Zero);
        }));
    }
}
