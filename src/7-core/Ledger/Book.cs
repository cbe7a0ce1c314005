namespace Linli.Ledger;

/// <summary>One movement of money from one account to another.</summary>
/// <param name="Id">Made by the caller, once for this movement: the same id is booked once.</param>
/// <param name="Debit">Account that receives: "provider:testpay", "prepaid", "leader:{id}" …</param>
/// <param name="Code">Why: paid, refunded, handed-over, cost, received, commission-earned, lost …</param>
/// <param name="About">What kind of thing it is about: "order", "purchase-order".</param>
/// <param name="Line">The order line's sku, where there is one.</param>
/// <param name="Text">For people, at most 200 characters; name the order's number: "订单 1234 付款".</param>
/// <param name="Pending">Reserves the amount (冻结) until <see cref="Book.Settle"/> or <see cref="Book.Void"/>.</param>
public sealed record Posting(
    TransferId Id, string Debit, string Credit, Money Amount, string Code,
    string About, Guid AboutId, Guid? Line, string Text, bool Pending = false);

/// <summary>The door of the ledger (账本). The caller commits; all balances always sum to zero.</summary>
/// <remarks>
/// Give a whole batch to one <see cref="Post"/>: it then costs one statement per account, and accounts are touched in
/// the order of their names, so that two batches never wait for each other in a ring.
/// </remarks>
public sealed class Book(LinliDb db, Caller caller, TimeProvider clock)
{
    const int MostIdsAtOnce = 1000;

    // Added in this transaction and not yet in the database; entries the context has let go of no longer count.
    readonly Dictionary<TransferId, Transfer> written = [];
    readonly Dictionary<string, Account> opened = [];

    /// <summary>Books each posting once, or refuses: ledger.transfer-differs, ledger.below-zero.</summary>
    public async Task Post(IReadOnlyList<Posting> postings, CancellationToken ct)
    {
        if (postings.Count == 0) return;
        await db.Begin(ct);
        var known = await Known([.. postings.Select(p => p.Id).Distinct()], ct);
        var now = clock.GetUtcNow();
        var fresh = new List<Transfer>(postings.Count);
        foreach (var posting in postings)
        {
            if (known.TryGetValue(posting.Id, out var earlier))
            {
                if (!earlier.IsSameAs(posting)) throw No.TransferDiffers();
                continue;
            }

            known[posting.Id] = earlier = Transfer.Of(posting, caller.Tenant, now);
            fresh.Add(earlier);
        }

        await Write(fresh, ct);
    }

    /// <summary>Books a pending transfer, once. After Void it refuses ledger.already-voided.</summary>
    public Task Settle(TransferId pending, CancellationToken ct) => Resolve(pending, TransferKind.Settles, ct);

    /// <summary>Gives a pending transfer back, once. After Settle it refuses ledger.already-settled.</summary>
    public Task Void(TransferId pending, CancellationToken ct) => Resolve(pending, TransferKind.Voids, ct);

    /// <summary>What is booked, in the account's own direction: what an asset holds, what a liability owes.</summary>
    public async Task<Money> Balance(string account, CancellationToken ct)
    {
        var kind = Account.KindOf(account);
        if (Opened(account) is { } fresh) return fresh.Balance;
        var sums = await db.Set<Account>().Where(a => a.Name == account)
            .Select(a => new { a.DebitsPosted, a.CreditsPosted }).FirstOrDefaultAsync(ct);
        return sums is null ? Money.Zero : Account.Natural(kind, sums.DebitsPosted, sums.CreditsPosted);
    }

    async Task Resolve(TransferId pending, TransferKind kind, CancellationToken ct)
    {
        await db.Begin(ct);
        var found = (await Known([pending], ct)).GetValueOrDefault(pending);
        if (found is not { Kind: TransferKind.Pending }) throw No.PendingUnknown();
        var earlier = written.Values.FirstOrDefault(t => t.Resolves == pending && IsAdded(t))
            ?? await db.Set<Transfer>().AsNoTracking().FirstOrDefaultAsync(t => t.Resolves == pending, ct);
        if (earlier is not null)
        {
            if (earlier.Kind == kind) return;
            throw kind == TransferKind.Settles ? No.AlreadyVoided() : No.AlreadySettled();
        }

        // Two hosts may both come here: the unique index on what is resolved lets one win, the other starts again.
        await Write([found.Resolve(kind, clock.GetUtcNow())], ct);
    }

    async Task<Dictionary<TransferId, Transfer>> Known(TransferId[] ids, CancellationToken ct)
    {
        var known = new Dictionary<TransferId, Transfer>();
        foreach (var some in ids.Chunk(MostIdsAtOnce))
        {
            var found = db.Set<Transfer>().AsNoTracking().Where(t => some.Contains(t.Id));
            foreach (var transfer in await found.ToListAsync(ct)) known[transfer.Id] = transfer;
        }

        foreach (var id in ids)
            if (written.TryGetValue(id, out var added) && IsAdded(added)) known[id] = added;
        return known;
    }

    async Task Write(IReadOnlyList<Transfer> transfers, CancellationToken ct)
    {
        var changes = new SortedDictionary<string, Change>(StringComparer.Ordinal);
        foreach (var transfer in transfers)
        {
            var (debit, credit) = transfer.Changes;
            changes[transfer.Debit] = changes.GetValueOrDefault(transfer.Debit) + debit;
            changes[transfer.Credit] = changes.GetValueOrDefault(transfer.Credit) + credit;
        }

        foreach (var (account, change) in changes) await Apply(account, change, ct);
        db.AddRange(transfers);
        foreach (var transfer in transfers) written[transfer.Id] = transfer;
    }

    async Task Apply(string account, Change change, CancellationToken ct)
    {
        if (Opened(account) is { } mine)
        {
            mine.Apply(change);
            return;
        }

        if (await Update(account, change, ct)) return;
        if (await db.Set<Account>().AnyAsync(a => a.Name == account, ct))
        {
            // It may have been opened between the two statements; an account that is there stays there.
            if (await Update(account, change, ct)) return;
            throw No.BelowZero(Words.Of(account));
        }

        // Opened at the same moment elsewhere, this insert loses, and the slice is done again from the start.
        var fresh = Account.Open(caller.Tenant, account);
        fresh.Apply(change);
        db.Add(fresh);
        opened[account] = fresh;
    }

    async Task<bool> Update(string account, Change change, CancellationToken ct)
    {
        var (debits, debitsPending, credits, creditsPending) = change;
        return await db.Set<Account>()
            .Where(a => a.Name == account && (!a.DebitsMustNotExceedCredits
                || a.CreditsPosted + credits >= a.DebitsPosted + debits + a.DebitsPending + debitsPending))
            .ExecuteUpdateAsync(set => set
                .SetProperty(a => a.DebitsPosted, a => a.DebitsPosted + debits)
                .SetProperty(a => a.DebitsPending, a => a.DebitsPending + debitsPending)
                .SetProperty(a => a.CreditsPosted, a => a.CreditsPosted + credits)
                .SetProperty(a => a.CreditsPending, a => a.CreditsPending + creditsPending), ct) == 1;
    }

    Account? Opened(string account) => opened.TryGetValue(account, out var mine) && IsAdded(mine) ? mine : null;

    bool IsAdded(object row) => db.Entry(row).State == EntityState.Added;
}
