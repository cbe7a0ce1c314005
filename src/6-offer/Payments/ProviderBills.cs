namespace Linli.Payments;

/// <summary>The door (通道账单): what a provider says that it did on a day, to be matched with our own books.</summary>
public sealed class ProviderBills(LinliDb db, IServiceProvider services)
{
    const int MostAtOnce = 500;

    readonly Providers providers = services.GetRequiredService<Providers>();
    readonly Caller caller = services.GetRequiredService<Caller>();

    /// <summary>Whether this provider is set up and gives its bills to a program.</summary>
    public bool Has(string provider) => providers.HasBills(provider);

    /// <summary>
    /// Downloads and reads a day's bill; nothing when the provider has not made it yet (mostly before 10:00 of the next day).
    /// Rows of another shop under the same merchant number are left out.
    /// </summary>
    public async Task<ProviderBill?> Of(string provider, DateOnly day, CancellationToken ct)
    {
        var found = providers.Of(provider);
        if (!found.IsSetUp) throw No.ProviderNotSetUp();
        if (await found.Bill(day, ct) is not { } bill) return null;
        var own = bill.Lines.Where(l => l.Shop is null || l.Shop == caller.Tenant.Value).ToList();
        return own.Count == bill.Lines.Count ? bill : new(
            day, own, own.Count, own.Where(l => l.Kind == BillKind.Paid).Sum(l => l.Amount),
            own.Where(l => l.Kind == BillKind.Refunded).Sum(l => l.Amount), own.Sum(l => l.Fee));
    }

    /// <summary>Each movement of the provider's account on a day, fees and withdrawals included; nothing when it is not made yet.</summary>
    public async Task<IReadOnlyList<FundLine>?> FundsOf(DateOnly day, CancellationToken ct) =>
        await WeChatBills.Funds(services.GetRequiredService<WeChatPay>().Talk, day, ct);

    /// <summary>What our own books say for the same day: each payment received (joint ones once) and each refund done with this provider.</summary>
    public async Task<IReadOnlyList<BillLine>> Ours(string provider, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var paid = await db.Set<Payment>().AsNoTracking().Where(p => p.Provider == provider && p.PaidAt >= from && p.PaidAt < to).ToListAsync(ct);
        var back = await db.Set<Refund>().AsNoTracking().Where(r => r.State == RefundState.Done && r.DoneAt >= from && r.DoneAt < to)
            .Join(db.Set<Payment>().Where(p => p.Provider == provider), r => r.Payment, p => p.Id, (r, p) => new { Refund = r, Payment = p }).ToListAsync(ct);
        return [.. Lines(paid), .. back.Select(r => Line(r.Refund, r.Payment))];
    }

    /// <summary>The same for payments and refunds that a bill names, whenever they were and whatever became of them.</summary>
    public async Task<IReadOnlyList<BillLine>> Named(string provider, IReadOnlyCollection<BillLine> lines, CancellationToken ct)
    {
        var found = new List<BillLine>();
        foreach (var some in lines.Where(l => l.Kind == BillKind.Paid).Chunk(MostAtOnce))
        {
            PaymentId[] ids = [.. some.Where(l => Guid.TryParseExact(l.Number, "N", out _)).Select(l => new PaymentId(Guid.ParseExact(l.Number, "N")))];
            var named = await db.Set<Payment>().AsNoTracking().Where(p => p.Provider == provider && ids.Contains(p.Id)).ToListAsync(ct);
            // Of a joint payment the bill names the first; the others are found by it.
            PaymentId?[] joints = [.. named.Where(p => p.Joint is not null).Select(p => p.Joint)];
            if (joints.Length > 0)
                named = [.. named.Where(p => p.Joint is null), .. await db.Set<Payment>().AsNoTracking().Where(p => joints.Contains(p.Joint)).ToListAsync(ct)];
            found.AddRange(Lines(named));
        }

        foreach (var some in lines.Where(l => l.Kind == BillKind.Refunded).Chunk(MostAtOnce))
        {
            RefundId[] ids = [.. some.Select(l => Refund.Parse(l.RefundNumber)?.Id).OfType<RefundId>()];
            found.AddRange((await db.Set<Refund>().AsNoTracking().Where(r => ids.Contains(r.Id))
                .Join(db.Set<Payment>().Where(p => p.Provider == provider), r => r.Payment, p => p.Id, (r, p) => new { Refund = r, Payment = p })
                .ToListAsync(ct)).Select(r => Line(r.Refund, r.Payment)));
        }

        return found;
    }

