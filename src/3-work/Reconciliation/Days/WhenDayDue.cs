using Linli.Payments;

namespace Linli.Reconciliation;

/// <summary>
/// Each morning: download the bill of the day before, compare it, and set the next morning's alarm. A bill that is not made yet is asked
/// for again every half hour, for three days; then a person has to bring it.
/// </summary>
static class WhenDayDue
{
    static readonly TimeSpan pause = TimeSpan.FromMinutes(30);
    const int MostTries = 144;

    public static async Task Check(DayDue due, LinliDb db, Checking checking, ProviderBills bills, TimeProvider clock, CancellationToken ct)
    {
        var day = await checking.Open(due.Provider, due.Day, ct);
        if (due.Asked == 0) await checking.Open(due.Provider, due.Day.AddDays(1), ct);
        if (day.Uploaded)
        {
            await checking.Compare(day, ct);
            return;
        }

        var (bill, funds, trouble) = await Download(due, bills, ct);
        if (bill is null)
        {
            var again = due.Asked < MostTries;
            (day.State, day.Trouble) = (day.State == CheckState.Checked ? CheckState.Checked : again ? CheckState.Waiting : CheckState.NoBill, trouble);
            if (again && day.State == CheckState.Waiting) db.Raise(new DayDue(due.Provider, due.Day, due.Asked + 1), day.Thing, at: clock.GetUtcNow() + pause);
            return;
        }

        await checking.Store(due.Provider, due.Day, bill.Lines, ct);
        await checking.Compare(day, ct);
        if (funds is not null) await checking.CompareFunds(day, funds, ct);
    }

    /// <summary>What the provider says, or why it says nothing; before anything is written.</summary>
    static async Task<(ProviderBill? Bill, IReadOnlyList<FundLine>? Funds, string? Trouble)> Download(DayDue due, ProviderBills bills, CancellationToken ct)
    {
        try
        {
            var bill = await bills.Of(due.Provider, due.Day, ct);
            return (bill, bill is not null && due.Provider == "wechat" ? await bills.FundsOf(due.Day, ct) : null, null);
        }
        catch (Refusal no) when (no.Code is "payment.provider-silent" or "payment.provider-refused" or "payment.provider-not-set-up")
        {
            return (null, null, no.Message.Length > CheckedDay.LongestTrouble ? no.Message[..CheckedDay.LongestTrouble] : no.Message);
        }
    }
}

/// <summary>The first payment of a day makes sure that the day will be checked.</summary>
static class WhenPaymentReceived
{
    public static async Task Remember(PaymentReceived fact, Checking checking, ProviderBills bills, CancellationToken ct)
    {
        if (bills.Has(fact.Provider)) await checking.Open(fact.Provider, BusinessDay.Of(fact.At), ct);
    }
}
