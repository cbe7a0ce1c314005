using Linli.Ledger;
using Linli.Payments;

namespace Linli.Reconciliation;

/// <summary>Brings the three sides of a day together, has them compared, and keeps what differs.</summary>
sealed class Checking(LinliDb db, Caller caller, ProviderBills bills, Passbook passbook, Book book, TimeProvider clock)
{
    /// <summary>How far a bill's row may stand from our own day and still be the same thing.</summary>
    const int Reach = 3;

    /// <summary>Codes that move a provider's account without being somebody's payment or refund.</summary>
    static readonly string[] noPayments =
        ["fee-charged", "fee-refunded", "moved-to-bank", "paid-out", "shared", "share-returned", "difference-found", "corrected", "supplier-paid", "tax-paid"];

    static readonly DateOnly earliest = new(2000, 1, 1);

    /// <summary>Refuses a day that is not over, and one before any shop.</summary>
    public static void MustBeOver(DateOnly day, DateTimeOffset now)
    {
        MustBe(day);
        if (day >= BusinessDay.Of(now)) throw No.DayNotOver();
    }

    public static void MustBe(DateOnly day)
    {
        if (day < earliest) throw No.DayUnknown();
    }

    /// <summary>The day's row, made with its alarm when there is none: the bill is asked for on the next morning.</summary>
    public async Task<CheckedDay> Open(string provider, DateOnly day, CancellationToken ct)
    {
        if (await db.Set<CheckedDay>().FirstOrDefaultAsync(d => d.Provider == provider && d.Day == day, ct) is { } known) return known;
        var made = new CheckedDay { Provider = provider, Day = day, Tenant = caller.Tenant };
        db.Add(made);
        db.Raise(new DayDue(provider, day, 0), made.Thing, at: BusinessDay.At(day.AddDays(1), new(10, 10)));
        return made;
    }

    /// <summary>Compares a day with the bill that is stored for it, and what is still open of the week before.</summary>
    public async Task Compare(CheckedDay day, CancellationToken ct)
    {
        await One(day, ct);
        var (before, first) = (day.Day, day.Day.AddDays(-7));
        var others = await db.Set<CheckedDay>().Where(d => d.Provider == day.Provider && d.Day >= first && d.Day < before && d.Open > 0
            && d.State == CheckState.Checked).OrderBy(d => d.Day).ToListAsync(ct);
        foreach (var other in others) await One(other, ct);
    }

    async Task One(CheckedDay day, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var sides = await Gather(day, ct);
        Sum(day, sides);
        var findings = ThreeWay.Compare(day.Day, sides, await Agreement.Of(db, day.Provider, ct));
        await Keep(day, findings, d => d.What != DifferenceKind.Unbooked, now, ct);
        var unknown = findings.Where(f => f.What == DifferenceKind.StateDiffers).ToList();
        await bills.AskAgain([.. unknown.Select(f => new BillLine(
            now, f.Kind, f.Number, "", f.Kind == BillKind.Refunded ? f.Number : null, f.Bill!.Amount, Money.Zero))], ct);
        await BookFees(day, ct);
        (day.State, day.CheckedAt, day.Trouble) = (CheckState.Checked, now, null);
    }

    /// <summary>Adds what is new, hears what is found again, and closes what is found no more.</summary>
    /// <param name="mine">Which kinds this comparison would have found.</param>
    public async Task Keep(CheckedDay day, IReadOnlyList<Finding> findings, Func<Difference, bool> mine, DateTimeOffset now, CancellationToken ct)
    {
        var known = await db.Set<Difference>().Where(d => d.Provider == day.Provider && d.Day == day.Day).ToDictionaryAsync(d => d.Id, ct);
        var found = new HashSet<DifferenceId>();
        foreach (var finding in findings)
        {
            var id = Difference.IdOf(caller.Tenant, day.Provider, day.Day, finding);
            if (!found.Add(id)) continue;
            if (!known.TryGetValue(id, out var difference)) db.Add(known[id] = difference = Difference.Of(id, day.Provider, day.Day, finding, now));
            difference.Hear(finding, now);
        }

        foreach (var (id, difference) in known)
            if (!found.Contains(id) && mine(difference)) difference.Clear(now);
        Count(day, known.Values);
    }

