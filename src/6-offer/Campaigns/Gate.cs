using Linli.Catalog;
using Linli.Members;

namespace Linli.Campaigns;

/// <summary>
/// The conditional statements that keep stock and limits true on any number of hosts. They run last in the caller's transaction,
/// always in this order and each in the order of its keys, so that two callers never wait for each other in a ring:
/// participants, what households took, items.
/// </summary>
static class Gate
{
    sealed record Joined(CampaignId Campaign, HouseholdId Household, long Orders);

    /// <param name="Most">What one household may have in all.</param>
    sealed record Limited(CampaignId Campaign, HouseholdId Household, SkuId Sku, long Amount, long Most);

    sealed record Item(CampaignId Campaign, SkuId Sku, long Amount);

    /// <summary>Counts orders of households in and out of campaigns.</summary>
    public static void Join(LinliDb db, IEnumerable<(CampaignId Campaign, HouseholdId Household)> orders, int by)
    {
        List<Joined> rows = [.. orders.CountBy(o => o).Select(o => new Joined(o.Key.Campaign, o.Key.Household, by * o.Value))
            .OrderBy(r => r.Campaign.Value).ThenBy(r => r.Household.Value)];
        foreach (var row in rows) db.Tell(row.Campaign.Value);
        db.Touch<Participant>();
        db.AtLast(
            """
            insert into campaigns_participants (tenant, campaign, household, orders, paid, place, failed, revision)
            select @tenant, campaign, household, orders, 0, 0, false, 0 from {rows} where true
            on conflict (tenant, campaign, household) do update set orders = campaigns_participants.orders + excluded.orders
            """, rows);
    }

    /// <summary>Writes down what was granted: whatever a limit or a total does not allow any more loses the race.</summary>
    public static void Pass(LinliDb db, Taking taking)
    {
        var limited = taking.Limited.Where(l => l.Value.Added != 0)
            .OrderBy(l => l.Key.Campaign.Value).ThenBy(l => l.Key.Household.Value).ThenBy(l => l.Key.Sku.Value)
            .ToLookup(l => l.Value.IsNew, l => new Limited(l.Key.Campaign, l.Key.Household, l.Key.Sku, l.Value.Added, l.Value.Most));
        var (first, further) = (limited[true].ToList(), limited[false].ToList());
        List<Item> items = [.. taking.Items.Where(i => i.Value != 0).Select(i => new Item(i.Key.Campaign, i.Key.Sku, i.Value))];
        foreach (var item in items) db.Tell(item.Campaign.Value);
        db.AtLast(takeMore, further, each: true);
        db.AtLast(takeFirst, first, each: true);
        db.AtLast(change, items, each: true);
    }

    public static void Return(LinliDb db, IReadOnlyList<Wish> wishes)
    {
        List<Limited> taken = [.. wishes.SelectMany(w => w.Lines, (w, l) => (w.Campaign, w.Household, l.Sku, l.Amount))
            .GroupBy(l => (l.Campaign, l.Household, l.Sku), l => l.Amount)
            .Select(l => new Limited(l.Key.Campaign, l.Key.Household, l.Key.Sku, -l.Sum(), 0))];
        List<Item> items = [.. taken.GroupBy(t => (t.Campaign, t.Sku), t => t.Amount).Select(t => new Item(t.Key.Campaign, t.Key.Sku, t.Sum()))];
        foreach (var item in items) db.Tell(item.Campaign.Value);
        // Only what is limited is written down per household: some of these rows are not there.
        db.AtLast(takeMore, taken);
        db.AtLast(giveBack, items, each: true);
    }

    const string takeFirst =
        """
        insert into campaigns_takings (tenant, campaign, household, sku, amount, revision)
        select @tenant, campaign, household, sku, amount, 0 from {rows} where true on conflict do nothing
        """;

    const string takeMore =
        """
        with w as (
            select k.campaign, k.household, k.sku, r.amount, r.most from {rows} cross join campaigns_takings as k
                where k.tenant = @tenant and k.campaign = r.campaign and k.household = r.household and k.sku = r.sku
            order by k.campaign, k.household, k.sku {for update of k})
        update campaigns_takings as t set amount = t.amount + w.amount from w
        where t.tenant = @tenant and t.campaign = w.campaign and t.household = w.household and t.sku = w.sku
            and (w.amount <= 0 or t.amount + w.amount <= w.most)
        """;

    const string items =
        """
        with w as (
            select k.campaign, k.sku, r.amount from {rows} cross join campaigns_items as k
                where k.tenant = @tenant and k.campaign = r.campaign and k.sku = r.sku
            order by k.campaign, k.sku {for update of k})
        update campaigns_items as i set taken = i.taken + w.amount from w
        where i.tenant = @tenant and i.campaign = w.campaign and i.sku = w.sku
        """;

    // More only of what still sells and is still there; less until the cut-off has closed it.
    const string change = items +
        """
         and (w.amount > 0 and i.state = 'Selling' and (i.total is null or i.taken + w.amount <= i.total)
            or w.amount < 0 and i.state <> 'Closed' and i.taken + w.amount >= 0)
        """;

    const string giveBack = items + " and i.taken + w.amount >= 0";
}
