using Linli.Members;

namespace Linli.Commissions;

/// <summary>GET /api/referrals/me/gifts — what I can earn, how far I am, and what I have.</summary>
static class ReadGifts
{
    const int MostShown = 50;

    /// <param name="Brought">New households that count for it and that no gift was given for.</param>
    /// <param name="Mine">How many of it I have.</param>
    public sealed record Offer(GiftActionId Id, string Name, int Left, int Neighbours, int Brought, int PerPerson, int Mine, DateTimeOffset Until);

    /// <param name="Gifts">The newest 50.</param>
    public sealed record Answer(IReadOnlyList<Offer> Offers, IReadOnlyList<GiftShown> Gifts);

    public static async Task<Ok<Answer>> Handle(LinliDb db, Caller caller, Gifting gifting, TimeProvider clock, CancellationToken ct)
    {
        var (me, now) = (new MemberId(caller.Person), clock.GetUtcNow());
        var mine = await db.Set<Gift>().AsNoTracking().Where(g => g.Member == me).OrderByDescending(g => g.At).ThenBy(g => g.Id).Take(MostShown).ToListAsync(ct);
        GiftActionId[] had = [.. mine.Select(g => g.Action).Distinct()];
        var actions = await db.Set<GiftAction>().AsNoTracking()
            .Where(a => had.Contains(a.Id) || a.EndedAt == null && a.Until > now).OrderBy(a => a.Until).ThenBy(a => a.Id).ToListAsync(ct);
        var brought = await gifting.Uncounted(me).Select(b => b.At).ToListAsync(ct);
        return TypedResults.Ok(new Answer(
            [.. actions.Where(a => a.EndedAt is null && a.Until > now).Select(a => new Offer(
                a.Id, a.Name, a.Total - a.Given, a.Neighbours, brought.Count(at => at > a.From), a.PerPerson,
                mine.Count(g => g.Action == a.Id && g.State != GiftState.Lapsed), a.Until))],
            [.. mine.Select(g => GiftShown.Of(g, actions.Single(a => a.Id == g.Action)))]));
    }
}

/// <summary>领取礼品: PUT /api/referrals/me/gifts/{gift} — never more than there are, on however many hosts it is asked for at once.</summary>
static class ClaimGift
{
    public sealed record Body(GiftActionId Action);

    public static Body Example { get; } = new(new(Guid.Parse("01970000-0000-7000-8000-000000000001")));

    public static async Task<Ok<GiftShown>> Handle(
        GiftId gift, Body body, LinliDb db, Caller caller, Gifting gifting, TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        var (me, now) = (new MemberId(caller.Person), clock.GetUtcNow());
        var action = await db.Set<GiftAction>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == body.Action, ct) ?? throw No.GiftActionUnknown();
        if (await db.Set<Gift>().AsNoTracking().FirstOrDefaultAsync(g => g.Id == gift, ct) is { } earlier)
            return (earlier.Action, earlier.Member) == (action.Id, me) ? TypedResults.Ok(GiftShown.Of(earlier, action)) : throw No.GiftIdTaken();
        if (!await db.Set<Promoter>().AnyAsync(p => p.Id == me && p.LeftAt == null, ct)) throw No.NoPromoter();
        if (now >= action.Until) throw No.GiftsGone();
        var had = await db.Set<Gift>().Where(g => g.Action == action.Id && g.Member == me).Select(g => g.State).ToListAsync(ct);
        if (had.Count(s => s != GiftState.Lapsed) >= action.PerPerson) throw No.GiftLimit(action.PerPerson);
        var made = new Gift
        {
            Id = gift,
            Action = action.Id,
            Member = me,
            Nth = had.Count + 1,
            Code = Gifting.NewCode(),
            At = now,
            CollectBy = now.AddDays(Gift.CollectDays),
        };
        await gifting.Take(action, made, ct);
        await db.Commit(ct);
        return TypedResults.Ok(GiftShown.Of(made, action));
    }
}

/// <summary>核销礼品: PUT /api/gifts/{code}/collection — the desk hands it out, once.</summary>
static class CollectGift
{
    public static async Task<Ok<GiftShown>> Handle(string code, LinliDb db, Gifting gifting, Audit audit, CancellationToken ct)
    {
        var found = await db.Set<Gift>().AsNoTracking().FirstOrDefaultAsync(g => g.Code == code, ct) ?? throw No.GiftUnknown();
        if (found.State == GiftState.Lapsed) throw No.GiftLapsed(found.CollectBy);
        if (found.State == GiftState.Collected || !await gifting.End(found, GiftState.Collected, ct)) throw No.GiftCollected();
        audit.Note("collect-gift", $"gift {found.Id.Value}");
        await db.Commit(ct);
        var action = await db.Set<GiftAction>().AsNoTracking().SingleAsync(a => a.Id == found.Action, ct);
        return TypedResults.Ok(GiftShown.Of(await db.Set<Gift>().AsNoTracking().SingleAsync(g => g.Id == found.Id, ct), action));
    }
}

/// <summary>GET /api/gifts/{code} — what the code is for, before it is handed out.</summary>
static class ReadGift
{
    public static async Task<Ok<GiftShown>> Handle(string code, LinliDb db, CancellationToken ct)
    {
        var found = await db.Set<Gift>().AsNoTracking().FirstOrDefaultAsync(g => g.Code == code, ct) ?? throw No.GiftUnknown();
        return TypedResults.Ok(GiftShown.Of(found, await db.Set<GiftAction>().AsNoTracking().SingleAsync(a => a.Id == found.Action, ct)));
    }
}
