namespace Linli.Ledger;

/// <summary>
/// 日记 — what one transaction books. It is written at last and all at once: the transfers by one statement, the
/// accounts they touch by another, whatever their number, in the order of their names, so that two transactions never
/// wait for each other in a ring and hold the accounts that everybody wants for the shortest time.
/// </summary>
sealed class Journal(Guid transaction)
{
    readonly Dictionary<TransferId, Transfer> booked = [], endings = [];
    readonly SortedDictionary<string, Change> changes = new(StringComparer.Ordinal);
    readonly List<Transfer> fresh = [];

    public Guid Transaction => transaction;

    public Transfer? Find(TransferId id) => booked.GetValueOrDefault(id);

    /// <summary>What settles or voids this pending one.</summary>
    public Transfer? EndingOf(TransferId pending) => endings.GetValueOrDefault(pending);

    /// <summary>What is booked here and not yet seen by a reading of the database.</summary>
    public Change Waiting(string account) => changes.GetValueOrDefault(account);

    public void Add(Transfer transfer, bool covered, LinliDb db)
    {
        if (fresh.Count == 0) db.AtLast(ct => Write(db, ct));
        fresh.Add(transfer);
        booked[transfer.Id] = transfer;
        if (transfer.Resolves is { } ended) endings[ended] = transfer;
        var (debit, credit) = transfer.Changes;
        changes[transfer.Debit] = changes.GetValueOrDefault(transfer.Debit) + (debit with { Covered = covered });
        changes[transfer.Credit] = changes.GetValueOrDefault(transfer.Credit) + credit;
    }

    async Task Write(LinliDb db, CancellationToken ct)
    {
        await db.Insert(fresh, ct);
        List<Row> rows = [.. changes.Select(c => new Row(
            c.Key, c.Value.DebitsPosted, c.Value.DebitsPending, c.Value.CreditsPosted, c.Value.CreditsPending, c.Value.Covered ? 1 : 0))];
        var done = await db.Changed(change, rows, ct);
        if (done.Count < rows.Count)
        {
            // Some are not there yet, or do not hold enough. Now that all others are locked, what is refused once more
            // is refused for good.
            List<Row> rest = [.. rows.Where(r => !done.Contains(r.Account))];
            await db.Write(open, rest.ConvertAll(Opening), ct);
            var again = await db.Changed(change, rest, ct);
            if (rest.Find(r => !again.Contains(r.Account)) is { } low) throw No.BelowZero(Words.Of(low.Account));
        }

        fresh.Clear();
        changes.Clear();
    }

    sealed record Row(
        string Account, long DebitsPosted, long DebitsPending, long CreditsPosted, long CreditsPending, long Covered);

    sealed record Opened(string Account, string Kind, long NeverBelowZero);

    static Opened Opening(Row row)
    {
        var heading = Chart.Of(row.Account);
        return new(row.Account, heading.Kind.ToString(), heading.NeverBelowZero ? 1 : 0);
    }

    const string open =
        """
        insert into ledger_accounts (tenant, name, kind, debits_must_not_exceed_credits,
            debits_pending, debits_posted, credits_pending, credits_posted, revision)
        select @tenant, r.account, r.kind, r.never_below_zero = 1, 0, 0, 0, 0, 0 from {rows} where true
        on conflict do nothing
        """;

    // What brings an account up is never refused.
    const string change =
        """
        with w as (
            select k.name as account, r.debits_posted, r.debits_pending, r.credits_posted, r.credits_pending, r.covered
            from {rows} cross join ledger_accounts as k where k.tenant = @tenant and k.name = r.account
            order by k.name {for update of k})
        update ledger_accounts as a set
            debits_posted = a.debits_posted + w.debits_posted, debits_pending = a.debits_pending + w.debits_pending,
            credits_posted = a.credits_posted + w.credits_posted, credits_pending = a.credits_pending + w.credits_pending
        from w
        where a.tenant = @tenant and a.name = w.account and (
            w.covered = 0 and (not a.debits_must_not_exceed_credits or w.debits_posted + w.debits_pending <= w.credits_posted)
            or a.debits_posted + w.debits_posted + a.debits_pending + w.debits_pending <= a.credits_posted + w.credits_posted)
        returning name
        """;
}
