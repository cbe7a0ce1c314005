namespace Linli.Ledger;

/// <summary>The sums of one account at one moment, in fen.</summary>
sealed record Sums(
    string Name, AccountKind Kind, long DebitsPosted, long DebitsPending, long CreditsPosted, long CreditsPending)
{
    public Money Balance => Account.Natural(Kind, DebitsPosted, CreditsPosted);

    bool GrowsByDebits => Kind is AccountKind.Asset or AccountKind.Expense;

    /// <summary>Reserved out of it, and on its way in.</summary>
    public Money Held => new(GrowsByDebits ? CreditsPending : DebitsPending);
    public Money Coming => new(GrowsByDebits ? DebitsPending : CreditsPending);
    public bool IsZero => (DebitsPosted, DebitsPending, CreditsPosted, CreditsPending) == (0, 0, 0, 0);
}

/// <summary>How accounts stood at any moment.</summary>
static class Balances
{
    /// <summary>
    /// Counted back from what stands now, in one statement and so of one state of the database: the nearer the moment,
    /// the less there is to read. Before there was anything all is zero, if each account is the sum of its transfers.
    /// </summary>
    /// <param name="moment">What was booked before it counts; everything when there is none.</param>
    public static IQueryable<Sums> Of(LinliDb db, IQueryable<Account> accounts, DateTimeOffset? moment)
    {
        if (moment is not { } from)
            return accounts.Select(a => new Sums(a.Name, a.Kind, a.DebitsPosted, a.DebitsPending, a.CreditsPosted, a.CreditsPending));
        var since = db.Set<Transfer>().Where(t => t.At >= from);
        return accounts.Select(a => new Sums(
            a.Name, a.Kind,
            a.DebitsPosted - since.Where(t => t.Debit == a.Name)
                .Sum(t => t.Kind == TransferKind.Posted || t.Kind == TransferKind.Settles ? t.Fen : 0),
            a.DebitsPending - since.Where(t => t.Debit == a.Name)
                .Sum(t => t.Kind == TransferKind.Posted ? 0 : t.Kind == TransferKind.Pending ? t.Fen : -t.Fen),
            a.CreditsPosted - since.Where(t => t.Credit == a.Name)
                .Sum(t => t.Kind == TransferKind.Posted || t.Kind == TransferKind.Settles ? t.Fen : 0),
            a.CreditsPending - since.Where(t => t.Credit == a.Name)
                .Sum(t => t.Kind == TransferKind.Posted ? 0 : t.Kind == TransferKind.Pending ? t.Fen : -t.Fen)));
    }

    public static async Task<Sums> Of(LinliDb db, string account, DateTimeOffset? moment, CancellationToken ct) =>
        await Of(db, db.Set<Account>().Where(a => a.Name == account), moment).FirstOrDefaultAsync(ct)
            ?? new(account, Chart.Of(account).Kind, 0, 0, 0, 0);
}
