namespace Linli.Ledger;

/// <summary>A plain transfer, one that waits, or one that ends a waiting one.</summary>
public enum TransferKind { Posted, Pending, Settles, Voids }

/// <summary>记账 — one movement of money between two accounts. Written once, never changed (immutable).</summary>
/// <remarks>
/// A pending transfer that is booked in part ends by two: one that settles the part, and one that gives the rest back.
/// So what is booked or reserved at any moment is a plain sum over the transfers until then.
/// </remarks>
sealed class Transfer : IOwned
{
    public const int MostText = 200;

    // Ten billion yuan: more is a mistake in units, and sums of a million such transfers still fit.
    public const long MostFen = 1_000_000_000_000;

    public TenantId Tenant { get; set; }
    public required TransferId Id { get; init; }
    public required TransferKind Kind { get; init; }

    /// <summary>The pending transfer this one ends, or the part of it that was booked when this one gives back the rest.</summary>
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

    /// <summary>From when on a pending transfer can no longer be booked.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

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
            ExpiresAt = posting.Expires,
        };
    }

    /// <summary>The transfers that end this pending one.</summary>
    /// <param name="amount">What of it is booked: all of it when nothing is said, none of it when zero.</param>
    public IEnumerable<Transfer> End(Money? amount, DateTimeOffset now)
    {
        var fen = amount?.Fen ?? Fen;
        if (fen < 0) throw new InvalidOperationException($"{amount} of a pending transfer cannot be booked");
        if (fen > Fen) throw No.MoreThanReserved(new(Fen));
        if (fen == 0) return [Ending(Id, "end", TransferKind.Voids, Fen, now)];
        if (ExpiresAt <= now) throw No.PendingExpired();
        var part = Ending(Id, "end", TransferKind.Settles, fen, now);
        return fen == Fen ? [part] : [part, Ending(part.Id, "rest", TransferKind.Voids, Fen - fen, now)];
    }

    /// <summary>Ending it the same way again is silence; another way is refused.</summary>
    public void MustHaveEndedSo(Transfer ending, Money? amount)
    {
        var fen = amount?.Fen ?? Fen;
        if (ending.Kind == TransferKind.Voids && fen > 0) throw ExpiresAt <= ending.At ? No.PendingExpired() : No.AlreadyVoided();
        if (ending.Kind == TransferKind.Settles && fen == 0) throw No.AlreadySettled();
        if (ending.Kind == TransferKind.Settles && fen != ending.Fen) throw No.TransferDiffers();
    }

    Transfer Ending(TransferId resolves, string what, TransferKind kind, long fen, DateTimeOffset now) => new()
    {
        Tenant = Tenant,
        Id = new(Platform.Id.Derived(resolves.Value, what)),
        Kind = kind,
        Resolves = resolves,
        Debit = Debit,
        Credit = Credit,
        Fen = fen,
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
        Must(p.Expires is null || p.Pending, "only what is pending can expire");
        Chart.Of(p.Debit);
        Chart.Of(p.Credit);
    }

    static void Must(bool holds, string otherwise)
    {
        if (!holds) throw new InvalidOperationException(otherwise);
    }
}
