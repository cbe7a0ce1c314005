namespace Linli.Ledger;

/// <summary>试算平衡: GET /api/ledger/trial-balance?at= — as it is, or as it was before a past moment.</summary>
static class ReadTrialBalance
{
    public static async Task<Ok<TrialBalance>> Handle(
        DateTimeOffset? at, LinliDb db, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        if (at > clock.GetUtcNow()) throw No.MomentWrong();
        var accounts = db.Set<Account>().AsNoTracking();
        var then = await Balances.Of(db, accounts, at).ToListAsync(ct);
        // Before there was anything each account must have been empty.
        var before = await Balances.Of(db, accounts, DateTimeOffset.UnixEpoch).ToListAsync(ct);
        return TypedResults.Ok(new TrialBalance(
            at,
            then.Sum(a => new Money(a.DebitsPosted)),
            then.Sum(a => new Money(a.CreditsPosted)),
            then.Sum(a => new Money(a.DebitsPosted - a.CreditsPosted)),
            then.Sum(a => new Money(a.DebitsPending)),
            then.Sum(a => new Money(a.CreditsPending)),
            [.. before.Where(a => !a.IsZero).Select(a => a.Name)],
            [.. Rows(then, caller.Language)]));
    }

    static IEnumerable<TrialRow> Rows(IReadOnlyList<Sums> accounts, string language)
    {
        var byHeading = accounts.ToLookup(a => Chart.Of(a.Name).Name, StringComparer.Ordinal);
        foreach (var heading in Chart.All)
        {
            if (byHeading[heading.Name].Where(a => !a.IsZero).ToList() is not { Count: > 0 } some) continue;
            var (debits, credits) = (some.Sum(a => a.DebitsPosted), some.Sum(a => a.CreditsPosted));
            yield return new(
                heading.Name, heading.Words.In(language), heading.Kind, some.Count, new(debits), new(credits),
                Account.Natural(heading.Kind, debits, credits));
        }
    }
}

/// <param name="Heading">An account, or all of a family: "leader:".</param>
/// <param name="Accounts">How many of them hold anything.</param>
sealed record TrialRow(
    string Heading, string Title, AccountKind Kind, int Accounts, Money Debits, Money Credits, Money Balance);

/// <param name="Difference">Always 0.</param>
/// <param name="Differing">Accounts that are not the sum of their transfers; always none.</param>
sealed record TrialBalance(
    DateTimeOffset? At, Money Debits, Money Credits, Money Difference, Money DebitsPending, Money CreditsPending,
    IReadOnlyList<string> Differing, IReadOnlyList<TrialRow> Rows);
