namespace Linli.Reconciliation;

/// <summary>对账日列表: GET /api/reconciliation/days?provider=&amp;open= — those with open differences first.</summary>
static class ReadDays
{
    public static async Task<Ok<Page<DayShown>>> Handle(string? provider, bool? open, int? take, string? after, LinliDb db, CancellationToken ct)
    {
        var days = db.Set<CheckedDay>().AsNoTracking();
        if (provider is not null) days = days.Where(d => d.Provider == provider);
        if (open == true) days = days.Where(d => d.Open > 0);
        var page = await Paging.Of(take, after).Of(
            days.OrderByDescending(d => d.Open > 0).ThenByDescending(d => d.Day).ThenBy(d => d.Provider), ct);
        return TypedResults.Ok(page.Select(DayShown.From));
    }
}

/// <summary>GET /api/reconciliation/days/{day}/{provider}</summary>
static class ReadCheckedDay
{
    public static async Task<Ok<DayShown>> Handle(DateOnly day, string provider, LinliDb db, CancellationToken ct) => TypedResults.Ok(DayShown.From(
        await db.Set<CheckedDay>().AsNoTracking().FirstOrDefaultAsync(d => d.Day == day && d.Provider == provider, ct) ?? throw No.DayUnknown()));
}

/// <summary>再对一次: PUT /api/reconciliation/days/{day}/{provider}/check — asks for the bill again; read the day to see what came of it.</summary>
static class CheckDay
{
    public static async Task<Ok<DayShown>> Handle(
        DateOnly day, string provider, LinliDb db, Checking checking, Linli.Payments.ProviderBills bills, TimeProvider clock, CancellationToken ct)
    {
        Checking.MustBeOver(day, clock.GetUtcNow());
        var known = await db.Set<CheckedDay>().AnyAsync(d => d.Day == day && d.Provider == provider, ct);
        if (!known && !bills.Has(provider)) throw No.DayUnknown();
        var found = await checking.Open(provider, day, ct);
        if (found.State == CheckState.NoBill) found.State = CheckState.Waiting;
        // Not the first of the alarms: the next morning has its own.
        db.Raise(new DayDue(provider, day, 1), found.Thing);
        await db.Commit(ct);
        return TypedResults.Ok(DayShown.From(found));
    }
}

/// <param name="Rows">Of the provider's bill.</param>
/// <param name="FeesBooked">What of the bill's fees is in the ledger.</param>
/// <param name="Open">Differences that wait for somebody.</param>
sealed record DayShown(
    string Provider, DateOnly Day, CheckState State, bool Uploaded, string? Trouble, DateTimeOffset? CheckedAt, int Rows,
    Money BillPaid, Money BillRefunded, Money BillFee, Money PaymentsPaid, Money PaymentsRefunded, Money LedgerPaid, Money LedgerRefunded,
    Money FeesBooked, int Open, int Found)
{
    public static DayShown From(CheckedDay d) => new(
        d.Provider, d.Day, d.State, d.Uploaded, d.Trouble, d.CheckedAt, d.Rows, d.BillPaid, d.BillRefunded, d.BillFee, d.OursPaid, d.OursRefunded,
        d.LedgerPaid, d.LedgerRefunded, d.FeesBooked, d.Open, d.Found);
}
