namespace Linli.Ledger;

/// <summary>账户: GET /api/ledger/accounts/{account}?at= — how it stands, or stood before a past moment.</summary>
static class ReadAccount
{
    public static async Task<Ok<Standing>> Handle(
        string account, DateTimeOffset? at, LinliDb db, Passbook passbook, CancellationToken ct)
    {
        await MustBeThere(account, db, ct);
        return TypedResults.Ok(await passbook.Read(account, at, ct));
    }

    public static async Task MustBeThere(string account, LinliDb db, CancellationToken ct)
    {
        if (Chart.Find(account) is null || !await db.Set<Account>().AnyAsync(a => a.Name == account, ct)) throw No.AccountUnknown();
    }
}
