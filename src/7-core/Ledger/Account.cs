namespace Linli.Ledger;

/// <summary>账户 — four running sums of the transfers that touched it, in fen.</summary>
/// <remarks>
/// Names and rules follow TigerBeetle's data model (docs.tigerbeetle.com/reference/account): posted and pending sums
/// that only a transfer changes, and a flag that keeps debits within credits. Sums are plain numbers, not Money,
/// because they are changed by statement in the database: many hosts touch the same account at once.
/// </remarks>
sealed class Account : IOwned
{
    public const int MostName = 80;

    public TenantId Tenant { get; set; }
    public required string Name { get; init; }
    public required AccountKind Kind { get; init; }
    public required bool DebitsMustNotExceedCredits { get; init; }
    public long DebitsPending { get; private set; }
    public long DebitsPosted { get; private set; }
    public long CreditsPending { get; private set; }
    public long CreditsPosted { get; private set; }

    public Money Balance => Natural(Kind, DebitsPosted, CreditsPosted);

    public static Money Natural(AccountKind kind, long debits, long credits) =>
        new(kind is AccountKind.Asset or AccountKind.Expense ? debits - credits : credits - debits);
}

/// <summary>What transfers do to one account, in fen.</summary>
/// <param name="Covered">Afterwards the account may not stand below zero, whatever its kind allows.</param>
readonly record struct Change(
    long DebitsPosted, long DebitsPending, long CreditsPosted, long CreditsPending, bool Covered = false)
{
    public static Change operator +(Change a, Change b) => checked(new(
        a.DebitsPosted + b.DebitsPosted, a.DebitsPending + b.DebitsPending,
        a.CreditsPosted + b.CreditsPosted, a.CreditsPending + b.CreditsPending, a.Covered || b.Covered));
}
