namespace Linli.Ledger;

/// <summary>
/// The door to an account's story (存折): how it stands, how it stood, what came and went, and why it is what it is. Rooms above
/// show people their own accounts by it; what is not yet committed is not in it.
/// </summary>
public sealed class Passbook(LinliDb db, Caller caller, TimeProvider clock)
{
    public const int MostDays = 366;
    const int MostReserves = 20;

    /// <param name="moment">What was booked before it counts; how it stands now when there is none.</param>
    public async Task<Standing> Read(string account, DateTimeOffset? moment, CancellationToken ct)
    {
        MustBePast(moment);
        var sums = await Balances.Of(db, account, moment, ct);
        return new(account, Words.Of(account).In(caller.Language), sums.Balance, sums.Held, sums.Coming);
    }

    /// <summary>What came and went on these days of the shop, both included, the oldest first, with the balance after each.</summary>
    public async Task<AccountStatement> Statement(string account, DateOnly from, DateOnly to, Paging paging, CancellationToken ct)
    {
        if (to < from || to.DayNumber - from.DayNumber >= MostDays) throw No.DaysWrong(MostDays);
        var (begins, ends) = (BusinessDay.At(from, default), BusinessDay.At(to.AddDays(1), default));
        var opening = await Balances.Of(db, account, begins, ct);
        var booked = Booked(account).Where(t => t.At >= begins && t.At < ends);
        var flows = await booked.GroupBy(t => t.Debit == account).Select(g => new { Debited = g.Key, Fen = g.Sum(t => t.Fen) }).ToListAsync(ct);
        var (debits, credits) = (flows.Where(f => f.Debited).Sum(f => f.Fen), flows.Where(f => !f.Debited).Sum(f => f.Fen));
        var (comes, goes) = Account.Natural(opening.Kind, 1, 0) > Money.Zero ? (debits, credits) : (credits, debits);

        var ordered = booked.OrderBy(t => t.At).ThenBy(t => t.Id);
        var skipped = paging.Skip == 0 ? 0
            : await ordered.Take(paging.Skip).SumAsync(t => t.Debit == account ? t.Fen : -t.Fen, ct);
        var page = await paging.Of(ordered, ct);
        var balance = opening.Balance + Account.Natural(opening.Kind, skipped, 0);
        var entries = new List<StatementEntry>(page.Items.Count);
        foreach (var transfer in page.Items) entries.Add(Entry(transfer, account, opening.Kind, ref balance));
        return new(
            account, Words.Of(account).In(caller.Language), from, to, opening.Balance, new(comes), new(goes),
            opening.Balance + new Money(comes - goes), entries, page.Next);
    }

    /// <summary>为什么余额是这么多 — in a sentence and a table: the balance is the sum of its rows.</summary>
    /// <param name="called">What the one who reads calls it; the house's own name for it when left out.</param>
    public async Task<BalanceStory> Why(string account, DateTimeOffset? moment, CancellationToken ct, string? called = null)
    {
        MustBePast(moment);
        var kind = Chart.Of(account).Kind;
        var until = moment ?? DateTimeOffset.MaxValue;
        var all = db.Set<Transfer>().AsNoTracking().Where(t => t.Debit == account || t.Credit == account);
        if (moment is not null) all = all.Where(t => t.At < until);
        var flows = await all.GroupBy(t => new { t.Code, t.Kind, Debited = t.Debit == account })
            .Select(g => new Flow(g.Key.Code, g.Key.Kind, g.Key.Debited, g.Count(), g.Sum(t => t.Fen))).ToListAsync(ct);

        var rows = flows.Where(f => f.Kind is TransferKind.Posted or TransferKind.Settles).GroupBy(f => f.Code)
            .Select(code => new BalanceRow(
                code.Key, Words.Codes[code.Key].In(caller.Language), code.Sum(f => f.Count), code.Sum(f => f.In(kind))))
            .OrderByDescending(r => Math.Abs(r.Sum.Fen)).ThenBy(r => r.Code, StringComparer.Ordinal).ToList();
        var held = flows.Where(f => f.In(kind) < Money.Zero).Sum(f => f.StillReserved);
        var story = new BalanceStory(
            account, called ?? Words.Of(account).In(caller.Language), moment, "", rows.Sum(r => r.Sum), held, rows,
            held == Money.Zero ? [] : await Reserves(account, all, moment, ct));
        return story with { Sentence = caller.Language == "en" ? story.InEnglish() : story.InChinese() };
    }

