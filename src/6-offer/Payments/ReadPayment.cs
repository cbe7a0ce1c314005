namespace Linli.Payments;

/// <summary>GET /api/payments/{payment} — its id is known only to who pays it and to staff.</summary>
static class ReadPayment
{
    public sealed record RefundShown(RefundId Id, Money Amount, RefundState State, string Reason, DateTimeOffset At, bool Stuck);

    /// <param name="Sent">Whether the partner has it; less <paramref name="Returned"/>, which came back before a refund.</param>
    public sealed record ShareShown(ShareId Id, string Merchant, Money Amount, Money Returned, bool Sent, DateTimeOffset DueAt, string Reason);

    /// <param name="Orders">All that was paid at once, this one too.</param>
    public sealed record JointShown(PaymentId Number, Money Amount, IReadOnlyList<Guid> Orders);

    /// <param name="Joint">合并付款: what the provider knows it as a part of.</param>
    /// <param name="Shares">Partners' parts; only for those who run the shop.</param>
    public sealed record Shown(
        PaymentId Id, Guid Order, string Provider, Money Amount, PaymentState State, DateTimeOffset? PaidAt, IReadOnlyList<RefundShown> Refunds,
        IReadOnlyList<ShareShown> Shares, JointShown? Joint);

    public static async Task<Ok<Shown>> Handle(PaymentId payment, LinliDb db, Cashier cashier, Caller caller, CancellationToken ct)
    {
        var found = await db.Set<Payment>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == payment, ct) ?? throw No.Unknown();
        var refunds = await db.Set<Refund>().AsNoTracking().Where(r => r.Payment == payment).OrderBy(r => r.At).ToListAsync(ct);
        var shares = found.Splits && caller.Is(Role.Hq, Role.Owner)
            ? await db.Set<Share>().AsNoTracking().Where(s => s.Payment == payment && s.State != ShareState.Dropped).OrderBy(s => s.Place).ToListAsync(ct) : [];
        return TypedResults.Ok(new Shown(
            found.Id, found.About, found.Provider, found.Amount, found.State, found.PaidAt,
            [.. refunds.Select(r => new RefundShown(r.Id, r.Amount, r.State, r.Reason, r.At, r.Stuck))],
            [.. shares.Select(s => new ShareShown(s.Id, s.Merchant, s.Amount, s.Returned, s.State == ShareState.Done, s.DueAt, s.Reason))],
            found.Joint is { } joint ? new(joint, found.Whole, await cashier.Joined(joint, ct)) : null));
    }
}
