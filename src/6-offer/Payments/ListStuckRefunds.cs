namespace Linli.Payments;

/// <summary>GET /api/payments/stuck-refunds — money that cannot go back by itself, the oldest first: somebody must do something about it.</summary>
static class ListStuckRefunds
{
    /// <param name="Number">What the provider knows the refund by.</param>
    /// <param name="Partner">Whose part has to come back first and cannot, because the partner's account holds too little.</param>
    /// <param name="Share">That part.</param>
    public sealed record Shown(
        RefundId Refund, PaymentId Payment, Guid Order, string Provider, Money Amount, string Number, string Reason, DateTimeOffset At, string? Partner, Money? Share);

    public static async Task<Ok<Page<Shown>>> Handle(int? take, string? after, LinliDb db, CancellationToken ct)
    {
        var page = await Paging.Of(take, after).Of(Cashier.StuckOnes(db).AsNoTracking().OrderBy(r => r.At).ThenBy(r => r.Id), ct);
        var (refunds, paid) = (page.Items.Select(r => r.Id).ToList(), page.Items.Select(r => r.Payment).Distinct().ToList());
        var providers = await db.Set<Payment>().Where(p => paid.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Provider, ct);
        var waiting = await (
            from back in db.Set<ShareReturn>()
            join share in db.Set<Share>() on back.Share equals share.Id
            join partner in db.Set<Partner>() on share.Partner equals partner.Id
            where refunds.Contains(back.Refund) && back.State == ShareReturnState.Stuck
            select new { back.Refund, back.Amount, partner.Name }).ToListAsync(ct);
        return TypedResults.Ok(page.Select(r =>
        {
            var first = waiting.Find(w => w.Refund == r.Id);
            return new Shown(r.Id, r.Payment, r.About, providers[r.Payment], r.Amount, r.Number, r.Reason, r.At, first?.Name, first?.Amount);
        }));
    }
}

public sealed partial class Cashier
{
    /// <summary>How many refunds cannot go back by themselves, and how much they are.</summary>
    public async Task<(int Count, Money Amount)> Stuck(CancellationToken ct)
    {
        var amounts = await StuckOnes(db).Select(r => r.Amount).ToListAsync(ct);
        return (amounts.Count, amounts.Sum(a => a));
    }

    internal static IQueryable<Refund> StuckOnes(LinliDb db) => db.Set<Refund>().Where(r => r.Stuck && r.State == RefundState.Pending);
}
