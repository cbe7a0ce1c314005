using Linli.Members;

namespace Linli.Commissions;

/// <param name="Tax">Nothing is known of it before the approval: the month may change.</param>
/// <param name="Lines">How the tax came about.</param>
sealed record WithdrawalShown(
    WithdrawalId Id, MemberId Payee, string Name, Purse Purse, Money Amount, WithdrawalState State, DateTimeOffset At,
    TaxMethod? TaxMethod, Money? Tax, Money? Net, IReadOnlyList<TaxLine> Lines, string Reference, string Reason,
    DateTimeOffset? SentAt, DateTimeOffset? EndedAt)
{
    public static WithdrawalShown Of(Withdrawal w, string name) => new(
        w.Id, w.Payee, name, w.Purse, w.Amount, w.State, w.At, w.TaxedOn is null ? null : w.TaxMethod, w.TaxedOn is null ? null : w.Tax,
        w.TaxedOn is null ? null : w.Amount - w.Tax, w.TaxLines, w.Reference, w.Reason, w.SentAt, w.EndedAt);

    public static async Task<WithdrawalShown> Of(Withdrawal w, Roster roster, CancellationToken ct) =>
        Of(w, (await roster.Names([w.Payee], ct)).GetValueOrDefault(w.Payee, ""));

    /// <summary>One's own, or any for who decides about them.</summary>
    public static async Task<Withdrawal> Find(WithdrawalId id, LinliDb db, Caller caller, CancellationToken ct)
    {
        var found = await db.Set<Withdrawal>().FirstOrDefaultAsync(w => w.Id == id, ct) ?? throw No.WithdrawalUnknown();
        return caller.Is(Role.Owner, Role.Hq) || found.Payee.Value == caller.Person ? found : throw No.WithdrawalUnknown();
    }
}
