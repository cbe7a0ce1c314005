using Linli.Ledger;
using Linli.Members;

namespace Linli.Commissions;

/// <summary>月结算单: GET /api/commissions/wallet/month?purse=&amp;month=2026-11 — one's own; the current month when none is named.</summary>
static class ReadOwnMonth
{
    public static async Task<Ok<MonthStatement>> Handle(
        Word<Purse>? purse, string? month, int? take, string? after, Caller caller, MonthStatements statements, CancellationToken ct) =>
        TypedResults.Ok(await statements.Of(
            ReadWallet.Which(purse, caller), new(caller.Person), statements.MonthOf(month), Paging.Of(take, after), ct));
}

/// <summary>GET /api/commissions/earners/{earner}/month?purse=&amp;month= — the same for who decides about commissions; the log says so.</summary>
static class ReadEarnerMonth
{
    public static async Task<Ok<MonthStatement>> Handle(
        MemberId earner, Word<Purse>? purse, string? month, int? take, string? after, LinliDb db, MonthStatements statements, Audit audit, CancellationToken ct)
    {
        var of = statements.MonthOf(month);
        var shown = await statements.Of(purse?.Value ?? Purse.Leader, earner, of, Paging.Of(take, after), ct);
        audit.Note("read-month-statement", $"{CommissionLine.AccountOf(shown.Purse, earner)} {of}");
        await db.Commit(ct);
        return TypedResults.Ok(shown);
    }
}

/// <summary>结算单: GET /api/commissions/earners?month=2026-11 — every purse that held or moved something in a month, the largest income first.</summary>
static class ListEarners
{
    /// <param name="Other">Corrections and the like, below zero when they took.</param>
    public sealed record Row(
        MemberId Id, string Name, Purse Purse, Money Opening, Money Earned, Money TakenBack, Money Withdrawn, Money Dividend, Money Other, Money Closing);

    /// <param name="Count">How many purses.</param>
    public sealed record Answer(
        string Month, int Count, Money Opening, Money Earned, Money TakenBack, Money Withdrawn, Money Dividend, Money Other, Money Closing,
        IReadOnlyList<Row> Earners, string? Next);

    public static async Task<Ok<Answer>> Handle(
        string? month, int? take, string? after, LinliDb db, MonthStatements statements, Passbook passbook, Roster roster, Audit audit, CancellationToken ct)
    {
        var of = statements.MonthOf(month);
        var rows = new List<Row>();
        foreach (var purse in new[] { Purse.Leader, Purse.Promoter })
        {
            var prefix = CommissionLine.FamilyOf(purse);
            foreach (var turnover in await passbook.Turnovers(prefix, of.From, of.To, ct))
                if (MemberId.TryParse(turnover.Account[prefix.Length..], out var who)) rows.Add(RowOf(who, purse, turnover));
        }

        var names = await roster.Names([.. rows.Select(r => r.Id).Distinct()], ct);
        var paging = Paging.Of(take, after);
        var page = paging.Cut([.. rows.OrderByDescending(r => r.Earned.Fen).ThenBy(r => r.Id.Value).ThenBy(r => r.Purse)
            .Skip(paging.Skip).Take(paging.Take + 1).Select(r => r with { Name = names.GetValueOrDefault(r.Id, "") })]);
        audit.Note("read-earners", of.ToString());
        await db.Commit(ct);
        return TypedResults.Ok(new Answer(
            of.ToString(), rows.Count, rows.Sum(r => r.Opening), rows.Sum(r => r.Earned), rows.Sum(r => r.TakenBack), rows.Sum(r => r.Withdrawn), rows.Sum(r => r.Dividend),
            rows.Sum(r => r.Other), rows.Sum(r => r.Closing), page.Items, page.Next));
    }

    static Row RowOf(MemberId who, Purse purse, Turnover turnover)
    {
        Money Moved(string code) => turnover.Moved.GetValueOrDefault(code);
        var shared = Moved(MonthStatements.Shared);
        var (came, back, went) = (Moved(MonthStatements.Earned), Money.Zero - Moved(MonthStatements.Reversed), Money.Zero - Moved(MonthStatements.Withdrawn));
        return new(who, "", purse, turnover.Opening, came, back, went, shared, turnover.Closing - turnover.Opening - came + back - shared + went, turnover.Closing);
    }
}
