namespace Linli.Ledger;

/// <summary>What an account counts; assets and expenses grow by debits, the others by credits.</summary>
enum AccountKind { Asset, Liability, Income, Expense }

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

    /// <summary>Accounts open on demand; their name says what they are.</summary>
    public static Account Open(TenantId tenant, string name) => new()
    {
        Tenant = tenant,
        Name = name.Length <= MostName ? name : throw new InvalidOperationException($"account {name}: too long a name"),
        Kind = KindOf(name),
        // A leader may owe the shop: goods can come back after the commission was paid out. Residents' money may not be
        // spent before it came in.
        DebitsMustNotExceedCredits = name == "prepaid",
    };

    public static AccountKind KindOf(string name)
    {
        return name switch
        {
            "stock" => AccountKind.Asset,
            "prepaid" or "payouts" or "tax" => AccountKind.Liability,
            "sales" => AccountKind.Income,
            "cost" or "commissions" or "losses" => AccountKind.Expense,
            _ when IsOne("provider:") => AccountKind.Asset,
            _ when IsOne("leader:") || IsOne("promoter:") || IsOne("supplier:") => AccountKind.Liability,
            _ => throw new InvalidOperationException($"'{name}' is no account of this ledger"),
        };

        bool IsOne(string prefix) => name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal);
    }

    public static Money Natural(AccountKind kind, long debits, long credits) =>
        new(kind is AccountKind.Asset or AccountKind.Expense ? debits - credits : credits - debits);

    /// <summary>For an account opened in this very transaction, which no statement can reach yet.</summary>
    public void Apply(Change change)
    {
        var debits = DebitsPosted + change.DebitsPosted + DebitsPending + change.DebitsPending;
        if (DebitsMustNotExceedCredits && CreditsPosted + change.CreditsPosted < debits)
            throw No.BelowZero(Words.Of(Name));
        DebitsPending += change.DebitsPending;
        DebitsPosted += change.DebitsPosted;
        CreditsPending += change.CreditsPending;
        CreditsPosted += change.CreditsPosted;
    }
}

/// <summary>What a batch of transfers does to one account, in fen.</summary>
readonly record struct Change(long DebitsPosted, long DebitsPending, long CreditsPosted, long CreditsPending)
{
    public static Change operator +(Change a, Change b) => checked(new(
        a.DebitsPosted + b.DebitsPosted, a.DebitsPending + b.DebitsPending,
        a.CreditsPosted + b.CreditsPosted, a.CreditsPending + b.CreditsPending));
}
