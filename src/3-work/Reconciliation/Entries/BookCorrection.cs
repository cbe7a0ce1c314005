using Linli.Ledger;
using Linli.Members;

namespace Linli.Reconciliation;

/// <summary>记更正分录: PUT /api/reconciliation/entries/{entry} — a person settles a difference by a balanced entry with a reason.</summary>
static class BookCorrection
{
    /// <param name="Against">Another account than proposed: the open differences, fees, losses or the bank.</param>
    public sealed record Body(DifferenceId Difference, string Reason, Against? Against = null);

    public static Body Example { get; } = new(Id.New<DifferenceId>(), "微信已到账，系统没有收到通知");

    public static async Task<Ok<DifferenceShown>> Handle(
        CorrectionId entry, Body body, LinliDb db, Caller caller, Book book, Audit audit, Roster roster, TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        var reason = ReasonOf(body.Reason);
        var found = await db.Set<Difference>().FirstOrDefaultAsync(d => d.Id == body.Difference, ct) ?? throw No.DifferenceUnknown();
        if (await db.Set<Correction>().FirstOrDefaultAsync(c => c.Id == entry, ct) is { } earlier)
            return (earlier.Difference, earlier.Reason) == (body.Difference, reason)
                ? TypedResults.Ok(await DifferenceShown.Of(found, db, roster, ct)) : throw No.EntryIdTaken();

        if (found.State == DifferenceState.Booked) throw No.AlreadyBooked();
        if (Proposal.For(found, body.Against) is not { } proposed) throw No.NothingToBook();
        var made = new Correction
        {
            Id = entry,
            Difference = found.Id,
            Debit = proposed.Debit,
            Credit = proposed.Credit,
            Amount = proposed.Amount,
            Reason = reason,
            By = caller.Person,
            At = clock.GetUtcNow(),
        };
        db.Add(made);
        found.Book();
        await book.Post([new(
            new(entry.Value), made.Debit, made.Credit, made.Amount, found.What == DifferenceKind.Unbooked && made.Debit == "provider:bank" ? "moved-to-bank" : "difference-found",
            "difference", found.Id.Value, null, $"{found.Day:yyyy-MM-dd} 对账更正：{reason}")], ct);
        audit.Note("book-correction", $"difference {found.Id.Value} entry {entry.Value}");
        await db.SaveChangesAsync(ct);
        await Recount(found, db, ct);
        var shown = await DifferenceShown.Of(found, db, roster, ct);
        await db.Commit(ct);
        return TypedResults.Ok(shown);
    }

    internal static string ReasonOf(string? text) =>
        text?.Trim() is { Length: > 0 and <= Correction.LongestReason } reason ? reason : throw No.ReasonMissing(Correction.LongestReason);

    internal static async Task Recount(Difference found, LinliDb db, CancellationToken ct)
    {
        var day = await db.Set<CheckedDay>().FirstAsync(d => d.Provider == found.Provider && d.Day == found.Day, ct);
        Checking.Count(day, await db.Set<Difference>().Where(d => d.Provider == found.Provider && d.Day == found.Day).ToListAsync(ct));
    }
}

/// <summary>撤销更正: PUT /api/reconciliation/entries/{entry}/reversal — by an entry the other way round; nothing booked is ever changed.</summary>
static class UndoCorrection
{
    public sealed record Body(string Reason);

    public static Body Example { get; } = new("钱已经自己到了");

    public static async Task<Ok<DifferenceShown>> Handle(
        CorrectionId entry, Body body, LinliDb db, Caller caller, Book book, Audit audit, Roster roster, TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        var reason = BookCorrection.ReasonOf(body.Reason);
        var made = await db.Set<Correction>().FirstOrDefaultAsync(c => c.Id == entry, ct) ?? throw No.EntryUnknown();
        var found = await db.Set<Difference>().FirstAsync(d => d.Id == made.Difference, ct);
        if (made.Undo(reason, caller.Person, clock.GetUtcNow()))
        {
            found.Unbook();
            await book.Post([new(
                new(Id.Derived(entry.Value, "reversal")), made.Credit, made.Debit, made.Amount, "corrected", "difference", found.Id.Value, null,
                $"{found.Day:yyyy-MM-dd} 撤销更正：{reason}")], ct);
            audit.Note("undo-correction", $"difference {found.Id.Value} entry {entry.Value}");
            await db.SaveChangesAsync(ct);
            await BookCorrection.Recount(found, db, ct);
            // What came meanwhile closes it again.
            if (found.Provider != "cash") db.Raise(new DayDue(found.Provider, found.Day, 1), Id.Derived(found.Id.Value, "day"));
        }

        var shown = await DifferenceShown.Of(found, db, roster, ct);
        await db.Commit(ct);
        return TypedResults.Ok(shown);
    }
}