    public static void Count(CheckedDay day, IEnumerable<Difference> all)
    {
        var some = all.ToList();
        (day.Found, day.Open) = (some.Count, some.Count(d => d.State == DifferenceState.Open || d.Overtaken));
    }

    async Task<Sides> Gather(CheckedDay day, CancellationToken ct)
    {
        var (provider, on) = (day.Provider, day.Day);
        var (from, to) = BusinessDay.Bounds(on);
        var rows = (await db.Set<BillRow>().AsNoTracking().Where(b => b.Provider == provider && b.Day == on).ToListAsync(ct)).ConvertAll(b => b.AsRow());
        var lines = (await bills.Ours(provider, from, to, ct)).ToList();
        var here = lines.Select(l => (l.Kind, BillRow.NumberOf(l))).ToHashSet();
        lines.AddRange(await bills.Named(provider, [.. rows.Where(r => !here.Contains((r.Kind, r.Number)))
            .Select(r => new BillLine(r.At, r.Kind, r.Number, r.TradeNo, r.Kind == BillKind.Refunded ? r.Number : null, r.Amount, r.Fee))], ct));
        var ours = lines.ConvertAll(Ours);

        // What another day's bill says of our rows of this day.
        var billed = rows.Select(r => (r.Kind, r.Number)).ToHashSet();
        var (first, last) = (on.AddDays(-Reach), on.AddDays(Reach));
        foreach (var some in ours.Where(o => !billed.Contains((o.Kind, o.Number))).Select(o => o.Number).Distinct().Chunk(500))
            rows.AddRange((await db.Set<BillRow>().AsNoTracking().Where(b => b.Provider == provider && b.Day >= first && b.Day <= last && b.Day != on
                && some.Contains(b.Number)).ToListAsync(ct)).Select(b => b.AsRow()));
        // And whether this day's rows repeat an earlier day's.
        foreach (var some in rows.Where(r => r.Day == on && r.Number.Length > 0).Select(r => r.Number).Distinct().Chunk(500))
            rows.AddRange((await db.Set<BillRow>().AsNoTracking().Where(b => b.Provider == provider && b.Day >= first && b.Day < on
                && some.Contains(b.Number)).ToListAsync(ct)).Select(b => b.AsRow()));

        var account = $"provider:{provider}";
        var flows = (await passbook.Flows(account, on, ct)).Where(f => !noPayments.Contains(f.Code)).ToList();
        var booked = flows.Select(f => f.Origin.Value.ToString("N")).ToHashSet();
        // What was paid together is one row of the bill and several of the ledger.
        var joint = lines.SelectMany(l => l.Parts.Select(p => (Part: p, l.Number))).ToDictionary(p => p.Part, p => p.Number);
        TransferId[] elsewhere = [.. lines.SelectMany(l => l.Parts.Count > 0 ? l.Parts : [BillRow.NumberOf(l)])
            .Where(n => !booked.Contains(n) && Guid.TryParseExact(n, "N", out _)).Select(n => new TransferId(Guid.ParseExact(n, "N")))];
        flows.AddRange(await passbook.Flows(account, elsewhere, ct));
        return new([.. flows.Select(Entry).Select(e => e with { Number = joint.GetValueOrDefault(e.Number, e.Number) })], ours, rows);
    }

    internal static Row Ours(BillLine l) => new(l.Kind, BillRow.NumberOf(l), l.Amount, l.At, BusinessDay.Of(l.At), l.TradeNo, default, l.Done, l.About);

