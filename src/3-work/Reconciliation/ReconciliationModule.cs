using Linli.Payments;

namespace Linli.Reconciliation;

/// <summary>对账 — whether our ledger, our payments, the providers' bills and the till say the same, and what is done where they do not.</summary>
public sealed class ReconciliationModule : Module
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<Checking>();
        services.AddScoped<Till>();
        services.When<PaymentReceived>(WhenPaymentReceived.Remember, Telling.Together);
        services.When<DayDue>(WhenDayDue.Check);
    }

    public override void Tables(ModelBuilder model)
    {
        model.Owned<CheckedDay>("reconciliation_days", d => new { d.Provider, d.Day }, day =>
        {
            day.Index(d => d.Day);
            day.Property(d => d.Provider).HasMaxLength(20);
            day.Property(d => d.Trouble).HasMaxLength(CheckedDay.LongestTrouble);
            day.Ignore(d => d.Thing);
        });
        model.Owned<BillRow>("reconciliation_bill_rows", b => b.Id, row =>
        {
            row.Index(b => new { b.Provider, b.Day });
            row.Index(b => b.Number);
            row.Property(b => b.Provider).HasMaxLength(20);
            row.Property(b => b.Number).HasMaxLength(64);
            row.Property(b => b.TradeNo).HasMaxLength(64);
        });
        model.Owned<Difference>("reconciliation_differences", d => d.Id, difference =>
        {
            difference.Index(d => new { d.Provider, d.Day });
            difference.Index(d => d.State);
            difference.Property(d => d.Provider).HasMaxLength(20);
            difference.Property(d => d.Number).HasMaxLength(64);
            difference.Property(d => d.TradeNo).HasMaxLength(64);
            difference.Ignore(d => d.CanBeBooked);
        });
        model.Owned<Correction>("reconciliation_entries", c => c.Id, entry =>
        {
            entry.Index(c => c.Difference);
            entry.Property(c => c.Debit).HasMaxLength(80);
            entry.Property(c => c.Credit).HasMaxLength(80);
            entry.Property(c => c.Reason).HasMaxLength(Correction.LongestReason);
            entry.Property(c => c.UndoneReason).HasMaxLength(Correction.LongestReason);
        });
        model.Owned<CashCount>("reconciliation_cash_counts", c => c.Id, count =>
        {
            count.Index(c => c.Day);
            count.Property(c => c.Note).HasMaxLength(CashCount.LongestNote);
            count.Ignore(c => c.Difference);
        });
        model.Owned<Agreement>("reconciliation_agreements", a => a.Provider, row => row.Property(a => a.Provider).HasMaxLength(20));
    }

    static readonly Role[] deciders = [Role.Hq, Role.Owner], counters = [Role.Hq, Role.Owner, Role.Clerk];

    public override void Endpoints(IEndpointRouteBuilder api)
    {
        api.MapGet("/money", ReadMoney.Handle).For(deciders).WithTags("Reconciliation")
            .Says("Money at a glance: what waits for somebody, today's takings by way, what is owed, what providers keep");
        var room = api.MapGroup("/reconciliation").WithTags("Reconciliation");
        room.MapGet("/days", ReadDays.Handle).For(deciders).Says("Days and how they compare, those with open differences first");
        room.MapGet("/days/{day}/{provider}", ReadCheckedDay.Handle).For(deciders).Says("One day with one provider", no: ["reconciliation.day-unknown"]);
        room.MapPut("/days/{day}/{provider}/check", CheckDay.Handle).For(deciders)
            .Says("Compare a day again; read it to see what came of it", no: ["reconciliation.day-not-over", "reconciliation.day-unknown"]);
        room.MapPut("/days/{day}/{provider}/bill", UploadBill.Handle).For(deciders).Heavy(UploadBill.MostBytes)
            .Says("Bring the provider's bill as a file (raw body, CSV or XLSX, at most 16 MB and 200,000 rows)", no: [
                "reconciliation.provider-wrong", "reconciliation.day-not-over", "reconciliation.bill-unknown", "reconciliation.bill-row-wrong",
                "reconciliation.bill-cut", "reconciliation.bill-of-another-day"]);
        room.MapGet("/differences", ListDifferences.Handle).For(deciders).Says("What differs, with all sides; the open ones first");
        room.MapPut("/entries/{entry}", BookCorrection.Handle).For(deciders).Says("Settle a difference by a balanced entry", BookCorrection.Example, [
            "reconciliation.difference-unknown", "reconciliation.entry-id-taken", "reconciliation.already-booked", "reconciliation.nothing-to-book",
            "reconciliation.reason-missing"]);
        room.MapPut("/entries/{entry}/reversal", UndoCorrection.Handle).For(deciders).Says("Take it back by an entry the other way round",
            UndoCorrection.Example, ["reconciliation.entry-unknown", "reconciliation.reason-missing"]);
        room.MapGet("/cash", ReadCash.Handle).For(counters).Says("A day's cash, person by person", no: ["reconciliation.day-unknown"]);
        room.MapPut("/counts/{count}", CountCash.Handle).For(counters).Says("Count a person's cash of a day", CountCash.Example, [
            "reconciliation.count-wrong", "reconciliation.count-id-taken", "reconciliation.undo-first", "reconciliation.day-not-over"]);
        room.MapPut("/agreements/{provider}", SetAgreement.Handle).For(deciders).Says("What a provider may keep of a payment", SetAgreement.Example,
            ["reconciliation.provider-wrong", "reconciliation.fee-wrong"]);
    }
}

public readonly record struct DifferenceId(Guid Value) : IId<DifferenceId>
{
    public static bool TryParse(string? text, out DifferenceId id) => Id.TryParse(text, out id);
}

public readonly record struct CorrectionId(Guid Value) : IId<CorrectionId>
{
    public static bool TryParse(string? text, out CorrectionId id) => Id.TryParse(text, out id);
}

public readonly record struct CashCountId(Guid Value) : IId<CashCountId>
{
    public static bool TryParse(string? text, out CashCountId id) => Id.TryParse(text, out id);
}