    /// <summary>The bill says that these are done and we do not know it: they are asked about again, by the way that heals a lost callback.</summary>
    public async Task AskAgain(IReadOnlyCollection<BillLine> lines, CancellationToken ct)
    {
        foreach (var line in lines)
        {
            if (line.Kind == BillKind.Refunded && Refund.Parse(line.RefundNumber) is { } refund
                && await db.Set<Refund>().AnyAsync(r => r.Id == refund.Id && r.State == RefundState.Pending, ct))
                db.Raise(new RefundDue(refund.Id, 0), refund.Id.Value);
            if (line.Kind != BillKind.Paid || !Guid.TryParseExact(line.Number, "N", out var number)) continue;
            var id = new PaymentId(number);
            if (await db.Set<Payment>().AnyAsync(p => p.Id == id && p.State != PaymentState.Paid, ct))
                db.Raise(new PaymentToAsk(id, 0), number);
        }
    }

    /// <summary>As the provider sees them: what was paid together is one line, of the sum of its parts.</summary>
    static IEnumerable<BillLine> Lines(IEnumerable<Payment> payments) => payments.GroupBy(p => p.Number).Select(parts => Line([.. parts]));

    static BillLine Line(List<Payment> parts)
    {
        var p = parts.Find(p => p.Id == p.Number) ?? parts[0];
        return new(p.PaidAt ?? p.StartedAt, BillKind.Paid, p.Number.Value.ToString("N"), p.TradeNo ?? "", null, parts.Sum(p => p.Amount), Money.Zero)
        {
            Parts = p.Joint is null ? [] : [.. parts.Select(p => p.Id.Value.ToString("N"))],
            By = p.By,
            About = p.About,
            Done = p.State == PaymentState.Paid,
        };
    }

    static BillLine Line(Refund r, Payment payment) =>
        new(r.DoneAt ?? r.At, BillKind.Refunded, payment.Number.Value.ToString("N"), payment.TradeNo ?? "", r.Number, r.Amount, Money.Zero)
        {
            By = r.By,
            About = r.About,
            Done = r.State == RefundState.Done,
        };
}

public enum BillKind { Paid, Refunded }

/// <param name="Number">The payment's id without dashes, as the provider keeps it.</param>
/// <param name="RefundNumber">The refund's number, for a refund.</param>
/// <param name="Fee">What the provider keeps for itself; less than zero when it gives it back.</param>
public sealed record BillLine(DateTimeOffset At, BillKind Kind, string Number, string TradeNo, string? RefundNumber, Money Amount, Money Fee)
{
    /// <summary>Which shop it is about, where the provider's bill says so.</summary>
    public Guid? Shop { get; init; }

    /// <summary>Of our own lines: who took it or gave it back over the counter, what it was for, and whether it is done.</summary>
    public Guid? By { get; init; }
    public Guid? About { get; init; }
    public bool Done { get; init; } = true;

    /// <summary>Of our own line of a joint payment: the numbers under which its parts stand in the ledger.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];
}

/// <param name="Amount">Less than zero when it went out.</param>
public sealed record FundLine(DateTimeOffset At, string Number, string Kind, Money Amount, Money Balance, string Remark);

/// <param name="Paid">The bill's own sum of what was paid.</param>
/// <param name="Refunded">The bill's own sum of what went back.</param>
public sealed record ProviderBill(DateOnly Day, IReadOnlyList<BillLine> Lines, int Count, Money Paid, Money Refunded, Money Fee);