    internal static Row Entry(Flowed f) => new(
        f.Amount > Money.Zero ? BillKind.Paid : BillKind.Refunded, f.Origin.Value.ToString("N"), new(Math.Abs(f.Amount.Fen)), f.At, f.Day, About: f.AboutId);

    static void Sum(CheckedDay day, Sides sides)
    {
        Money Of(IEnumerable<Row> rows, BillKind kind) => rows.Where(r => r.Kind == kind && r.Day == day.Day && r.Done).Sum(r => r.Amount);
        var bill = sides.Bill.Where(r => r.Day == day.Day).ToList();
        (day.Rows, day.BillFee) = (bill.Count, bill.Sum(r => r.Fee));
        (day.BillPaid, day.BillRefunded) = (Of(bill, BillKind.Paid), Of(bill, BillKind.Refunded));
        (day.OursPaid, day.OursRefunded) = (Of(sides.Payments, BillKind.Paid), Of(sides.Payments, BillKind.Refunded));
        (day.LedgerPaid, day.LedgerRefunded) = (Of(sides.Ledger, BillKind.Paid), Of(sides.Ledger, BillKind.Refunded));
    }

    /// <summary>The provider has kept its fee, whatever we think of it: the ledger says so, once, and the rest when a later bill says otherwise.</summary>
    async Task BookFees(CheckedDay day, CancellationToken ct)
    {
        var more = day.BillFee - day.FeesBooked;
        if (more == Money.Zero) return;
        var (account, charged) = ($"provider:{day.Provider}", more > Money.Zero);
        await book.Post([new(
            new(Id.Derived(day.Thing, $"fees/{day.FeesBooked.Fen}/{day.BillFee.Fen}/{day.CheckedAt?.UtcTicks}")), charged ? "fees" : account, charged ? account : "fees",
            new(Math.Abs(more.Fen)), charged ? "fee-charged" : "fee-refunded", "bill", day.Thing, null, $"{day.Day:yyyy-MM-dd} 通道手续费")], ct);
        day.FeesBooked = day.BillFee;
    }

    /// <summary>Movements of the provider's account that are neither payments nor refunds nor fees.</summary>
    public async Task CompareFunds(CheckedDay day, IReadOnlyList<FundLine> funds, CancellationToken ct)
    {
        var moved = funds.Where(f => f.Kind is not ("交易" or "退款" or "扣除交易手续费" or "退还交易手续费"))
            .Select(f => new Row(f.Amount > Money.Zero ? BillKind.Paid : BillKind.Refunded, f.Number, new(Math.Abs(f.Amount.Fen)), f.At, day.Day, f.Kind)).ToList();
        var account = $"provider:{day.Provider}";
        var flows = new List<Flowed>();
        for (var d = day.Day; d <= day.Day.AddDays(1); d = d.AddDays(1)) flows.AddRange(await passbook.Flows(account, d, ct));
        // What a person booked for a difference settles that one, and is no reason not to find it.
        var booked = flows.Where(f => f.About != "difference" && f.Code is "moved-to-bank" or "paid-out" or "shared" or "share-returned" or "supplier-paid").Select(Entry);
        var unbooked = ThreeWay.Unbooked(moved, booked).Select((m, i) => new Finding(
            DifferenceKind.Unbooked, m.Kind, m.Number, i, null, null, m, m.Kind == BillKind.Paid ? m.Amount : Money.Zero - m.Amount)).ToList();
        await db.SaveChangesAsync(ct);
        await Keep(day, unbooked, d => d.What == DifferenceKind.Unbooked, clock.GetUtcNow(), ct);
    }

    /// <summary>Puts a bill in the place of what was known of the day.</summary>
    public async Task Store(string provider, DateOnly day, IReadOnlyList<BillLine> lines, CancellationToken ct)
    {
        await db.Begin(ct);
        await db.Set<BillRow>().Where(b => b.Provider == provider && b.Day == day).ExecuteDeleteAsync(ct);
        await db.Insert([.. lines.Select(l => BillRow.Of(provider, day, l))], ct);
    }
}
