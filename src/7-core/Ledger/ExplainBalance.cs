namespace Linli.Ledger;

/// <summary>余额为什么是这么多: GET /api/ledger/accounts/{account}/why?at=</summary>
static class ExplainBalance
{
    public static async Task<Ok<BalanceStory>> Handle(
        string account, DateTimeOffset? at, LinliDb db, Passbook passbook, CancellationToken ct)
    {
        await ReadAccount.MustBeThere(account, db, ct);
        return TypedResults.Ok(await passbook.Why(account, at, ct));
    }
}
