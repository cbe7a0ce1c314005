namespace Linli.Ledger;

/// <summary>账户余额: GET /api/ledger/accounts</summary>
static class ListAccounts
{
    public static async Task<Ok<Page<AccountAnswer>>> Handle(
        int? take, string? after, LinliDb db, Caller caller, CancellationToken ct)
    {
        var page = await Paging.Of(take, after).Of(db.Set<Account>().AsNoTracking().OrderBy(a => a.Name), ct);
        return TypedResults.Ok(page.Select(a => AccountAnswer.From(a, caller.Language)));
    }
}

/// <param name="Id">The account's own name again; it stands URL-encoded in paths.</param>
/// <param name="Name">"prepaid", "leader:{id}" …</param>
/// <param name="Title">For people, in their language.</param>
/// <param name="Of">Whose it is, where it is a leader's or a supplier's.</param>
/// <param name="Pending">What is reserved out of it.</param>
sealed record AccountAnswer(
    string Id, string Name, string Title, Guid? Of, AccountKind Kind, Money Debits, Money Credits, Money Balance,
    Money Pending)
{
    public static AccountAnswer From(Account a, string language) => new(
        a.Name, a.Name, Words.Of(a.Name).In(language),
        Guid.TryParse(a.Name.AsSpan(a.Name.IndexOf(':', StringComparison.Ordinal) + 1), out var whose) ? whose : null,
        a.Kind, new(a.DebitsPosted), new(a.CreditsPosted), a.Balance,
        new(a.Kind is AccountKind.Asset or AccountKind.Expense ? a.CreditsPending : a.DebitsPending));
}