    /// <summary>Everything that was booked on an account on a day of the shop, to be compared with what others say of it.</summary>
    public async Task<IReadOnlyList<Flowed>> Flows(string account, DateOnly day, CancellationToken ct) =>
        [.. (await Booked(account).Where(t => t.Day == day).OrderBy(t => t.At).ThenBy(t => t.Id).ToListAsync(ct)).Select(t => Flowed.Of(t, account))];

    /// <summary>The same between two moments, the first of them included.</summary>
    public async Task<IReadOnlyList<Flowed>> Flows(string account, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        [.. (await Booked(account).Where(t => t.At >= from && t.At < to).OrderBy(t => t.At).ThenBy(t => t.Id).ToListAsync(ct)).Select(t => Flowed.Of(t, account))];

    /// <summary>The same of one code.</summary>
    public async Task<IReadOnlyList<Flowed>> Flows(string account, DateTimeOffset from, DateTimeOffset to, string code, CancellationToken ct) =>
        [.. (await Booked(account).Where(t => t.At >= from && t.At < to && t.Code == code).OrderBy(t => t.At).ThenBy(t => t.Id).ToListAsync(ct))
            .Select(t => Flowed.Of(t, account))];

    /// <summary>The same of all codes but one, a page of it and how many there are.</summary>
    public async Task<(Page<Flowed> Page, int Count)> FlowsBut(
        string code, string account, DateTimeOffset from, DateTimeOffset to, Paging paging, CancellationToken ct)
    {
        var booked = Booked(account).Where(t => t.At >= from && t.At < to && t.Code != code);
        var page = await paging.Of(booked.OrderBy(t => t.At).ThenBy(t => t.Id), ct);
        return (page.Select(t => Flowed.Of(t, account)), await booked.CountAsync(ct));
    }

    /// <summary>What each account of a family held at a moment, and what moved on it until another; accounts that held and moved nothing are missing.</summary>
    public Task<IReadOnlyList<Turnover>> Turnovers(string prefix, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var like = prefix + "%";
        return Turnovers(
            t => t.Where(x => EF.Functions.Like(x.Debit, like)), t => t.Where(x => EF.Functions.Like(x.Credit, like)),
            a => a.Where(x => EF.Functions.Like(x.Name, like)), from, to, ct);
    }

    /// <summary>The same of accounts by name.</summary>
    public Task<IReadOnlyList<Turnover>> Turnovers(IReadOnlyCollection<string> accounts, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) => Turnovers(
        t => t.Where(x => accounts.Contains(x.Debit)), t => t.Where(x => accounts.Contains(x.Credit)), a => a.Where(x => accounts.Contains(x.Name)), from, to, ct);

    async Task<IReadOnlyList<Turnover>> Turnovers(
        Func<IQueryable<Transfer>, IQueryable<Transfer>> debited, Func<IQueryable<Transfer>, IQueryable<Transfer>> credited,
        Func<IQueryable<Account>, IQueryable<Account>> these, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var booked = db.Set<Transfer>().AsNoTracking().Where(t => (t.Kind == TransferKind.Posted || t.Kind == TransferKind.Settles) && t.At >= from && t.At < to);
        var debits = await debited(booked).GroupBy(t => new { t.Debit, t.Code })
            .Select(g => new { Account = g.Key.Debit, g.Key.Code, Debit = g.Sum(t => t.Fen), Credit = 0L }).ToListAsync(ct);
        var credits = await credited(booked).GroupBy(t => new { t.Credit, t.Code })
            .Select(g => new { Account = g.Key.Credit, g.Key.Code, Debit = 0L, Credit = g.Sum(t => t.Fen) }).ToListAsync(ct);
        var moved = debits.Concat(credits).ToLookup(m => m.Account);
        var stood = await Balances.Of(db, these(db.Set<Account>()), from).ToListAsync(ct);
        return [.. stood.Where(s => s.Balance != Money.Zero || moved.Contains(s.Name)).OrderBy(s => s.Name, StringComparer.Ordinal).Select(s => new Turnover(
            s.Name, s.Balance, moved[s.Name].GroupBy(m => m.Code)
                .ToDictionary(c => c.Key, c => c.Sum(m => Account.Natural(s.Kind, m.Debit, m.Credit)))))];
    }

    /// <summary>What became of these transfers, plain or first pending, on an account.</summary>
    public async Task<IReadOnlyList<Flowed>> Flows(string account, IReadOnlyCollection<TransferId> ids, CancellationToken ct)
    {
        var found = new List<Flowed>();
        foreach (var some in ids.Chunk(1000))
            found.AddRange((await Booked(account).Where(t => some.Contains(t.Id) || some.Contains(t.Resolves!.Value)).ToListAsync(ct))
                .Select(t => Flowed.Of(t, account)));
        return found;
    }

    /// <summary>All accounts of a family that hold or await anything: "leader:" is all leaders'.</summary>
    public async Task<IReadOnlyList<Standing>> Family(string prefix, CancellationToken ct)
    {
        var sums = await Balances.Of(db, db.Set<Account>().Where(a => EF.Functions.Like(a.Name, prefix + "%")), null).ToListAsync(ct);
        return [.. sums.Where(s => !s.IsZero).OrderBy(s => s.Name, StringComparer.Ordinal)
            .Select(s => new Standing(s.Name, Words.Of(s.Name).In(caller.Language), s.Balance, s.Held, s.Coming))];
    }

    async Task<IReadOnlyList<ReserveShown>> Reserves(
        string account, IQueryable<Transfer> all, DateTimeOffset? moment, CancellationToken ct)
    {
        var endings = db.Set<Transfer>().AsQueryable();
        if (moment is { } until) endings = endings.Where(t => t.At < until);
        var grows = Account.Natural(Chart.Of(account).Kind, 1, 0) > Money.Zero;
        var open = await all.Where(t => t.Kind == TransferKind.Pending && (grows ? t.Credit : t.Debit) == account)
            .Where(t => !endings.Any(e => e.Resolves == t.Id)).OrderBy(t => t.At).ThenBy(t => t.Id).Take(MostReserves).ToListAsync(ct);
        return [.. open.Select(t => new ReserveShown(t.Id, t.At, t.ExpiresAt, Words.Codes[t.Code].In(caller.Language), t.Text, new(t.Fen)))];
    }

    IQueryable<Transfer> Booked(string account) => db.Set<Transfer>().AsNoTracking().Where(t => (t.Debit == account || t.Credit == account)
        && (t.Kind == TransferKind.Posted || t.Kind == TransferKind.Settles));

    StatementEntry Entry(Transfer t, string account, AccountKind kind, ref Money balance)
    {
        var debited = t.Debit == account;
        var amount = Account.Natural(kind, debited ? t.Fen : 0, debited ? 0 : t.Fen);
        balance += amount;
        var other = debited ? t.Credit : t.Debit;
        return new(
            t.Id, t.At, t.Code, Words.Codes[t.Code].In(caller.Language), t.Text, amount, balance,
            Words.Of(other).In(caller.Language), t.About, t.AboutId, t.Line);
    }

    void MustBePast(DateTimeOffset? moment)
    {
        if (moment > clock.GetUtcNow()) throw No.MomentWrong();
    }

    sealed record Flow(string Code, TransferKind Kind, bool Debited, int Count, long Fen)
    {
        public Money In(AccountKind kind) => Account.Natural(kind, Debited ? Fen : 0, Debited ? 0 : Fen);

        public Money StillReserved => Kind switch
        {
            TransferKind.Posted => Money.Zero,
            TransferKind.Pending => new(Fen),
            _ => new(-Fen),
        };
    }
}
