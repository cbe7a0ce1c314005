using Linli.Ledger;
using Linli.Members;

namespace Linli.Pricing;

/// <summary>What a household may use of its points for one order.</summary>
public sealed record PointsWanted(PointsTerms Terms, long Points);

/// <summary>
/// The door (积分簿): a household's points, one fen each, in lots by their last day. The soonest to end are used first and go back to
/// where they came from. The lots are the truth, every change leaves an entry, and the ledger owes what they sum to. The caller commits.
/// </summary>
public sealed class PointsBook(LinliDb db, Book book, Mailbox mailbox, TimeProvider clock)
{
    /// <summary>How long points are good that come back when their lot is over.</summary>
    public const int MoreDays = 30;

    /// <summary>For a quote: refuses points.off, and points.too-few when the household has not so many, those in the order included.</summary>
    public async Task<PointsWanted> Read(HouseholdId household, long points, Guid order, CancellationToken ct)
    {
        var rules = await PointsRules.Of(db, ct);
        if (points < 0 || rules.MostBasisPoints == 0) throw No.PointsOff();
        var have = await Has(household, ct) + await Holds(order, ct);
        return points <= have ? new(rules.Terms, points) : throw No.PointsTooFew(have);
    }

    /// <summary>What a household can use today.</summary>
    public Task<long> Has(HouseholdId household, CancellationToken ct)
    {
        var today = Today;
        return db.Set<PointsLot>().Where(l => l.Household == household && l.LastDay >= today).SumAsync(l => l.Left, ct);
    }

    /// <summary>What an order still holds of its points, for a change of it: whatever the shop has decided since, it keeps them.</summary>
    public async Task<PointsWanted> UsedFor(Guid order, CancellationToken ct)
    {
        var rules = await PointsRules.Of(db, ct);
        return new(rules.MostBasisPoints > 0 ? rules.Terms : new(1, new(1), PointsRules.MostShare), await Holds(order, ct));
    }

    /// <summary>Pays for an order that holds none yet.</summary>
    public async Task Spend(HouseholdId household, long points, Guid order, string number, CancellationToken ct)
    {
        if (points == 0) return;
        await db.Begin(ct);
        var (today, left) = (Today, points);
        var lots = await db.Set<PointsLot>().AsNoTracking().Where(l => l.Household == household && l.LastDay >= today && l.Left > 0)
            .OrderBy(l => l.LastDay).ToListAsync(ct);
        foreach (var lot in lots)
        {
            if (left == 0) break;
            var part = Math.Min(left, lot.Left);
            // Who comes second to the last of them begins anew, and then sees how many there are.
            if (await Lot(household, lot.LastDay).Where(l => l.Left >= part).ExecuteUpdateAsync(l => l.SetProperty(x => x.Left, x => x.Left - part), ct) == 0)
                throw new DbUpdateConcurrencyException("another order used these points");
            db.Add(new PointsUse { Order = order, LastDay = lot.LastDay, Household = household, Points = part });
            Enter(Id.Derived(order, $"points-spent/{lot.LastDay:yyyyMMdd}"), household, PointsMove.Spent, -part, lot.LastDay, order, null, number);
            left -= part;
        }

        if (left > 0) throw No.PointsTooFew(points - left);
        await Post(Id.Derived(order, "points-spent"), Account(household), "prepaid", points, "points-spent", order, null, $"订单 {number} 积分抵扣", ct);
    }

    /// <summary>Of what an order holds so many stay; the rest goes back. An order that ends keeps none.</summary>
    public async Task Keep(Guid order, long points, string number, CancellationToken ct) =>
        await Return(order, null, await Holds(order, ct) - points, number, "prepaid", ct);

    /// <summary>Before goods are handed over: of a line so many shall have gone back in all.</summary>
    public async Task ReturnInAll(Guid order, Guid line, long points, string number, CancellationToken ct) =>
        await Return(order, line, points - await ReturnedOf(order, line, ct), number, "prepaid", ct);

    /// <summary>After goods were handed over: so many go back now.</summary>
    public Task ReturnClaimed(Guid order, long points, string number, CancellationToken ct) => Return(order, null, points, number, "sales", ct);

    /// <summary>What of a line's points went back before it was handed over.</summary>
    public Task<long> ReturnedOf(Guid order, Guid line, CancellationToken ct) => db.Set<PointsEntry>()
        .Where(e => e.Order == order && e.Line == line && e.Move == PointsMove.Returned).SumAsync(e => e.Points, ct);

    /// <summary>Goods that points paid for were handed over: the prepaid part becomes revenue.</summary>
    public Task HandOver(Guid id, Guid order, Guid line, long points, string text, CancellationToken ct) =>
        Post(id, "prepaid", "sales", points, "handed-over", order, line, text, ct);

