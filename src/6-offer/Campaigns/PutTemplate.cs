using Linli.Members;

namespace Linli.Campaigns;

/// <summary>PUT /api/templates/{template} — writes a recurring list; an edit moves its next opening.</summary>
static class PutTemplate
{
    public sealed record Body(
        string Name, CampaignId Campaign, TimeOnly OpensAt, TimeOnly ClosesAt, int PickupDay, TimeOnly PickupFrom, TimeOnly PickupTo,
        int[] Weekdays, bool Active);

    public sealed record Shown(
        TemplateId Id, string Name, CampaignId Campaign, TimeOnly OpensAt, TimeOnly ClosesAt, int PickupDay, TimeOnly PickupFrom, TimeOnly PickupTo,
        IReadOnlyList<int> Weekdays, bool Active, DateTimeOffset? NextOpening)
    {
        public static Shown From(Template t) => new(
            t.Id, t.Name, t.Campaign, t.OpensAt, t.ClosesAt, t.PickupDay, t.PickupFrom, t.PickupTo, t.Weekdays, t.Active, t.NextOpening);
    }

    public static Body Example { get; } = new(
        "今日鲜货清单", default, new(7, 0), new(22, 0), 1, new(16, 0), new(20, 0), [1, 2, 3, 4, 5, 6, 7], true);

    public static async Task<Ok<Shown>> Handle(
        TemplateId template, Body body, LinliDb db, Caller caller, Roster roster, TimeProvider clock, CancellationToken ct)
    {
        await Scope.ToPlan(body.Campaign, db, caller, roster, ct);
        var found = await db.Set<Template>().FirstOrDefaultAsync(t => t.Id == template, ct);
        if (found is not null && Same(found, body)) return TypedResults.Ok(Shown.From(found));
        if (found is null)
            db.Add(found = new Template
            {
                Id = template,
                Name = "",
                Campaign = body.Campaign,
                OpensAt = default,
                ClosesAt = default,
                PickupDay = 0,
                PickupFrom = default,
                PickupTo = default,
                Weekdays = [],
                Active = false,
            });

        (found.Name, found.Campaign, found.OpensAt, found.ClosesAt) = (body.Name.Trim(), body.Campaign, body.OpensAt, body.ClosesAt);
        (found.PickupDay, found.PickupFrom, found.PickupTo) = (body.PickupDay, body.PickupFrom, body.PickupTo);
        (found.Weekdays, found.Active) = ([.. body.Weekdays.Distinct().Order()], body.Active);
        found.Check();
        found.Version++;
        found.Plan(db, clock.GetUtcNow());
        await db.Commit(ct);
        return TypedResults.Ok(Shown.From(found));
    }

    public static async Task<Ok<IReadOnlyList<Shown>>> List(LinliDb db, Caller caller, CancellationToken ct)
    {
        var me = new MemberId(caller.Person);
        var rows = db.Set<Template>().AsNoTracking();
        if (!caller.SeesTheWholeShop)
            rows = rows.Where(t => db.Set<Campaign>().Any(c => c.Id == t.Campaign && c.Leader == me));
        var found = await rows.OrderBy(t => t.OpensAt).ThenBy(t => t.Id).Take(Paging.MostTake).ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<Shown>>([.. found.Select(Shown.From)]);
    }

    static bool Same(Template t, Body b) =>
        (t.Name, t.Campaign, t.OpensAt, t.ClosesAt, t.PickupDay, t.PickupFrom, t.PickupTo, t.Active)
        == (b.Name.Trim(), b.Campaign, b.OpensAt, b.ClosesAt, b.PickupDay, b.PickupFrom, b.PickupTo, b.Active)
        && t.Weekdays.SequenceEqual(b.Weekdays.Distinct().Order());
}
