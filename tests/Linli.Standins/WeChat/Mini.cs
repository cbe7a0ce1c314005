using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Linli.Standins.WeChat;

/// <summary>What a shop does in the name of its mini-program: messages people subscribed to, codes, and what became of paid goods.</summary>
sealed partial class Mini(World world, Platform platform, Faults faults, Diary diary)
{
    sealed record Yes(string OpenId, string Template, int Times = 1);

    readonly Dictionary<(string OpenId, string Template), int> consents = [];
    readonly List<object> messages = [];
    readonly Dictionary<string, long> presales = [];
    readonly Dictionary<string, JsonElement> shipped = [];
    readonly HashSet<string> shippedAgain = [];
    int codes;

    // The smallest PNG there is.
    static readonly byte[] picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    public void Endpoints(IEndpointRouteBuilder app, RouteGroupBuilder control)
    {
        app.MapPost("/cgi-bin/message/subscribe/send", (Delegate)((HttpContext http) => Hear(http, Message)));
        app.MapPost("/wxa/getwxacodeunlimit", (Delegate)Code);
        app.MapPost("/wxa/sec/order/opspecialorder", (Delegate)((HttpContext http) => Hear(http, Presale)));
        app.MapPost("/wxa/sec/order/upload_shipping_info", (Delegate)((HttpContext http) => Hear(http, Shipped)));

        control.MapPut("/consents", (Yes yes) =>
        {
            world.Alone(() => consents[(yes.OpenId, yes.Template)] = yes.Times);
            return Results.NoContent();
        });
        control.MapGet("/messages", () => Results.Json(world.Alone(() => messages.ToList())));
        control.MapGet("/codes", () => Results.Json(world.Alone(() => codes)));
        control.MapGet("/shipping", () => Results.Json(world.Alone(() => new { presales = presales.ToDictionary(), shipped = shipped.ToDictionary() })));
    }

    async Task<IResult> Hear(HttpContext http, Func<string, JsonElement, object> act)
    {
        var body = await World.Body(http);
        if (faults.Happens("send-busy")) return Platform.Text(Platform.Wrong(-1, "system error"));
        if (faults.Happens("send-limited")) return Platform.Text(Platform.Wrong(45009, "reach max api daily quota limit"));
        var said = world.Alone(() => platform.AppOf(http.Request.Query["access_token"].ToString()) is { } app ? act(app, body) : Platform.Wrong(42001, "access_token expired"));
        if (faults.Happens("send-lost")) await Task.Delay(TimeSpan.FromSeconds(40), http.RequestAborted);
        return faults.Happens("send-500-done") ? Results.Text("<html>502</html>", "text/html", null, 502) : Platform.Text(said);
    }

    static object Ok() => new { errcode = 0, errmsg = "ok" };

    object Message(string app, JsonElement body)
    {
        var (to, template) = (World.Text(body, "touser", 128), World.Text(body, "template_id", 64));
        if (faults.Happens("send-nobody")) return Platform.Wrong(40003, "invalid openid");
        if (body.GetProperty("miniprogram_state").GetString() is not ("formal" or "trial" or "developer")) return Platform.Wrong(41030, "invalid miniprogram_state");
        foreach (var field in body.GetProperty("data").EnumerateObject())
            if (!Fits(field.Name, field.Value.GetProperty("value").GetString() ?? "")) return Platform.Wrong(47003, $"argument invalid! data.{field.Name}.value invalid");
        if (faults.Happens("send-fields")) return Platform.Wrong(47003, "argument invalid! data.thing1.value is empty");
        if (faults.Happens("send-refused") || consents.GetValueOrDefault((to, template)) < 1) return Platform.Wrong(43101, "user refuse to accept the msg");
        consents[(to, template)]--;
        messages.Add(new { app, to, template, page = World.Text(body, "page", 128), data = body.GetProperty("data").Clone() });
        diary.Write("wechat message", app, template);
        return Ok();
    }

