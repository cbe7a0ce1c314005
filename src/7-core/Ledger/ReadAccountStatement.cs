namespace Linli.Ledger;

/// <summary>对账单: GET /api/ledger/accounts/{account}/statement?from=&amp;to=</summary>
static class ReadAccountStatement
{
    public static async Task<Ok<AccountStatement>> Handle(
        string account, DateOnly from, DateOnly to, int? take, string? after, LinliDb db, Passbook passbook, CancellationToken ct)
    {
        await ReadAccount.MustBeThere(account, db, ct);
        return TypedResults.Ok(await passbook.Statement(account, from, to, Paging.Of(take, after), ct));
    }
}
