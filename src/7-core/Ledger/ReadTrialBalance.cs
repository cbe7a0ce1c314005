namespace Linli.Ledger;

/// <summary>试算平衡: GET /api/ledger/trial-balance</summary>
static class ReadTrialBalance
{
    public static async Task<Ok<TrialBalance>> Handle(LinliDb db, CancellationToken ct)
    {
        var accounts = await db.Set<Account>().AsNoTracking().ToListAsync(ct);
        var booked = db.Set<Transfer>().Where(t => t.Kind == TransferKind.Posted || t.Kind == TransferKind.Settles);
        var debits = await booked.GroupBy(t => t.Debit).Select(g => new { g.Key, Fen = g.Sum(t => t.Fen) })
            .ToDictionaryAsync(g => g.Key, g => g.Fen, ct);
        var credits = await booked.GroupBy(t => t.Credit).Select(g => new { g.Key, Fen = g.Sum(t => t.Fen) })
            .ToDictionaryAsync(g => g.Key, g => g.Fen, ct);
        return TypedResults.Ok(new TrialBalance(
            accounts.Sum(a => new Money(a.DebitsPosted)),
            accounts.Sum(a => new Money(a.CreditsPosted)),
            accounts.Sum(a => new Money(a.DebitsPosted - a.CreditsPosted)),
            accounts.Sum(a => new Money(a.DebitsPending)),
            accounts.Sum(a => new Money(a.CreditsPending)),
            [.. accounts
                .Where(a => a.DebitsPosted != debits.GetValueOrDefault(a.Name)
                    || a.CreditsPosted != credits.GetValueOrDefault(a.Name))
                .Select(a => a.Name)]));
    }
}

/// <param name="Difference">Always 0.</param>
/// <param name="Differing">Accounts that are not the sum of their transfers; always none.</param>
sealed record TrialBalance(
    Money Debits, Money Credits, Money Difference, Money DebitsPending, Money CreditsPending,
    IReadOnlyList<string> Differing);