    static bool Fits(string field, string value) => value.Length > 0 && TrailingDigits().Replace(field, "") switch
    {
        "thing" => value.Length <= 20,
        "short_thing" or "phrase" => value.Length <= 5,
        "name" => value.Length <= 10,
        "character_string" => value.Length <= 32 && value.All(c => c is > ' ' and <= '~'),
        "number" => value.Length <= 32 && value.All(char.IsAsciiDigit),
        "amount" => value[0] == '¥' && decimal.TryParse(value[1..], NumberStyles.Number, CultureInfo.InvariantCulture, out _),
        "time" => DateTime.TryParseExact(value, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date" => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => false,
    };

    async Task<IResult> Code(HttpContext http)
    {
        var body = await World.Body(http);
        if (faults.Happens("send-busy")) return Platform.Text(Platform.Wrong(-1, "system error"));
        return world.Alone(() =>
        {
            if (platform.AppOf(http.Request.Query["access_token"].ToString()) is not { } app) return Platform.Text(Platform.Wrong(42001, "access_token expired"));
            if (faults.Happens("code-quota")) return Platform.Text(Platform.Wrong(45009, "reach max api minute quota limit"));
            var scene = body.GetProperty("scene").GetString() ?? "";
            if (!Scene().IsMatch(scene)) return Platform.Text(Platform.Wrong(40169, "invalid scene"));
            if (body.GetProperty("page").GetString()?.StartsWith('/') != false) return Platform.Text(Platform.Wrong(41030, "invalid page"));
            if (body.GetProperty("width").GetInt32() is < 280 or > 1280) return Platform.Text(Platform.Wrong(40097, "invalid args"));
            codes++;
            diary.Write("wechat code", app, scene);
            return Results.Bytes(picture, "image/jpeg");
        });
    }

    // 特殊发货报备: more than 15 days after it was paid, and not more than 330.
    object Presale(string app, JsonElement body)
    {
        var order = World.Text(body, "order_id", 64);
        if (faults.Happens("shipping-unknown") || PaidAt(order) is not { } paid) return Platform.Wrong(268546002, "账户不存在这个待发货单号");
        if (body.GetProperty("type").GetInt32() is not (1 or 2)) return Platform.Wrong(268546000, "type非法");
        var until = DateTimeOffset.FromUnixTimeSeconds(body.GetProperty("delay_to").GetInt64()) - paid;
        if (until <= TimeSpan.FromDays(15) || until > TimeSpan.FromDays(330)) return Platform.Wrong(268546001, "delay_to非法");
        presales[order] = body.GetProperty("delay_to").GetInt64();
        diary.Write("wechat presale", order, app);
        return Ok();
    }

    object Shipped(string app, JsonElement body)
    {
        var key = body.GetProperty("order_key");
        if (key.GetProperty("order_number_type").GetInt32() != 2) return Platform.Wrong(268485194, "订单单号类型非法");
        var order = World.Text(key, "transaction_id", 64);
        if (faults.Happens("shipping-system")) return Platform.Wrong(10060019, "系统错误");
        if (faults.Happens("shipping-unknown") || Find(order) is not { } trade) return Platform.Wrong(10060001, "支付单不存在");
        if (faults.Happens("shipping-closed")) return Platform.Wrong(10060004, "支付单处于不可发货的状态");
        if (body.GetProperty("logistics_type").GetInt32() is < 1 or > 4) return Platform.Wrong(10060005, "物流类型有误");
        var mode = body.GetProperty("delivery_mode").GetInt32();
        if (mode is not (1 or 2)) return Platform.Wrong(268485224, "发货模式非法");
        var list = body.GetProperty("shipping_list");
        if (list.GetArrayLength() > 15) return Platform.Wrong(10060024, "物流信息列表太长");
        if (mode == 1 && list.GetArrayLength() != 1) return Platform.Wrong(268485228, "统一发货模式下，物流信息列表长度必须为 1");
        foreach (var item in list.EnumerateArray())
            if (item.GetProperty("item_desc").GetString() is not { Length: > 0 and var letters }) return Platform.Wrong(10060008, "商品描述 item_desc 字段不能为空");
            else if (letters > 120) return Platform.Wrong(10060009, "商品描述 item_desc 字段太长");
        if (!Moment().IsMatch(World.Text(body, "upload_time", 40))) return Platform.Wrong(268485216, "上传时间非法，请按照 RFC 3339 格式填写");
        if (World.Text(body.GetProperty("payer"), "openid", 128) is var payer && trade.OpenId is { } paid && paid != payer)
            return Platform.Wrong(10060031, "该笔支付单不属于 openid 所指定的用户");
        if (shipped.TryGetValue(order, out var before))
        {
            if (JsonElement.DeepEquals(before, body)) return Platform.Wrong(10060023, "发货信息未更新");
            // 重新发货 is possible once.
            if (!shippedAgain.Add(order)) return Platform.Wrong(10060003, "支付单已使用重新发货机会");
        }

        shipped[order] = body.Clone();
        diary.Write("wechat shipped", order, app);
        return Ok();
    }

    DateTimeOffset? PaidAt(string transaction) => Find(transaction)?.Paid.First(p => p.Id == transaction).At;

    Trade? Find(string transaction) => world.Trades.FirstOrDefault(t => t.Paid.Any(p => p.Id == transaction));

    [GeneratedRegex(@"^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$")]
    private static partial Regex Scene();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+\d\d:\d\d$")]
    private static partial Regex Moment();

    [GeneratedRegex("[0-9]+$")]
    private static partial Regex TrailingDigits();
}