    /// <summary>Grants what so much money earns, in all; what was granted for this order before is not granted again.</summary>
    public async Task Earn(HouseholdId household, Guid order, string number, Money paid, CancellationToken ct)
    {
        var rules = await PointsRules.Of(db, ct);
        var before = await db.Set<PointsEntry>().Where(e => e.Order == order && e.Move == PointsMove.Earned).SumAsync(e => e.Points, ct);
        var more = paid.Fen / 100 * rules.PerYuan - before;
        if (more > 0) await Grant(Id.Derived(order, $"points-earned/{before}"), household, PointsMove.Earned, more, rules, order, number, $"订单 {number} 得积分", ct);
    }

    /// <summary>Whether anything can be earned in this shop.</summary>
    public async Task<bool> AreEarned(CancellationToken ct) => (await PointsRules.Of(db, ct)).PerYuan > 0;

    /// <summary>Whether points can pay for anything in this shop.</summary>
    public async Task<bool> AreUsable(CancellationToken ct) => (await PointsRules.Of(db, ct)).MostBasisPoints > 0;

    /// <summary>Refuses points.off.</summary>
    public async Task MustBeUsable(CancellationToken ct)
    {
        if (!await AreUsable(ct)) throw No.PointsOff();
    }

    /// <summary>What a claim gives back, as points where the household would rather have them: no cost of the shop's, but less sold.</summary>
    public async Task GiveInstead(Guid claim, HouseholdId household, long points, Guid order, Guid line, string number, CancellationToken ct)
    {
        await db.Begin(ct);
        var (id, lastDay) = (Id.Derived(claim, "points-instead"), (await PointsRules.Of(db, ct)).LastDay(Today));
        await Put(household, lastDay, points, ct);
        Enter(id, household, PointsMove.Instead, points, lastDay, order, line, number);
        await Post(id, "sales", Account(household), points, "points-returned", order, line, $"订单 {number} 售后退成积分", ct);
    }

    /// <summary>What was given for something that went back, as far as the household still has it: nobody falls below zero.</summary>
    /// <returns>How many that were.</returns>
    public async Task<long> TakeBack(Guid given, HouseholdId household, long points, string number, CancellationToken ct)
    {
        await db.Begin(ct);
        var (today, left) = (Today, points);
        foreach (var lot in await db.Set<PointsLot>().AsNoTracking().Where(l => l.Household == household && l.LastDay >= today && l.Left > 0)
            .OrderByDescending(l => l.LastDay).ToListAsync(ct))
        {
            var part = Math.Min(left, lot.Left);
            if (part == 0) break;
            if (await Lot(household, lot.LastDay).Where(l => l.Left >= part).ExecuteUpdateAsync(l => l.SetProperty(x => x.Left, x => x.Left - part), ct) == 0)
                throw new DbUpdateConcurrencyException("another order used these points");
            Enter(Id.Derived(given, $"points-taken-back/{lot.LastDay:yyyyMMdd}"), household, PointsMove.TakenBack, -part, lot.LastDay, null, null, number);
            left -= part;
        }

        if (left < points)
            await book.Post([new(new(Id.Derived(given, "points-taken-back")), Account(household), "points-granted", new(points - left), "points-taken-back",
                "household", household.Value, null, $"订单 {number} 全部退款，收回晒单奖励")], ct);
        return points - left;
    }

    /// <summary>By the shop, with a reason that the household reads.</summary>
    public async Task Give(Guid id, HouseholdId household, long points, string reason, CancellationToken ct) =>
        await Grant(id, household, PointsMove.Given, points, await PointsRules.Of(db, ct), null, reason, $"赠送积分：{reason}", ct);

    /// <summary>The day of a lot is over: what is left of it is the shop's.</summary>
    internal async Task Expire(HouseholdId household, DateOnly lastDay, CancellationToken ct)
    {
        await db.Begin(ct);
        var left = await Lot(household, lastDay).Select(l => l.Left).FirstOrDefaultAsync(ct);
        if (left == 0 || lastDay >= Today) return;
        if (await Lot(household, lastDay).Where(l => l.Left == left).ExecuteUpdateAsync(l => l.SetProperty(x => x.Left, 0L), ct) == 0)
            throw new DbUpdateConcurrencyException("points of this lot were just used");
        var id = Id.Derived(household.Value, $"points-expired/{lastDay:yyyyMMdd}");
        Enter(id, household, PointsMove.Expired, -left, lastDay, null, null, "");
        await book.Post([new(new(id), Account(household), "points-breakage", new(left), "points-expired", "household", household.Value, null,
            $"{lastDay:yyyy-MM-dd} 到期的积分")], ct);
    }

