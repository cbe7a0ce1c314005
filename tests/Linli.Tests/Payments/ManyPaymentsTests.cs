using System.Diagnostics;
using System.Globalization;
using Linli.Ledger;
using Linli.Payments;
using Linli.Platform;
using Linli.Reconciliation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Payments;

/// <summary>Many payments with a WeChat Pay that does everything wrong at random: each is booked once, and the bill agrees to the fen.</summary>
[Trait("needs", "nothing")]
public class ManyPaymentsTests
{
    static readonly (string, double)[] mixture =
    [
        ("answer-500-before", .02), ("answer-500-after", .02), ("answer-502", .01), ("answer-429", .01), ("cut-midway", .01), ("html", .01),
        ("answer-forged", .01), ("answer-stale", .01), ("answer-unknown-serial", .01), ("answer-unsigned", .01), ("timeout-after", .001),
        ("slow-body", .001), ("timeout-before", .001), ("keys-rotated", .0005), ("query-not-exist", .02), ("notify-lost", .1), ("notify-twice", .1),
        ("notify-late", .03), ("notify-forged", .03), ("notify-stale", .03), ("notify-unknown-serial", .02), ("notify-wrong-amount", .03),
        ("notify-wrong-merchant", .02), ("notify-wrong-app", .02), ("notify-tampered", .02), ("notify-first", .1), ("paid-after-close", .5),
        ("refund-slow", .1), ("refund-closed", .05),
    ];

