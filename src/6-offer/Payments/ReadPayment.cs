namespace Linli.Payments;

/// <summary>GET /api/payments/{payment} — its id is known only to who pays it and to staff.</summary>
static class ReadPayment
{
    public sealed record RefundShown(RefundId Id, Money Amount, RefundState State, string Reason, DateTimeOffset At, bool Stuck);

    public sealed record Shown(
        PaymentId Id, Guid Order, string Provider, Money Amount, PaymentState State, DateTimeOffset? PaidAt, IReadOnlyList<RefundShown> Refunds);

    public static async Task<Ok<Shown>> Handle(PaymentId payment, LinliDb db, CancellationToken ct)
    {
        var found = await db.Set<Payment>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == payment, ct) ?? throw No.Unknown();
        var refunds = await db.Set<Refund>().AsNoTracking().Where(r => r.Payment == payment).OrderBy(r => r.At).ToListAsync(ct);
        return TypedResults.Ok(new Shown(
            found.Id, found.About, found.Provider, found.Amount, found.State, found.PaidAt,
            [.. refunds.Select(r => new RefundShown(r.Id, r.Amount, r.State, r.Reason, r.At, r.Stuck))]));
    }
}
