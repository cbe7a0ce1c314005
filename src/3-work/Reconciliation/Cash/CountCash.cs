using Linli.Members;
using Linli.Payments;

namespace Linli.Reconciliation;

/// <summary>点钞: PUT /api/reconciliation/counts/{count} — what lies in the till, less what lay there before, against what the day's book says.</summary>
static class CountCash
{
    /// <param name="Person">Who took it; nobody for cash that no person is named for.</param>
    /// <param name="Counted">All that lies there.</param>
    /// <param name="Float">What lay there in the morning and stays.</param>
    public sealed record Body(DateOnly Day, MemberId? Person, Money Counted, Money Float, string Note = "");

    public static Body Example { get; } = new(new(2026, 5, 1), null, new(120_000), new(20_000));

    /// <summary>A million yuan in one till is a slip of the finger.</summary>
    static readonly Money most = new(100_000_000);

    public static async Task<Ok<TillShown>> Handle(
        CashCountId count, Body body, LinliDb db, Caller caller, Checking checking, Till till, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        var (person, note) = (body.Person?.Value ?? Guid.Empty, body.Note?.Trim() ?? "");
        if (body.Counted < Money.Zero || body.Counted > most || body.Float < Money.Zero || body.Float > most || note.Length > CashCount.LongestNote)
            throw No.CountWrong(CashCount.LongestNote);
        var now = clock.GetUtcNow();
        Checking.MustBe(body.Day);
        if (body.Day > BusinessDay.Of(now)) throw No.DayNotOver();
        if (await db.Set<CashCount>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == count, ct) is { } earlier)
            return (earlier.Day, earlier.Person, earlier.Counted, earlier.Float, earlier.Note) == (body.Day, person, body.Counted, body.Float, note)
                ? TypedResults.Ok(await till.Of(body.Day, person, ct)) : throw No.CountIdTaken();

        var expected = (await till.Expected(body.Day, ct)).GetValueOrDefault(person);
        var made = new CashCount
        {
            Id = count,
            Day = body.Day,
            Person = person,
            Counted = body.Counted,
            Float = body.Float,
            Expected = expected.Sum,
            Note = note,
            By = caller.Person,
            At = now,
        };
        var number = person.ToString("N");
        if (await db.Set<Difference>().AnyAsync(d => d.Provider == "cash" && d.Day == body.Day && d.Number == number && d.State == DifferenceState.Booked, ct))
            throw No.UndoFirst();
        db.Add(made);
        var day = await db.Set<CheckedDay>().FirstOrDefaultAsync(d => d.Provider == "cash" && d.Day == body.Day, ct);
        if (day is null) db.Add(day = new CheckedDay { Provider = "cash", Day = body.Day });
        await till.Sum(day, ct);
        (day.State, day.CheckedAt) = (CheckState.Checked, now);
        var counted = new Row(BillKind.Paid, number, body.Counted - body.Float, now, body.Day);
        var booked = new Row(BillKind.Paid, number, expected.Sum, now, body.Day);
        // Of other people's counts nothing is said here.
        await checking.Keep(day, made.Difference == Money.Zero ? [] : [new(
            made.Difference < Money.Zero ? DifferenceKind.CashShort : DifferenceKind.CashOver, BillKind.Paid, number, 0, null, booked, counted, made.Difference)],
            d => d.Number == number, now, ct);
        audit.Note("count-cash", $"{body.Day:yyyy-MM-dd} person {person}");
        await db.SaveChangesAsync(ct);
        var shown = await till.Of(body.Day, person, ct);
        await db.Commit(ct);
        return TypedResults.Ok(shown);
    }
}

/// <summary>GET /api/reconciliation/cash?day= — for each person: what was taken and given back, what was counted.</summary>
static class ReadCash
{
    public static async Task<Ok<CashShown>> Handle(DateOnly? day, Till till, TimeProvider clock, CancellationToken ct)
    {
        var on = day ?? BusinessDay.Of(clock.GetUtcNow());
        Checking.MustBe(on);
        var people = await till.All(on, ct);
        var ledger = await till.Ledger(on, ct);
        return TypedResults.Ok(new CashShown(on, ledger, people.Sum(p => p.Expected), people));
    }
}