    [Fact]
    public async Task Many_payments_mixed_with_every_fault_are_booked_once_each_and_the_bill_agrees()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("LINLI_PAYMENTS") ?? "300", CultureInfo.InvariantCulture);
        var seed = int.Parse(Environment.GetEnvironmentVariable("LINLI_SEED") ?? "5", CultureInfo.InvariantCulture);
        var dice = new Random(seed);
        await using var house = await CountingHouse.Open(more: new() { ["WeChatPay:PatienceMs"] = "1000" });
        var took = Stopwatch.StartNew();
        var today = DateOnly.FromDateTime(house.Clock.GetUtcNow().AddHours(8).DateTime);
        await house.Misbehave(mixture);
        var all = new List<PaymentId>();
        var refunds = 0;
        foreach (var batch in Enumerable.Range(0, count).Chunk(100))
        {
            var made = await house.Commit(async s =>
            {
                var ids = new List<PaymentId>();
                foreach (var n in batch)
                {
                    ids.Add(Id.New<PaymentId>());
                    await s.GetRequiredService<Cashier>().Start(ids[^1], ids[^1].Value, $"订单, {n}", new(100 + n), "wechat", null, house.Clock.GetUtcNow().AddMinutes(5), default, PayWay.Native);
                }

                return ids;
            });
            var plan = made.Select(id => (Id: id, Fate: dice.Next(100))).ToList();
            await Parallel.ForEachAsync(plan, new ParallelOptions { MaxDegreeOfParallelism = 8 }, (one, _) => new(Live(house, one.Id, one.Fate)));
            await house.Pass(TimeSpan.FromSeconds(1));
            all.AddRange(made);
            foreach (var (id, fate) in plan.Where(p => p.Fate is >= 20 and < 35))
            {
                if ((await house.Read(id)).State != PaymentState.Paid) continue;
                await house.Refund(id, fate < 28 ? 100 : 50);
                refunds++;
            }

            // Half a minute, so that a changed key may be fetched again.
            await house.Pass(TimeSpan.FromSeconds(31));
        }

        await house.Heal();
        await house.Heal();
        var (payments, returns, untold) = await house.Within(async s =>
        {
            var db = s.GetRequiredService<LinliDb>();
            return (await db.Set<Payment>().AsNoTracking().ToListAsync(), await db.Set<Refund>().AsNoTracking().ToListAsync(),
                await db.Set<Fact>().AsNoTracking().Where(f => f.ToldAt == null).ToListAsync());
        });
        var why = $"""
            seed {seed}: payments {string.Join(", ", payments.CountBy(p => p.State))}; refunds {string.Join(", ", returns.CountBy(r => r.State))} of {refunds}; now {house.Clock.GetUtcNow():T}
            {string.Join('\n', untold.Take(20).Select(f => $"{f.Kind} {f.Thing} at {f.At:T}, tries {f.Tries}, until {f.TakenUntil:T}: {f.Trouble}"))}
            """;
        Assert.True(payments.Count == count && payments.All(p => p.State != PaymentState.Started), why);
        Assert.True(returns.Count == refunds && returns.All(r => r.State == RefundState.Done), why);
        var paid = payments.Where(p => p.State == PaymentState.Paid).ToList();
        Assert.True(paid.Count > count / 2, why);
        Assert.Equal(paid.Select(p => p.Id).Order(Comparer<PaymentId>.Create((a, b) => a.Value.CompareTo(b.Value))),
            house.Heard.Of<PaymentReceived>().Select(f => f.Payment).Order(Comparer<PaymentId>.Create((a, b) => a.Value.CompareTo(b.Value))));
        Assert.Equal(returns.Count, house.Heard.Of<RefundDone>().Count());
        await house.Holds((paid.Sum(p => p.Amount) - returns.Sum(r => r.Amount)).Fen);

        var ours = await house.Within(s => s.GetRequiredService<ProviderBills>().Ours("wechat", DateTimeOffset.MinValue, DateTimeOffset.MaxValue, default));
        await house.Pass(TimeSpan.FromHours(24));
        var bill = new List<BillLine>();
        for (var day = today; day < today.AddDays(1 + (count * 32 / 8_640_000) + 2); day = day.AddDays(1))
            if (day < DateOnly.FromDateTime(house.Clock.GetUtcNow().AddHours(8).DateTime)
                && await house.Within(s => s.GetRequiredService<ProviderBills>().Of("wechat", day, default)) is { } one) bill.AddRange(one.Lines);
        static IEnumerable<string> Keys(IEnumerable<BillLine> lines) => lines.Select(l => $"{l.Kind} {l.Number} {l.RefundNumber} {l.Amount.Fen}").Order(StringComparer.Ordinal);
        Assert.Equal(Keys(ours), Keys(bill));
        await ThreeSidesAgree(house, today, ours, bill);
        TestContext.Current.SendDiagnosticMessage($"{count} payments, {paid.Count} paid, {returns.Count} refunds, {bill.Count} rows of the bill, {took.Elapsed.TotalSeconds:0} s");
        await File.WriteAllTextAsync(Path.Combine(Path.GetTempPath(), "linli-payments.txt"),
            $"{count} payments, {paid.Count} paid, {payments.Count - paid.Count} closed, {returns.Count} refunds, {bill.Count} rows of the bill, {took.Elapsed.TotalSeconds:0} s\n");
    }

    /// <summary>Ledger, payments and bill, day by day: what stands on two days is named so, and nothing else differs.</summary>
    static async Task ThreeSidesAgree(CountingHouse house, DateOnly from, IReadOnlyList<BillLine> ours, IReadOnlyList<BillLine> bill)
    {
        var until = BusinessDay.Of(house.Clock.GetUtcNow());
        var ledger = new List<Row>();
        for (var day = from; day <= until; day = day.AddDays(1))
            ledger.AddRange((await house.Within(s => s.GetRequiredService<Passbook>().Flows("provider:wechat", day, default))).Select(Checking.Entry));
        var sides = new Sides(ledger, [.. ours.Select(Checking.Ours)], [.. bill.Select(l => BillRow.Of("wechat", BusinessDay.Of(l.At), l).AsRow())]);
        Assert.Equal(ours.Count, ledger.Count);
        for (var day = from; day <= until; day = day.AddDays(1))
            Assert.All(ThreeWay.Compare(day, sides, 60), f => Assert.Equal((DifferenceKind.NextDay, Money.Zero), (f.What, f.Effect)));

        // And it would have been seen: one fen more in the ledger.
        var spoilt = sides with { Ledger = [sides.Ledger[0] with { Amount = sides.Ledger[0].Amount + new Money(1) }, .. sides.Ledger.Skip(1)] };
        var days = Enumerable.Range(0, until.DayNumber - from.DayNumber + 1).SelectMany(d => ThreeWay.Compare(from.AddDays(d), spoilt, 60));
        Assert.Equal(DifferenceKind.LedgerDiffers, Assert.Single(days, f => f.What != DifferenceKind.NextDay).What);
    }

    /// <summary>Most pay; some never do; some orders are given up first, and a few of these are paid all the same.</summary>
    static async Task Live(CountingHouse house, PaymentId id, int fate)
    {
        var shown = false;
        for (var tries = 0; tries < 5 && !shown; tries++)
        {
            try
            {
                await house.Present(id);
                shown = true;
            }
            catch (Refusal no) when (no.Code is "payment.provider-silent") { }
        }

        if (!shown || fate < 8) return;
        if (fate < 16) await house.Commit(s => s.GetRequiredService<Cashier>().CloseOrFindPaid(id.Value, default));
        await house.Pay(id);
    }
}
