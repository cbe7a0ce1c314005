namespace Linli.Ledger;

/// <summary>A plain transfer, one that waits, or one that ends a waiting one.</summary>
enum TransferKind { Posted, Pending, Settles, Voids }

/// <summary>记账 — one movement of money between two accounts. Written once, never changed (immutable).</summary>
sealed class Transfer : IOwned
{
    public const int MostText = 200;

    // Ten billion yuan: more is a mistake in units, and sums of a million such transfers still fit.
    public const long MostFen = 1_000_000_000_000;

    public TenantId Tenant { get; set; }
    public required TransferId Id { get; init; }
    public required TransferKind Kind { get; init; }

    /// <summary>The pending transfer this one ends.</summary>
    public TransferId? Resolves { get; init; }
    public required string Debit { get; init; }
    public required string Credit { get; init; }
    public required long Fen { get; init; }
    public required string Code { get; init; }
    public required string About { get; init; }
    public required Guid AboutId { get; init; }
    public required Guid? Line { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset At { get; init; }
    public required DateOnly Day { get; init; }

    public static Transfer Of(Posting posting, TenantId tenant, DateTimeOffset now)
    {
        Check(posting);
        return new()
        {
            Tenant = tenant,
            Id = posting.Id,
            Kind = posting.Pending ? TransferKind.Pending : TransferKind.Posted,
            Debit = posting.Debit,
            Credit = posting.Credit,
            Fen = posting.Amount.Fen,
            Code = posting.Code,
            About = posting.About,
            AboutId = posting.AboutId,
            Line = posting.Line,
            Text = posting.Text,
            At = now,
            Day = BusinessDay.Of(now),
        };
    }

    /// <summary>The transfer that ends this pending one: books it, or gives it back.</summary>
    public Transfer Resolve(TransferKind kind, DateTimeOffset now) => new()
    {
        Tenant = Tenant,
        Id = Platform.Id.New<TransferId>(),
        Kind = kind,
        Resolves = Id,
        Debit = Debit,
        Credit = Credit,
        Fen = Fen,
        Code = Code,
        About = About,
        AboutId = AboutId,
        Line = Line,
        Text = Text,
        At = now,
        Day = BusinessDay.Of(now),
    };

    public bool IsSameAs(Posting p) =>
        (Debit, Credit, Fen, Code, About, AboutId, Line, Kind == TransferKind.Pending) ==
        (p.Debit, p.Credit, p.Amount.Fen, p.Code, p.About, p.AboutId, p.Line, p.Pending);

    /// <summary>What it does to the debited and to the credited account.</summary>
    public (Change Debit, Change Credit) Changes => Kind switch
    {
        TransferKind.Posted => (new(Fen, 0, 0, 0), new(0, 0, Fen, 0)),
        TransferKind.Pending => (new(0, Fen, 0, 0), new(0, 0, 0, Fen)),
        TransferKind.Settles => (new(Fen, -Fen, 0, 0), new(0, 0, Fen, -Fen)),
        TransferKind.Voids => (new(0, -Fen, 0, 0), new(0, 0, 0, -Fen)),
        _ => throw new InvalidOperationException($"no such kind of transfer: {Kind}"),
    };

    static void Check(Posting p)
    {
        Must(p.Amount.Fen is > 0 and <= MostFen, $"a transfer moves 1 fen to {MostFen}, not {p.Amount.Fen}");
        Must(p.Debit != p.Credit, $"a transfer from {p.Debit} to itself moves nothing");
        Must(Words.Codes.ContainsKey(p.Code), $"'{p.Code}' is no code of this ledger");
        Must(p.Text.Length <= MostText, $"the text of a transfer has at most {MostText} characters");
        Account.KindOf(p.Debit);
        Account.KindOf(p.Credit);
    }

    static void Must(bool holds, string otherwise)
    {
        if (!holds) throw new InvalidOperationException(otherwise);
    }
}
