namespace Linli.Payments;

/// <summary>The door (通道账单): what a provider says that it did on a day, to be matched with our own books.</summary>
public sealed class ProviderBills(LinliDb db, IServiceProvider services)
{
    readonly Providers providers = services.GetRequiredService<Providers>();

    /// <summary>Downloads and reads a day's bill; nothing when the provider has not made it yet (mostly before 10:00 of the next day).</summary>
    public Task<ProviderBill?> Of(string provider, DateOnly day, CancellationToken ct)
    {
        var found = providers.Of(provider);
        return found.IsSetUp ? found.Bill(day, ct) : throw No.ProviderNotSetUp();
    }

    /// <summary>Each movement of the provider's account on a day, fees and withdrawals included; nothing when it is not made yet.</summary>
    public async Task<IReadOnlyList<FundLine>?> FundsOf(DateOnly day, CancellationToken ct) =>
        await WeChatBills.Funds(services.GetRequiredService<WeChatPay>().Talk, day, ct);

    /// <summary>What our own books say for the same day: each payment received and each refund done with this provider.</summary>
    public async Task<IReadOnlyList<BillLine>> Ours(string provider, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var paid = await db.Set<Payment>().AsNoTracking().Where(p => p.Provider == provider && p.PaidAt >= from && p.PaidAt < to).ToListAsync(ct);
        var back = await db.Set<Refund>().AsNoTracking().Where(r => r.State == RefundState.Done && r.DoneAt >= from && r.DoneAt < to)
            .Join(db.Set<Payment>().Where(p => p.Provider == provider), r => r.Payment, p => p.Id, (r, p) => new { Refund = r, p.TradeNo }).ToListAsync(ct);
        return
        [
            .. paid.Select(p => new BillLine(p.PaidAt!.Value, BillKind.Paid, p.Id.Value.ToString("N"), p.TradeNo ?? "", null, p.Amount, Money.Zero)),
            .. back.Select(r => new BillLine(r.Refund.DoneAt!.Value, BillKind.Refunded, r.Refund.Payment.Value.ToString("N"), r.TradeNo ?? "",
                r.Refund.Number, r.Refund.Amount, Money.Zero)),
        ];
    }
}

public enum BillKind { Paid, Refunded }

/// <param name="Number">The payment's id without dashes, as the provider keeps it.</param>
/// <param name="RefundNumber">The refund's number, for a refund.</param>
/// <param name="Fee">What the provider keeps for itself; less than zero when it gives it back.</param>
public sealed record BillLine(DateTimeOffset At, BillKind Kind, string Number, string TradeNo, string? RefundNumber, Money Amount, Money Fee);

/// <param name="Amount">Less than zero when it went out.</param>
public sealed record FundLine(DateTimeOffset At, string Number, string Kind, Money Amount, Money Balance, string Remark);

/// <param name="Paid">The bill's own sum of what was paid.</param>
/// <param name="Refunded">The bill's own sum of what went back.</param>
public sealed record ProviderBill(DateOnly Day, IReadOnlyList<BillLine> Lines, int Count, Money Paid, Money Refunded, Money Fee);
