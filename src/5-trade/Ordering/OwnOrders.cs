using Linli.Members;

namespace Linli.Ordering;

/// <summary>A household's orders as its people may take them along. They stay when somebody leaves, under a household without a name.</summary>
static class OwnOrders
{
    const int MostOrders = 2000;

    public static Own Own { get; } = new(
        "orders", ("订单、付款和售后", "Orders, payments and claims"),
        ("交易记录按《电子商务法》第三十一条至少保存三年；账目按《会计档案管理办法》保存。注销后只留编号和金额，不再写着您是谁。",
            "Records of trade are kept for three years by law (E-Commerce Law, article 31) and books as long as accounting law says; without your name."),
        Read)
    {
        Hinders = async (services, of, ct) =>
        {
            if (of.Household is not { } home) return null;
            var alive = await services.GetRequiredService<LinliDb>().Set<Order>().CountAsync(
                o => o.Household == new HouseholdId(home) && (o.State == OrderState.AwaitingPayment || o.State == OrderState.Confirmed
                    || o.Claims.Any(c => c.State == ClaimState.Open)), ct);
            return alive == 0 ? null : ($"还有 {alive} 个订单没有取完或售后没有处理完", $"{alive} orders are not picked up, or have open claims");
        },
    };

    static async Task<object> Read(IServiceProvider services, OwnOf of, CancellationToken ct)
    {
        var home = of.Household is { } id ? new HouseholdId(id) : default;
        var orders = await services.GetRequiredService<LinliDb>().Set<Order>().AsNoTracking().Include(o => o.Lines).Include(o => o.Claims).AsSplitQuery()
            .Where(o => o.Household == home).OrderByDescending(o => o.PlacedAt).ThenBy(o => o.Id).Take(MostOrders).ToListAsync(ct);
        return orders.Select(o => new
        {
            o.Number,
            o.PlacedAt,
            o.State,
            o.Payment,
            o.Total,
            o.Paid,
            o.Refunded,
            o.Note,
            Lines = o.Lines.OrderBy(l => l.Position).Select(l => new { l.Name, l.Amount, l.Unit, l.Price, l.Total, l.Handed, l.Refunded }),
            Claims = o.Claims.Select(c => new { c.At, c.Reason, c.Amount, c.State, c.Decision, c.Question, c.Answer }),
            o.Timeline,
        }).ToList();
    }
}