    async Task Grant(
        Guid id, HouseholdId household, PointsMove move, long points, PointsRules rules, Guid? order, string said, string text, CancellationToken ct)
    {
        await db.Begin(ct);
        var lastDay = rules.LastDay(Today);
        await Put(household, lastDay, points, ct);
        Enter(id, household, move, points, lastDay, order, null, said);
        await book.Post([new(new(id), "points-granted", Account(household), new(points), "points-earned",
            order is null ? "household" : "order", order ?? household.Value, null, text)], ct);
    }

    async Task Return(Guid order, Guid? line, long points, string number, string from, CancellationToken ct)
    {
        if (points <= 0) return;
        await db.Begin(ct);
        // The longest good go back first: what stays in the order are those that would have ended soonest.
        var uses = await db.Set<PointsUse>().AsNoTracking().Where(u => u.Order == order).OrderByDescending(u => u.LastDay).ToListAsync(ct);
        var (today, before, left) = (Today, uses.Sum(u => u.Returned), Math.Min(points, uses.Sum(u => u.Points - u.Returned)));
        if (left == 0) return;
        var (all, ends) = (left, default(DateOnly));
        foreach (var use in uses)
        {
            var part = Math.Min(left, use.Points - use.Returned);
            if (part == 0) continue;
            if (await db.Set<PointsUse>().Where(u => u.Order == order && u.LastDay == use.LastDay && u.Returned == use.Returned)
                .ExecuteUpdateAsync(u => u.SetProperty(x => x.Returned, x => x.Returned + part), ct) == 0)
                throw new DbUpdateConcurrencyException("points of this order just went back");
            var late = use.LastDay < today;
            var lastDay = late ? today.AddDays(MoreDays) : use.LastDay;
            await Put(use.Household, lastDay, part, ct);
            Enter(Id.Derived(order, $"points-back/{use.LastDay:yyyyMMdd}/{use.Returned}"), use.Household, PointsMove.Returned, part, lastDay, order, line, number, late);
            ends = ends == default || lastDay < ends ? lastDay : ends;
            left -= part;
        }

        var household = uses[0].Household;
        await Post(Id.Derived(order, $"points-back/{before}"), from, Account(household), all, "points-returned", order, line, $"订单 {number} 退回积分", ct);
        mailbox.Send(household, ("积分已退回", "Points are back"),
            ($"订单 {number} 用掉的 {all} 积分退回来了，最早 {ends:yyyy-MM-dd} 到期。", $"The {all} points of order {number} are back; the first of them end on {ends:yyyy-MM-dd}."), $"/orders/{order}");
    }

    async Task Put(HouseholdId household, DateOnly lastDay, long points, CancellationToken ct)
    {
        if (await Lot(household, lastDay).ExecuteUpdateAsync(l => l.SetProperty(x => x.Left, x => x.Left + points), ct) == 1) return;
        // Should two be first at once, the key lets one win and the other is done again.
        db.Add(new PointsLot { Household = household, LastDay = lastDay, Left = points });
        db.Raise(new PointsEnd(household, lastDay), household.Value, at: BusinessDay.At(lastDay.AddDays(1), default));
        await db.SaveChangesAsync(ct);
    }

    void Enter(Guid id, HouseholdId household, PointsMove move, long points, DateOnly lastDay, Guid? order, Guid? line, string text, bool late = false) =>
        db.Add(new PointsEntry
        {
            Id = id,
            Household = household,
            Move = move,
            Points = points,
            LastDay = lastDay,
            Order = order,
            Line = line,
            Text = text,
            Late = late,
            At = clock.GetUtcNow(),
        });

    Task Post(Guid id, string debit, string credit, long points, string code, Guid order, Guid? line, string text, CancellationToken ct) =>
        book.Post([new(new(id), debit, credit, new(points), code, "order", order, line, text)], ct);

    Task<long> Holds(Guid order, CancellationToken ct) => db.Set<PointsUse>().Where(u => u.Order == order).SumAsync(u => u.Points - u.Returned, ct);

    IQueryable<PointsLot> Lot(HouseholdId household, DateOnly lastDay) => db.Set<PointsLot>().Where(l => l.Household == household && l.LastDay == lastDay);

    DateOnly Today => BusinessDay.Of(clock.GetUtcNow());

    static string Account(HouseholdId household) => $"points:{household.Value}";
}

/// <summary>The last day of a lot is over.</summary>
sealed record PointsEnd(HouseholdId Household, DateOnly LastDay);

static class WhenPointsEnd
{
    public static Task Expire(PointsEnd fact, PointsBook points, CancellationToken ct) => points.Expire(fact.Household, fact.LastDay, ct);
}
