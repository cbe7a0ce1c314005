namespace Linli.Ledger;

/// <summary>One movement of money from one account to another.</summary>
/// <param name="Id">Made by the caller, once for this movement: the same id is booked once.</param>
/// <param name="Debit">Account that receives: "provider:testpay", "prepaid", "leader:{id}" …</param>
/// <param name="Code">Why: paid, refunded, handed-over, cost, received, commission-earned, lost …</param>
/// <param name="About">What kind of thing it is about: "order", "purchase-order".</param>
/// <param name="Line">The order line's sku, where there is one.</param>
/// <param name="Text">For people, at most 200 characters; name the order's number: "订单 1234 付款".</param>
/// <param name="Pending">Reserves the amount (冻结) until <see cref="Book.Settle(TransferId, CancellationToken)"/> or <see cref="Book.Void"/>.</param>
/// <param name="Expires">When a pending transfer gives itself back.</param>
/// <param name="Covered">
/// The debited account must hold it: even one that may stand below zero is not taken there by this. So nobody is paid out twice.
/// </param>
public sealed record Posting(
    TransferId Id, string Debit, string Credit, Money Amount, string Code,
    string About, Guid AboutId, Guid? Line, string Text, bool Pending = false, DateTimeOffset? Expires = null, bool Covered = false);

/// <summary>How a pending transfer ends.</summary>
/// <param name="Amount">What of it is booked, the rest is given back; the whole when nothing is said, none of it when zero.</param>
public sealed record Resolution(TransferId Pending, Money? Amount = null);

/// <summary>The door of the ledger (账本). The caller commits; all balances always sum to zero.</summary>
/// <remarks>
/// What is booked is written when the caller saves or commits, all together or not at all (all-or-nothing), and only
/// then is an account that does not hold enough known: ledger.below-zero comes from the commit.
/// </remarks>
public sealed class Book(LinliDb db, Caller caller, TimeProvider clock)
{
    const int MostIdsAtOnce = 1000;
    Journal? journal;

    /// <summary>Books each posting once, or refuses: ledger.transfer-differs, and at the commit ledger.below-zero.</summary>
    public async Task Post(IReadOnlyList<Posting> postings, CancellationToken ct)
    {
        if (postings.Count == 0) return;
        var mine = await Begin(ct);
        var known = await Known(mine, postings.Select(p => p.Id), ct);
        var now = clock.GetUtcNow();
        foreach (var posting in postings)
        {
            if (mine.Find(posting.Id) is { } earlier || known.TryGetValue(posting.Id, out earlier))
            {
                if (!earlier.IsSameAs(posting)) throw No.TransferDiffers();
                continue;
            }

            mine.Add(Transfer.Of(posting, caller.Tenant, now), posting.Covered, db);
            if (posting.Expires is { } expires) db.Raise(new ReserveExpires(posting.Id), posting.Id.Value, at: expires);
        }
    }

    /// <summary>Books a pending transfer, once. After Void it refuses ledger.already-voided.</summary>
    public Task Settle(TransferId pending, CancellationToken ct) => Resolve([new(pending)], ct);

    /// <summary>Books a part of a pending transfer and gives the rest back. Another part afterwards is refused.</summary>
    public Task Settle(TransferId pending, Money amount, CancellationToken ct) => amount > Money.Zero
        ? Resolve([new(pending, amount)], ct) : throw new InvalidOperationException($"{amount} is no part of a pending transfer: void it");

    /// <summary>Gives a pending transfer back, once. After Settle it refuses ledger.already-settled.</summary>
    public Task Void(TransferId pending, CancellationToken ct) => Resolve([new(pending, Money.Zero)], ct);

    /// <summary>Ends many pending transfers at once, each once.</summary>
    public async Task Resolve(IReadOnlyList<Resolution> resolutions, CancellationToken ct)
    {
        if (resolutions.Count == 0) return;
        var mine = await Begin(ct);
        var known = await Known(mine, resolutions.Select(r => r.Pending), ct);
        var ended = await Endings(mine, resolutions.Select(r => r.Pending), ct);
        var now = clock.GetUtcNow();
        foreach (var (id, amount) in resolutions)
        {
            var pending = mine.Find(id) ?? known.GetValueOrDefault(id);
            if (pending is not { Kind: TransferKind.Pending }) throw No.PendingUnknown();
            if (mine.EndingOf(id) is { } earlier || ended.TryGetValue(id, out earlier)) pending.MustHaveEndedSo(earlier, amount);
            else
                // Two hosts may both come here: the unique index on what is resolved lets one win, the other starts again.
                foreach (var ending in pending.End(amount, now)) mine.Add(ending, covered: false, db);
        }
    }

    /// <summary>What is booked, in the account's own direction: what an asset holds, what a liability owes.</summary>
    public async Task<Money> Balance(string account, CancellationToken ct)
    {
        var kind = Chart.Of(account).Kind;
        var sums = await db.Set<Account>().Where(a => a.Name == account)
            .Select(a => new { a.DebitsPosted, a.CreditsPosted }).FirstOrDefaultAsync(ct);
        var waiting = IsOfThisTransaction ? journal!.Waiting(account) : default;
        return Account.Natural(
            kind, (sums?.DebitsPosted ?? 0) + waiting.DebitsPosted, (sums?.CreditsPosted ?? 0) + waiting.CreditsPosted);
    }

    internal async Task<bool> HasEnded(TransferId pending, CancellationToken ct) =>
        (await Endings(await Begin(ct), [pending], ct)).Count > 0;

    // After a lost race everything begins anew in another transaction, and what the first one booked never was.
    bool IsOfThisTransaction => journal is not null && journal.Transaction == db.Database.CurrentTransaction?.TransactionId;

    async Task<Journal> Begin(CancellationToken ct)
    {
        await db.Begin(ct);
        if (!IsOfThisTransaction) journal = new(db.Database.CurrentTransaction!.TransactionId);
        return journal!;
    }

    async Task<Dictionary<TransferId, Transfer>> Known(Journal mine, IEnumerable<TransferId> ids, CancellationToken ct)
    {
        var known = new Dictionary<TransferId, Transfer>();
        foreach (var some in ids.Where(i => mine.Find(i) is null).Distinct().Chunk(MostIdsAtOnce))
            foreach (var one in await db.Set<Transfer>().AsNoTracking().Where(t => some.Contains(t.Id)).ToListAsync(ct))
                known[one.Id] = one;
        return known;
    }

    async Task<Dictionary<TransferId, Transfer>> Endings(Journal mine, IEnumerable<TransferId> ids, CancellationToken ct)
    {
        var endings = new Dictionary<TransferId, Transfer>();
        foreach (var some in ids.Distinct().Chunk(MostIdsAtOnce))
        {
            TransferId?[] those = [.. some.Where(i => mine.EndingOf(i) is null)];
            foreach (var one in await db.Set<Transfer>().AsNoTracking().Where(t => those.Contains(t.Resolves)).ToListAsync(ct))
                endings[one.Resolves!.Value] = one;
            foreach (var id in some)
                if (mine.EndingOf(id) is { } here) endings[id] = here;
        }

        return endings;
    }
}
