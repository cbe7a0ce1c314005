using System.Text.Json;

namespace Linli.Standins.WeChat;

/// <summary>Profit sharing with other merchants: receivers, orders, returns, the end of it.</summary>
sealed class Shares(World world, Seals seals, Faults faults, Diary diary, TimeProvider clock)
{
    /// <summary>What may be shared with others of one payment, in percent.</summary>
    const int Most = 30;

    readonly HashSet<string> receivers = [];
    readonly Dictionary<string, Share> shares = [];
    readonly HashSet<string> ended = [];

    public void Endpoints(IEndpointRouteBuilder app)
    {
        app.MapPost("/v3/profitsharing/receivers/add", (Delegate)Add);
        app.MapPost("/v3/profitsharing/orders", (Delegate)Divide);
        app.MapGet("/v3/profitsharing/orders/{no}", (string no) => Results.Json(world.Alone(() =>
        {
            var share = shares.GetValueOrDefault(no) ?? throw new Problem(404, "RESOURCE_NOT_EXISTS", "分账单不存在");
            share.Done = true;
            return Shown(share);
        })));
        app.MapPost("/v3/profitsharing/orders/unfreeze", (Delegate)(async (HttpContext http) =>
        {
            var body = await World.Body(http);
            var trade = Find(World.Text(body, "transaction_id", 32));
            return Results.Json(world.Alone(() =>
            {
                ended.Add(trade.OutTradeNo);
                diary.Write("wechat unfrozen", trade.OutTradeNo);
                return new { transaction_id = trade.Paid[0].Id, out_order_no = World.Text(body, "out_order_no", 64), state = "FINISHED" };
            }));
        }));
        app.MapPost("/v3/profitsharing/return-orders", (Delegate)Return);
        app.MapGet("/v3/profitsharing/return-orders/{no}", (string no, HttpContext http) => Results.Json(world.Alone(() =>
            shares.GetValueOrDefault(http.Request.Query["out_order_no"].ToString()) is { } share && share.Returns.TryGetValue(no, out var part)
                ? (object)new { out_return_no = no, amount = part.Amount, return_mchid = part.Account, result = Result(share, no) }
                : throw new Problem(404, "RESOURCE_NOT_EXISTS", "回退单不存在"))));
    }

    async Task<IResult> Add(HttpContext http)
    {
        var body = await World.Body(http);
        var account = World.Text(body, "account", 64);
        if (World.Text(body, "type", 32) != "MERCHANT_ID") throw new Problem(400, "PARAM_ERROR", "type");
        var name = seals.Decrypt(http.Request.Headers["Wechatpay-Serial"].ToString(), World.Text(body, "name", 1024));
        if (name.Length == 0) throw new Problem(400, "PARAM_ERROR", "name");
        world.Alone(() => receivers.Add(account));
        return Results.Json(new { type = "MERCHANT_ID", account, relation_type = World.Text(body, "relation_type", 32) });
    }

    async Task<IResult> Divide(HttpContext http)
    {
        var body = await World.Body(http);
        var trade = Find(World.Text(body, "transaction_id", 32));
        var no = World.Text(body, "out_order_no", 64);
        var parts = body.GetProperty("receivers").EnumerateArray().Select(r => (World.Text(r, "account", 64), r.GetProperty("amount").GetInt64())).ToList();
        return Results.Json(world.Alone(() =>
        {
            if (shares.TryGetValue(no, out var known)) return Shown(known);
            if (!trade.Splits || faults.Happens("share-refused")) throw new Problem(403, "RULE_LIMIT", "订单不支持分账");
            if (clock.GetUtcNow() < trade.Paid[0].At.AddSeconds(30)) throw new Problem(400, "INVALID_REQUEST", "支付后 30 秒才能分账");
            if (ended.Contains(trade.OutTradeNo)) throw new Problem(403, "RULE_LIMIT", "分账已完结");
            if (parts.Count is 0 or > 50 || parts.Any(p => !receivers.Contains(p.Item1))) throw new Problem(403, "NO_AUTH", "接收方未添加");
            if ((trade.Shared + parts.Sum(p => p.Item2)) * 100 > trade.Total * Most) throw new Problem(403, "RULE_LIMIT", "超过最大分账比例");
            trade.Shared += parts.Sum(p => p.Item2);
            diary.Write("wechat share", trade.OutTradeNo, string.Join(' ', parts.Select(p => $"{p.Item1} {p.Item2}")));
            if (body.GetProperty("unfreeze_unsplit").GetBoolean()) ended.Add(trade.OutTradeNo);
            return Shown(shares[no] = new Share { OutOrderNo = no, Trade = trade, Parts = parts });
        }));
    }

    async Task<IResult> Return(HttpContext http)
    {
        var body = await World.Body(http);
        var (no, of) = (World.Text(body, "out_return_no", 64), World.Text(body, "out_order_no", 64));
        var (account, amount) = (World.Text(body, "return_mchid", 32), body.GetProperty("amount").GetInt64());
        return Results.Json(world.Alone(() =>
        {
            var share = shares.GetValueOrDefault(of) ?? throw new Problem(404, "RESOURCE_NOT_EXISTS", "分账单不存在");
            if (!share.Returns.ContainsKey(no))
            {
                var left = share.Parts.Where(p => p.Account == account).Sum(p => p.Amount) - share.Returns.Values.Where(r => r.Account == account).Sum(r => r.Amount);
                if (amount < 1 || amount > left) throw new Problem(403, "RULE_LIMIT", "回退金额超过分账金额");
                if (faults.Happens("return-empty")) throw new Problem(403, "NOT_ENOUGH", "分账接收方余额不足");
                share.Returns[no] = (account, amount);
                if (faults.Happens("return-slow")) share.Puzzles[no] = 3;
                else share.Trade.Shared -= amount;
                diary.Write("wechat share back", share.Trade.OutTradeNo, $"{account} {amount}");
            }

            return new { out_order_no = of, out_return_no = no, amount, return_mchid = account, result = share.Puzzles.ContainsKey(no) ? "PROCESSING" : "SUCCESS" };
        }));
    }

    static string Result(Share share, string no)
    {
        if (!share.Puzzles.TryGetValue(no, out var left)) return "SUCCESS";
        if (left > 1)
        {
            share.Puzzles[no] = left - 1;
            return "PROCESSING";
        }

        share.Puzzles.Remove(no);
        share.Trade.Shared -= share.Returns[no].Amount;
        return "SUCCESS";
    }

    Trade Find(string transaction) => world.Alone(() => world.Trades.FirstOrDefault(t => t.Paid.Any(p => p.Id == transaction)))
        ?? throw new Problem(404, "RESOURCE_NOT_EXISTS", "订单不存在");

    static object Shown(Share share) => new
    {
        transaction_id = share.Trade.Paid[0].Id,
        out_order_no = share.OutOrderNo,
        state = share.Done ? "FINISHED" : "PROCESSING",
        receivers = share.Parts.Select(p => new { account = p.Account, amount = p.Amount, type = "MERCHANT_ID", result = share.Done ? "SUCCESS" : "PENDING" }),
    };
}
