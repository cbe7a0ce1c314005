using Linli.Ledger;
using Linli.Payments;

namespace Linli.Reconciliation;

/// <summary>资金总览: GET /api/money — what waits for somebody first, then what is on its way, owed and kept by providers.</summary>
static class ReadMoney
{
    /// <param name="Kind">The app words it: refunds-stuck, differences, bills-missing, cash-uncounted.</param>
    public sealed record ToDo(string Kind, int Count, Money Amount, DateOnly? Day);

    /// <param name="People">How many it is owed to.</param>
    public sealed record Owed(string Family, int People, Money Amount, Money Held);

    /// <param name="Holds">What the account holds by our ledger.</param>
    /// <param name="Coming">On its way in.</param>
    /// <param name="Leaving">Refunds on their way out.</param>
    public sealed record Way(string Provider, Money Today, Money RefundedToday, Money Fees, Money Holds, Money Coming, Money Leaving);

    /// <param name="Prepaid">Paid and not yet handed over.</param>
    /// <param name="Unexplained">What stands on the account of open differences.</param>
    public sealed record Shown(
        DateOnly Day, IReadOnlyList<ToDo> ToDos, IReadOnlyList<Way> Ways, IReadOnlyList<Owed> Owing, Money Prepaid, Money Unexplained, Money FeesThisMonth);

    static readonly string[] families = ["leader:", "promoter:", "supplier:", "split:", "points:"];

    public static async Task<Ok<Shown>> Handle(LinliDb db, Passbook passbook, Till till, Cashier cashier, TimeProvider clock, CancellationToken ct)
    {
        var today = BusinessDay.Of(clock.GetUtcNow());
        var ways = new List<Way>();
        foreach (var account in await passbook.Family("provider:", ct))
        {
            var flows = await passbook.Flows(account.Account, today, ct);
            ways.Add(new(
                account.Account["provider:".Length..], flows.Where(f => f.Code == "paid").Sum(f => f.Amount),
                Money.Zero - flows.Where(f => f.Code is "refunded" or "claim-refunded").Sum(f => f.Amount),
                Money.Zero - flows.Where(f => f.Code is "fee-charged" or "fee-refunded").Sum(f => f.Amount), account.Balance, account.Coming, account.Held));
        }

        var owing = new List<Owed>();
        foreach (var family in families)
        {
            var accounts = await passbook.Family(family, ct);
            if (accounts.Count > 0) owing.Add(new(family.TrimEnd(':'), accounts.Count(a => a.Balance != Money.Zero), accounts.Sum(a => a.Balance), accounts.Sum(a => a.Held)));
        }

        async Task<Money> Of(string account) => (await passbook.Read(account, null, ct)).Balance;
        var month = await passbook.Statement("fees", new(today.Year, today.Month, 1), today, new(1, 0), ct);
        return TypedResults.Ok(new Shown(
            today, await ToDos(db, till, cashier, today, ct), ways, owing, await Of("prepaid"), await Of("differences"), month.In - month.Out));
    }

    static async Task<IReadOnlyList<ToDo>> ToDos(LinliDb db, Till till, Cashier cashier, DateOnly today, CancellationToken ct)
    {
        var todo = new List<ToDo>();
        // A customer waits for this money.
        if (await cashier.Stuck(ct) is { Count: > 0 } stuck) todo.Add(new("refunds-stuck", stuck.Count, stuck.Amount, null));
        var open = await db.Set<Difference>().AsNoTracking().Where(d => d.State == DifferenceState.Open || d.Overtaken).Select(d => new { d.Effect, d.Day }).ToListAsync(ct);
        if (open.Count > 0) todo.Add(new("differences", open.Count, open.Sum(d => new Money(Math.Abs(d.Effect.Fen))), open.Min(d => d.Day)));
        var missing = await db.Set<CheckedDay>().AsNoTracking().Where(d => d.State == CheckState.NoBill).Select(d => d.Day).ToListAsync(ct);
        if (missing.Count > 0) todo.Add(new("bills-missing", missing.Count, Money.Zero, missing.Min()));
        var yesterday = today.AddDays(-1);
        var uncounted = (await till.All(yesterday, ct)).Where(t => t.Counted is null && t.Expected != Money.Zero).ToList();
        if (uncounted.Count > 0) todo.Add(new("cash-uncounted", uncounted.Count, uncounted.Sum(t => t.Expected), yesterday));
        return todo;
    }
}
