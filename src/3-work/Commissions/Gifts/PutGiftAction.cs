using Linli.Catalog;

namespace Linli.Commissions;

/// <summary>发起邀请有礼: PUT /api/gift-actions/{action} — written once; what neighbours were promised stays so. Its goods are held at once.</summary>
static class PutGiftAction
{
    /// <param name="Amount">Units or grams of the sku in one gift.</param>
    public sealed record Body(
        string Name, int Total, int Neighbours, DateTimeOffset Until, int PerPerson = 1, SkuId? Sku = null, long Amount = 0);

    public static Body Example { get; } = new("鸡蛋 10 枚", 100, 2, new(2026, 6, 1, 0, 0, 0, default));

    public static async Task<Ok<GiftActionShown>> Handle(
        GiftActionId action, Body body, LinliDb db, Gifting gifting, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var wanted = new GiftAction
        {
            Id = action,
            Name = (body.Name ?? "").Trim(),
            Sku = body.Sku,
            Amount = body.Amount,
            Total = body.Total,
            Neighbours = body.Neighbours,
            PerPerson = body.PerPerson,
            From = now,
            Until = body.Until,
        };
        await db.Begin(ct);
        if (await db.Set<GiftAction>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == action, ct) is { } earlier)
            return earlier.IsSameAs(wanted) ? TypedResults.Ok(GiftActionShown.Of(earlier)) : throw No.GiftIdTaken();
        wanted.Check(now);
        await gifting.Hold(wanted, ct);
        db.Add(wanted);
        db.Raise(new GiftActionEnds(action), action.Value, at: wanted.Until);
        audit.Note("put-gift-action", $"gift-action {action.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(GiftActionShown.Of(wanted));
    }
}

/// <summary>停止: PUT /api/gift-actions/{action}/end — no more are given; those that are out can still be collected, other goods are for sale again.</summary>
static class EndGiftAction
{
    public static async Task<Ok<GiftActionShown>> Handle(GiftActionId action, LinliDb db, Gifting gifting, Audit audit, CancellationToken ct)
    {
        if (!await db.Set<GiftAction>().AnyAsync(a => a.Id == action, ct)) throw No.GiftActionUnknown();
        await gifting.End(action, ct);
        audit.Note("end-gift-action", $"gift-action {action.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(GiftActionShown.Of(await db.Set<GiftAction>().AsNoTracking().SingleAsync(a => a.Id == action, ct)));
    }
}

/// <summary>GET /api/gift-actions — the newest first.</summary>
static class ListGiftActions
{
    public static async Task<Ok<Page<GiftActionShown>>> Handle(int? take, string? after, LinliDb db, CancellationToken ct)
    {
        var page = await Paging.Of(take, after).Of(db.Set<GiftAction>().AsNoTracking().OrderByDescending(a => a.From).ThenBy(a => a.Id), ct);
        return TypedResults.Ok(page.Select(GiftActionShown.Of));
    }
}

/// <summary>GET /api/gift-actions/{action}/gifts — what is out, the newest first.</summary>
static class ListGifts
{
    public static async Task<Ok<Page<GiftShown>>> Handle(GiftActionId action, int? take, string? after, LinliDb db, CancellationToken ct)
    {
        var of = await db.Set<GiftAction>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == action, ct) ?? throw No.GiftActionUnknown();
        var page = await Paging.Of(take, after).Of(
            db.Set<Gift>().AsNoTracking().Where(g => g.Action == action).OrderByDescending(g => g.At).ThenBy(g => g.Id), ct);
        return TypedResults.Ok(page.Select(g => GiftShown.Of(g, of)));
    }
}

/// <param name="Left">How many can still be had.</param>
sealed record GiftActionShown(
    GiftActionId Id, string Name, SkuId? Sku, long Amount, int Total, int Given, int Left, int Neighbours, int PerPerson,
    DateTimeOffset From, DateTimeOffset Until, DateTimeOffset? EndedAt)
{
    public static GiftActionShown Of(GiftAction a) => new(
        a.Id, a.Name, a.Sku, a.Amount, a.Total, a.Given, a.EndedAt is null ? a.Total - a.Given : 0, a.Neighbours, a.PerPerson, a.From, a.Until, a.EndedAt);
}

/// <param name="Code">To be said at the desk.</param>
sealed record GiftShown(GiftId Id, GiftActionId Action, string Name, string Code, GiftState State, DateTimeOffset At, DateTimeOffset CollectBy, DateTimeOffset? OverAt)
{
    public static GiftShown Of(Gift g, GiftAction a) => new(g.Id, g.Action, a.Name, g.Code, g.State, g.At, g.CollectBy, g.OverAt);
}
