using Linli.Campaigns;
using Linli.Catalog;
using Linli.Ordering;
using Linli.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Ordering;

/// <summary>Orders that are paid in the group, as a pasted chain makes them.</summary>
static class Outside
{
    public static async Task<Guid> OutsideOrder(
        this Sale sale, Person who, long eggs = 0, long milk = 0, long tomatoes = 0, string? nickname = null)
    {
        var order = new OrderId(Guid.CreateVersion7());
        PlaceOrder.Line[] lines =
        [
            .. new[] { (Sku: sale.Eggs, Amount: eggs), (Sku: sale.Milk, Amount: milk), (Sku: sale.Tomatoes, Amount: tomatoes) }
                .Where(l => l.Amount > 0).Select(l => new PlaceOrder.Line(new SkuId(l.Sku), l.Amount)),
        ];
        var body = new PlaceOrder.Body(lines, Order.Outside);
        var campaign = new CampaignId(sale.Id);
        await sale.Town.Services.GetRequiredService<Counter<PlaceOrder.Ask, Placed>>().Ask(
            sale.Town.Tenant, new(order, campaign, who.Id, body, PlaceOrder.Fingerprint(campaign, who.Id.Value, body)), default);
        if (nickname is not null)
            await sale.Town.Within(async services =>
            {
                var db = services.GetRequiredService<LinliDb>();
                (await db.Set<Order>().SingleAsync(o => o.Id == order)).Nickname = nickname;
                await db.Commit(default);
            });
        return order.Value;
    }

    public static Task<Answer> PaidOutside(this Person leader, Guid order, long amount, Guid? payment = null) =>
        leader.Put($"/orders/{order}/outside-payments/{payment ?? Guid.CreateVersion7()}", new { amount });
}
