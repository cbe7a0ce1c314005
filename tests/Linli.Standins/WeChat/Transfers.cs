namespace Linli.Standins.WeChat;

/// <summary>Transfers to people: made, confirmed by their tap, expired after 24 hours, cancelled.</summary>
sealed class Transfers(World world, Seals seals, Faults faults, Diary diary, TimeProvider clock, Notifier notifier)
{
    const string Path = "/v3/fund-app/mch-transfer/transfer-bills";
    readonly Dictionary<string, Bill> bills = [];
    readonly Dictionary<string, string> names = [];

    public void Endpoints(IEndpointRouteBuilder app)
    {
        app.MapPost(Path, (Delegate)Send);
        app.MapGet(Path + "/out-bill-no/{no}", (string no, HttpContext http) => Results.Json(Find(no, World.Asker(http)).Shown()));
        app.MapPost(Path + "/out-bill-no/{no}/cancel", Cancel);
    }

    /// <summary>Whose account it is; a name that was given is checked against it.</summary>
    public void Know(string openId, string name) => world.Alone(() => names[openId] = name);

    public IReadOnlyList<Bill> All => world.Alone(() => bills.Values.ToList());

    async Task<IResult> Send(HttpContext http)
    {
        var (merchant, body) = (World.Asker(http), await World.Body(http));
        var no = World.Text(body, "out_bill_no", 32);
        if (!no.All(char.IsAsciiLetterOrDigit)) throw new Problem(400, "PARAM_ERROR", "out_bill_no");
        if (World.Text(body, "appid", 32) != merchant.AppId) throw new Problem(400, "APPID_MCHID_NOT_MATCH", "appid");
        World.Text(body, "transfer_remark", 32);
        World.Text(body, "transfer_scene_id", 36);
        if (body.GetProperty("transfer_scene_report_infos").GetArrayLength() < 1) throw new Problem(400, "PARAM_ERROR", "transfer_scene_report_infos");
        var (amount, openId) = (body.GetProperty("transfer_amount").GetInt64(), World.Text(body, "openid", 64));
        if (amount < 10) throw new Problem(400, "PARAM_ERROR", "transfer_amount");
        var name = body.TryGetProperty("user_name", out var secret) && secret.GetString() is { } text
            ? seals.Decrypt(http.Request.Headers["Wechatpay-Serial"].ToString(), text) : null;
        if (amount >= 200_000 && name is null) throw new Problem(400, "PARAM_ERROR", "user_name");
        if (faults.Happens("transfer-refused")) throw new Problem(400, "INVALID_REQUEST", "不支持");
        if (faults.Happens("transfer-not-enough")) throw new Problem(403, "NOT_ENOUGH", "商户账户资金不足");
        var bill = world.Alone(() =>
        {
            if (bills.TryGetValue(no, out var known))
                return known.Amount == amount && known.OpenId == openId ? known : throw new Problem(400, "ALREADY_EXISTS", "the number names another transfer");
            var made = bills[no] = new Bill
            {
                MchId = merchant.MchId,
                AppId = merchant.AppId,
                OutBillNo = no,
                BillNo = world.NewNumber("1330"),
                Amount = amount,
                OpenId = openId,
                Remark = World.Text(body, "transfer_remark", 32),
                NotifyUrl = body.TryGetProperty("notify_url", out var url) ? url.GetString() : null,
                MadeAt = clock.GetUtcNow(),
                UpdatedAt = clock.GetUtcNow(),
                Stuck = faults.Happens("transfer-stuck"),
            };
            diary.Write("wechat transfer", no, $"{amount} fen");
            return made;
        });
        if (name is not null && world.Alone(() => names.GetValueOrDefault(openId)) is { } right && right != name) Become(bill, "FAIL", "NAME_NOT_CORRECT");
        if (faults.Happens("transfer-500-done")) http.Items["500"] = true;
        if (faults.Happens("transfer-refused-done")) throw new Problem(400, "INVALID_REQUEST", "不支持");
        return Results.Json(new
        {
            out_bill_no = no,
            transfer_bill_no = bill.BillNo,
            create_time = Seals.Moment(bill.MadeAt),
            state = bill.State,
            package_info = bill.State == "WAIT_USER_CONFIRM" ? $"affffddafdfafddffda=={no}" : null,
        });
    }

    Bill Find(string no, Merchant merchant)
    {
        var bill = world.Alone(() => bills.GetValueOrDefault(no));
        if (bill is null || bill.MchId != merchant.MchId) throw new Problem(404, "NOT_FOUND", "记录不存在");
        if (bill is { State: "WAIT_USER_CONFIRM", Stuck: false } && clock.GetUtcNow() >= bill.MadeAt.AddHours(24)) Become(bill, "FAIL", "OVERDUE_CLOSE");
        if (bill.State == "CANCELING") Become(bill, "CANCELLED", null);
        return bill;
    }

    IResult Cancel(string no, HttpContext http)
    {
        var bill = Find(no, World.Asker(http));
        if (bill.State is not ("WAIT_USER_CONFIRM" or "ACCEPTED")) throw new Problem(400, "INVALID_REQUEST", "当前状态不能撤销");
        world.Alone(() => (bill.State, bill.UpdatedAt) = ("CANCELING", clock.GetUtcNow()));
        return Results.Json(new { out_bill_no = no, transfer_bill_no = bill.BillNo, state = "CANCELING", update_time = Seals.Moment(bill.UpdatedAt) });
    }

    /// <summary>The person taps.</summary>
    public object Confirm(string no)
    {
        var bill = world.Alone(() => bills.GetValueOrDefault(no)) ?? throw new Problem(404, "NOT_FOUND", $"there is no {no}");
        if (bill.State == "WAIT_USER_CONFIRM") Become(bill, "SUCCESS", null);
        return bill.Shown();
    }

    void Become(Bill bill, string state, string? why)
    {
        world.Alone(() => (bill.State, bill.FailReason, bill.UpdatedAt) = (state, why, clock.GetUtcNow()));
        _ = notifier.Send(world.Merchant(bill.MchId)!, "MCHTRANSFER.BILL.FINISHED", bill.OutBillNo, Notifier.Text(bill.Shown()), bill.NotifyUrl);
    }
}
