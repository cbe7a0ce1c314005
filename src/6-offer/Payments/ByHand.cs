namespace Linli.Payments;

/// <summary>The door (人工退款): money that a person gives back, because it never came through this house. The caller commits.</summary>
public sealed class ByHand(LinliDb db, Cashier cashier)
{
    /// <summary>What is still to be given back, the oldest first, at most so many.</summary>
    public async Task<IReadOnlyList<HandRefund>> Waiting(int most, CancellationToken ct) =>
        [.. (await Refunds().Where(r => r.State == RefundState.Pending).OrderBy(r => r.At).ThenBy(r => r.Id).Take(most).ToListAsync(ct)).Select(Card)];

    public async Task<HandRefund> Read(RefundId id, CancellationToken ct) => Card(await Find(id, ct));

    /// <summary>A person has given it back. Saying so again changes nothing.</summary>
    public async Task Given(RefundId id, CancellationToken ct)
    {
        await db.Begin(ct);
        await cashier.Finish(await Find(id, ct), ct);
    }

    async Task<Refund> Find(RefundId id, CancellationToken ct) => await Refunds().FirstOrDefaultAsync(r => r.Id == id, ct) ?? throw No.RefundUnknown();

    IQueryable<Refund> Refunds() =>
        db.Set<Refund>().Where(r => db.Set<Payment>().Any(p => p.Id == r.Payment && p.Provider == "outside"));

    static HandRefund Card(Refund refund) =>
        new(refund.Id, refund.About, refund.Amount, refund.Reason, refund.At, refund.State == RefundState.Done);
}

/// <param name="About">What was paid for.</param>
public sealed record HandRefund(RefundId Id, Guid About, Money Amount, string Reason, DateTimeOffset At, bool Given);
