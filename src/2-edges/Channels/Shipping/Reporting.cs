using System.Globalization;
using Linli.Campaigns;
using Linli.Members;
using Linli.Ordering;
using Linli.Payments;
using Microsoft.Extensions.Configuration;

namespace Linli.Channels;

/// <summary>发货信息管理 — tells WeChat of presale goods when they are paid, and that they were handed over when they were. The caller commits.</summary>
sealed class Reporting(LinliDb db, MiniProgram mini, Board board, OrderBook book, IConfiguration settings, TimeProvider clock)
{
    const int Pickup = 4, Unified = 1, ByTransaction = 2, PresaleOrder = 1, MostText = 120;

    /// <summary>特殊发货报备: what is fetched sooner is no presale to WeChat, and it refuses moments outside these.</summary>
    static readonly TimeSpan soonestPresale = TimeSpan.FromDays(15), latestPresale = TimeSpan.FromDays(330);

    sealed record Presale(string Transaction, long DelayTo);

    sealed record Shipped(string Transaction, MemberId Buyer, string Text, DateTimeOffset At);

    /// <summary>A shop whose mini-program WeChat does not watch may switch it off.</summary>
    async Task<bool> IsDuty(CancellationToken ct) => settings.GetValue("WeChat:ReportsShipping", true) && await mini.AppId(ct) is not null;

    public async Task Paid(PaymentReceived fact, Cashier cashier, Outgoing outgoing, CancellationToken ct)
    {
        if (fact.Provider != "wechat" || !await IsDuty(ct) || await cashier.ReceiptOf(fact.Payment, ct) is not { } receipt) return;
        if ((await book.Briefs([new(fact.About)], ct)).SingleOrDefault() is not { } order) return;
        var id = new ShipmentId(receipt.Number.Value);
        var pickup = (await board.Read(order.Campaign, ct)).PickupTo;
        var shipment = await db.Set<Shipment>().Include(s => s.Orders).FirstOrDefaultAsync(s => s.Id == id, ct);
        if (shipment is null) db.Add(shipment = new() { Id = id, Transaction = receipt.Transaction, Buyer = order.Buyer, PaidAt = receipt.At, ShipBy = pickup });
        if (shipment.Orders.All(o => o.Order != order.Id)) db.Add(new ShipmentOrder { Shipment = id, Order = order.Id });
        if (pickup > shipment.ShipBy) shipment.ShipBy = pickup;
        var ahead = shipment.ShipBy - shipment.PaidAt;
        if (ahead <= soonestPresale || ahead > latestPresale) return;
        await outgoing.Add(Id.Derived(id.Value, $"presale/{shipment.ShipBy:O}"), Carrier.Presale, id.Value, $"预售报备 {order.Number}",
            new Presale(receipt.Transaction, shipment.ShipBy.ToUnixTimeSeconds()), ct);
    }

    /// <summary>An order has ended one way or the other: what was paid for it may now be told of.</summary>
    public async Task Ended(OrderId order, Outgoing outgoing, CancellationToken ct)
    {
        if (await mini.AppId(ct) is null) return;
        var ids = await db.Set<ShipmentOrder>().Where(o => o.Order == order).Select(o => o.Shipment).ToListAsync(ct);
        if (ids.Count == 0) return;
        foreach (var shipment in await db.Set<Shipment>().Include(s => s.Orders).Where(s => ids.Contains(s.Id) && s.State == ShipmentState.Open).ToListAsync(ct))
        {
            var orders = await book.Briefs([.. shipment.Orders.Select(o => o.Order)], ct);
            if (orders.Any(o => o.State is OrderState.Confirmed or OrderState.AwaitingPayment)) continue;
            var handed = orders.Where(o => o.Handed).ToList();
            shipment.State = handed.Count == 0 ? ShipmentState.NotNeeded : ShipmentState.Reported;
            if (handed.Count == 0) continue;
            var text = string.Join("；", handed.Select(o => o.Lines > 1 ? $"{o.First}等{o.Lines}样" : o.First));
            await outgoing.Add(Id.Derived(shipment.Id.Value, "shipped"), Carrier.Shipping, shipment.Id.Value, $"发货信息 {handed[0].Number}",
                new Shipped(shipment.Transaction, shipment.Buyer, text.Length > MostText ? text[..MostText] : text, clock.GetUtcNow()), ct);
        }
    }

    public async Task<Reply> Send(Dispatch dispatch, Outgoing outgoing, CancellationToken ct)
    {
        if (dispatch.Carrier == Carrier.Presale)
            return outgoing.Open<Presale>(dispatch) is { } presale
                ? Said(await mini.Ask("/wxa/sec/order/opspecialorder", new { order_id = presale.Transaction, type = PresaleOrder, delay_to = presale.DelayTo }, ct))
                : Reply.Never("sealed by another house");

        if (outgoing.Open<Shipped>(dispatch) is not { } shipped) return Reply.Never("sealed by another house");
        if (await mini.OpenIdOf(shipped.Buyer, ct) is not { } openId) return Reply.Never("the buyer is not known in the mini-program");
        return Said(await mini.Ask("/wxa/sec/order/upload_shipping_info", new
        {
            order_key = new { order_number_type = ByTransaction, transaction_id = shipped.Transaction },
            logistics_type = Pickup,
            delivery_mode = Unified,
            shipping_list = new[] { new { item_desc = shipped.Text } },
            upload_time = shipped.At.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
            payer = new { openid = openId },
        }, ct));
    }

    /// <summary>
    /// WeChat's numbers as its document gives them. That it has heard it before is as good as done: handed over already (10060002), told
    /// twice (10060003), told the same (10060023). What it does not find is a payment that has not come to its other house yet.
    /// </summary>
    static Reply Said(WeChatSaid said) => said.Code switch
    {
        0 or 10060002 or 10060003 or 10060023 => new(Reply.Kind.Done, said.Code, said.Why),
        null => new(Reply.Kind.Silence, null, said.Why),
        -1 or 45009 or 45011 or 10060001 or 10060012 or 10060019 or 268546002 => new(Reply.Kind.Later, said.Code, said.Why),
        _ => new(Reply.Kind.Never, said.Code, said.Why),
    };
}
