using Linli.Campaigns;
using Linli.Members;

namespace Linli.Ordering;

/// <summary>GET /api/orders?campaign=&amp;household=&amp;state=&amp;q= for staff, GET /api/me/orders for residents.</summary>
static class ListOrders
{
    static readonly TimeSpan searched = TimeSpan.FromDays(60);

    public static async Task<Ok<Page<OrderShown>>> Handle(
        CampaignId? campaign, HouseholdId? household, Word<OrderState>? state, string? q, bool? claims, int? take, string? after,
        LinliDb db, Caller caller, Roster roster, Showing showing, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        var orders = await Scope.Orders(db, caller, roster, ct);
        if (campaign is { } one) orders = orders.Where(o => o.Campaign == one);
        if (household is { } home) orders = orders.Where(o => o.Household == home);
        if (state is { } is_) orders = orders.Where(o => o.State == is_.Value);
        if (claims == true) orders = orders.Where(o => o.Claims.Any(c => c.State == ClaimState.Open));
        if (q?.Trim() is { Length: > 0 } text)
        {
            // By number, or of the last two months by what is in it or by the household's name or phone tail: years of lines are not read for a word.
            if (text.Length == Order.NumberDigits && text.All(char.IsAsciiDigit)) orders = orders.Where(o => o.Number == text);
            else
            {
                var since = clock.GetUtcNow() - searched;
                HouseholdId[] homes = [.. await roster.FindHouseholds(text, 100, ct)];
                orders = orders.Where(o => o.PlacedAt >= since && (homes.Contains(o.Household) || o.Lines.Any(l => l.Name.Contains(text))));
            }
        }

        var page = await Read(db, orders, Paging.Of(take, after), showing, ct);
        audit.Note("read-orders", campaign is { } c ? $"campaign {c.Value}" : "all");
        await db.Commit(ct);
        return TypedResults.Ok(page);
    }

    public static async Task<Ok<Page<OrderShown>>> Mine(
        Word<OrderState>? state, int? take, string? after, LinliDb db, Caller caller, Roster roster, Showing showing, CancellationToken ct)
    {
        if (await roster.KnownHouseholdOf(new MemberId(caller.Person), ct) is not { } home) return TypedResults.Ok(new Page<OrderShown>([], null));
        var orders = db.Set<Order>().Where(o => o.Household == home.Id);
        if (state is { } wanted) orders = orders.Where(o => o.State == wanted.Value);
        return TypedResults.Ok(await Read(db, orders, Paging.Of(take, after), showing, ct));
    }

    // Lines and claims are asked for by the orders' ids: joined with the page they would be looked for in every kept month, order by order.
    static async Task<Page<OrderShown>> Read(LinliDb db, IQueryable<Order> orders, Paging paging, Showing showing, CancellationToken ct)
    {
        var page = await paging.Of(orders.AsNoTracking().OrderByDescending(o => o.PlacedAt).ThenBy(o => o.Id), ct);
        if (page.Items.Count == 0) return new([], page.Next);
        OrderId[] ids = [.. page.Items.Select(o => o.Id)];
        var lines = (await db.Set<OrderLine>().AsNoTracking().Where(l => ids.Contains(l.Order)).ToListAsync(ct)).ToLookup(l => l.Order);
        var claims = (await db.Set<Claim>().AsNoTracking().Where(c => ids.Contains(c.Order)).ToListAsync(ct)).ToLookup(c => c.Order);
        foreach (var order in page.Items)
        {
            order.Lines.AddRange(lines[order.Id]);
            order.Claims.AddRange(claims[order.Id]);
        }

        return new(await showing.Many(page.Items, ct), page.Next);
    }
}