/// <param name="Ledger">What the ledger says came into the cash account that day.</param>
/// <param name="Expected">What the people below took less what they gave back: the same, or something is wrong in the house.</param>
sealed record CashShown(DateOnly Day, Money Ledger, Money Expected, IReadOnlyList<TillShown> People);

/// <param name="Person">Nobody for cash that no person is named for.</param>
/// <param name="Difference">Counted less the float less what was expected; nothing before the count.</param>
sealed record TillShown(
    MemberId? Person, string Name, Money Taken, Money GivenBack, Money Expected, Money? Counted, Money? Float, Money? Difference, string? Note,
    string? CountedBy, DateTimeOffset? CountedAt);

/// <summary>Cash of a day, person by person.</summary>
sealed class Till(LinliDb db, ProviderBills bills, Linli.Ledger.Passbook passbook, Roster roster)
{
    internal readonly record struct Sums(Money Taken, Money Back)
    {
        public Money Sum => Taken - Back;
    }

    public async Task<IReadOnlyDictionary<Guid, Sums>> Expected(DateOnly day, CancellationToken ct)
    {
        var (from, to) = BusinessDay.Bounds(day);
        return (await bills.Ours("cash", from, to, ct)).GroupBy(l => l.By ?? Guid.Empty).ToDictionary(
            g => g.Key, g => new Sums(Of(g, BillKind.Paid), Of(g, BillKind.Refunded)));
    }

    static Money Of(IEnumerable<BillLine> lines, BillKind kind) => lines.Where(l => l.Kind == kind).Sum(l => l.Amount);

    /// <summary>Corrections are no takings.</summary>
    public async Task<Money> Ledger(DateOnly day, CancellationToken ct) =>
        (await passbook.Flows("provider:cash", day, ct)).Where(f => f.About != "difference").Sum(f => f.Amount);

    public async Task Sum(CheckedDay day, CancellationToken ct)
    {
        var sums = (await Expected(day.Day, ct)).Values.ToList();
        var flows = (await passbook.Flows("provider:cash", day.Day, ct)).Where(f => f.About != "difference").ToList();
        (day.OursPaid, day.OursRefunded) = (sums.Sum(s => s.Taken), sums.Sum(s => s.Back));
        (day.LedgerPaid, day.LedgerRefunded) = (flows.Where(f => f.Amount > Money.Zero).Sum(f => f.Amount), Money.Zero - flows.Where(f => f.Amount < Money.Zero).Sum(f => f.Amount));
    }

    public async Task<TillShown> Of(DateOnly day, Guid person, CancellationToken ct) =>
        (await All(day, ct)).First(t => (t.Person?.Value ?? Guid.Empty) == person);

    public async Task<IReadOnlyList<TillShown>> All(DateOnly day, CancellationToken ct)
    {
        var expected = await Expected(day, ct);
        var counts = (await db.Set<CashCount>().AsNoTracking().Where(c => c.Day == day).ToListAsync(ct))
            .GroupBy(c => c.Person).ToDictionary(g => g.Key, g => g.OrderBy(c => c.At).ThenBy(c => c.Id.Value).Last());
        var people = expected.Keys.Union(counts.Keys).ToList();
        var names = await roster.Names([.. people.Concat(counts.Values.Select(c => c.By)).Distinct().Select(p => new MemberId(p))], ct);
        return [.. people.Select(p => Shown(p, expected.GetValueOrDefault(p), counts.GetValueOrDefault(p), names))
            .OrderBy(t => t.Person is null).ThenBy(t => t.Name, StringComparer.Ordinal)];
    }

    static TillShown Shown(Guid person, Sums sums, CashCount? count, IReadOnlyDictionary<MemberId, string> names) => new(
        person == Guid.Empty ? null : new MemberId(person), names.GetValueOrDefault(new(person)) ?? "", sums.Taken, sums.Back, sums.Sum,
        count?.Counted, count?.Float, count is null ? null : count.Counted - count.Float - sums.Sum, count?.Note,
        count is null ? null : names.GetValueOrDefault(new(count.By)), count?.At);
}
