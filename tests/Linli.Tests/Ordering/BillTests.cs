using System.Text;
using System.Text.Json;
using Linli.Platform;
using Linli.Tests.Fulfilment;

namespace Linli.Tests.Ordering;

public class BillTests
{
    const string Preamble = "微信支付账单明细,,,,,,,,\n微信昵称：[团长],,,,,,,,\n起始时间：[2026-05-01 00:00:00] 终止时间：[2026-05-02 00:00:00],,,,,,,,\n"
        + "共9笔记录,,,,,,,,\n,,,,,,,,\n----------------------微信支付账单明细列表--------------------,,,,,,,,\n";
    const string Header = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注\n";

    /// <summary>As WeChat writes it: a tab after each long number, quotes around free text.</summary>
    static string Row(
        int trade, string payer, string yuan, string message = "", string inOut = "收入", string state = "已收钱", string type = "二维码收款",
        string time = "2026-05-01 18:05:00") =>
        $"{time},{type},\"{payer}\",\"收款方备注:二维码收款\",{inOut},\"{yuan}\",/,{state},10000500012026050100{trade:00000000}\t,100001\t,"
        + $"\"收款方备注:二维码收款{(message.Length > 0 ? "付款方留言:" + message : "")}\"\n";

    sealed record Group(Town Town, Sale Sale, Dictionary<string, Guid> Orders)
    {
        public string NewBill() => $"{Sale.Path}/bills/{Guid.CreateVersion7()}";
        public async Task<long> Paid(string nickname) => (await Town.Owner.Get($"/orders/{Orders[nickname]}")).Ok().Long("paid");

        /// <summary>小白 owes 20 yuan, 大力水手 10, 果果lynn🌈 6, 。 12.</summary>
        public static async Task<Group> Of(Town town)
        {
            var sale = await Sale.Of(town);
            async Task<Guid> Order(string name, long eggs, long milk) => await sale.OutsideOrder(await town.Resident(), eggs, milk, nickname: name);
            return new(town, sale, new()
            {
                ["小白🌸"] = await Order("小白🌸", 2, 0),
                ["大力水手"] = await Order("大力水手", 1, 0),
                ["果果lynn🌈"] = await Order("果果lynn🌈", 0, 1),
                ["。"] = await Order("。", 0, 2),
            });
        }
    }

    static string[] Told(Answer bill) =>
    [
        .. bill.Ok()["rows"].EnumerateArray().Select(r => $"{r.Text("payer")} " + (r.GetProperty("match") is { ValueKind: JsonValueKind.Object } match
            ? $"{match.Text("nickname")} {match.Text("how")} {match.Text("confidence")} {r.Number("books")}" : "-")),
    ];

    [Fact]
    public async Task A_bill_is_shown_then_booked_and_each_payment_counts_once_for_ever()
    {
        await using var town = await Town.Open();
        var group = await Group.Of(town);
        var csv = "\ufeff" + Preamble + Header
            + Row(1, "小白", "¥20.00") + Row(2, "别人", "¥10.00", "大力水手") + Row(3, "果果H区", "¥6.00") + Row(4, "路人", "￥1,006.00")
            + Row(5, "菜场", "¥20.00", inOut: "支出", state: "支付成功") + Row(6, "。", "¥12.00", state: "已全额退款") + Row(7, "。", "¥12.00");
        var path = group.NewBill();
        var shown = (await town.Leader.Put(path, new { csv })).Ok();
        Assert.Equal(
            ["小白 小白🌸 name sure 2000", "别人 大力水手 message sure 1000", "果果H区 果果lynn🌈 resembling unsure 0", "路人 -", "。 。 name unsure 0"], Told(shown));
        Assert.Equal(
            (2, 2, 1, 0, 2), (Count(shown, "matched"), Count(shown, "unsure"), Count(shown, "unmatched"), Count(shown, "already"), Count(shown, "unpaid")));
        Assert.Equal(8, shown["rows"][0].Number("row"));
        Assert.Equal("2026-05-01T10:05:00Z", shown["rows"][0].Text("at"));
        Assert.Equal(100_600, shown["rows"][3].Number("amount"));
        Assert.Equal(0, await group.Paid("小白🌸"));

        var confirmation = new { plan = shown.String("plan") };
        var booked = (await town.Leader.Put(path + "/confirmation", confirmation)).Ok();
        Assert.True(booked["confirmed"].GetBoolean());
        Assert.Equal((0, 2, 2), (Count(booked, "matched"), Count(booked, "already"), Count(booked, "unpaid")));
        // What was not booked is forgotten.
        Assert.DoesNotContain("路人", booked.Text, StringComparison.Ordinal);
        Assert.Equal(booked.Text, (await town.Leader.Put(path + "/confirmation", confirmation)).Ok().Text);
        Assert.Equal("bill.plan-changed", (await town.Leader.Put(path + "/confirmation", new { plan = "another" })).Refused);
        Assert.Equal("bill.confirmed", (await town.Leader.Put(path, new { csv })).Refused);
        Assert.Equal((2000, 1000, 0), (await group.Paid("小白🌸"), await group.Paid("大力水手"), await group.Paid("果果lynn🌈")));

        // The same file once more, under another name: only what a person decides now is new.
        var again = group.NewBill();
        var choices = new object[] { new { row = 10, order = group.Orders["果果lynn🌈"] }, new { row = 14, order = (Guid?)null } };
        shown = (await town.Leader.Put(again, new { csv, choices })).Ok();
        Assert.Equal(
            ["小白 小白🌸 booked sure 0", "别人 大力水手 booked sure 0", "果果H区 果果lynn🌈 chosen sure 600", "路人 -", "。 -"], Told(shown));
        (await town.Leader.Put(again + "/confirmation", new { plan = shown.String("plan") })).Ok();
        Assert.Equal((2000, 600, 0), (await group.Paid("小白🌸"), await group.Paid("果果lynn🌈"), await group.Paid("。")));
        Assert.Equal(3600, await Coffers.Of(town, "provider:outside"));
        await Coffers.Balances(town);
    }

    static long Count(Answer bill, string what) => bill["counts"].Number(what);

    [Fact]
    public async Task What_changed_since_it_was_shown_is_shown_again_first()
    {
        await using var town = await Town.Open();
        var group = await Group.Of(town);
        var path = group.NewBill();
        var plan = (await town.Leader.Put(path, new { csv = Header + Row(1, "小白", "20") })).Ok().String("plan");
        (await town.Leader.PaidOutside(group.Orders["小白🌸"], 500)).Ok();
        Assert.Equal("bill.plan-changed", (await town.Leader.Put(path + "/confirmation", new { plan })).Refused);
        Assert.Equal("bill.unknown", (await town.Leader.Put(group.NewBill() + "/confirmation", new { plan })).Refused);

        // 20 yuan came, 15 are due: a person decides, and no more than is due is written down.
        var shown = (await town.Leader.Put(path, new
        {
            csv = Header + Row(1, "小白", "20"),
            choices = new[] { new { row = 2, order = group.Orders["小白🌸"] } },
        })).Ok();
        Assert.Equal(["小白 小白🌸 chosen sure 1500"], Told(shown));
        (await town.Leader.Put(path + "/confirmation", new { plan = shown.String("plan") })).Ok();
        Assert.Equal(2000, await group.Paid("小白🌸"));
    }

    [Fact]
    public async Task Choices_that_cannot_be_are_refused()
    {
        await using var town = await Town.Open();
        var group = await Group.Of(town);
        var inCash = (await group.Sale.Order(await town.Resident(), eggs: 1)).Ok()["id"].GetGuid();
        async Task<string?> Refused(int row, Guid? order) =>
            (await town.Leader.Put(group.NewBill(), new { csv = Header + Row(1, "小白", "20"), choices = new[] { new { row, order } } })).Refused;
        Assert.Equal("bill.choice-wrong", await Refused(2, inCash));
        Assert.Equal("bill.choice-wrong", await Refused(3, group.Orders["小白🌸"]));
        Assert.Null(await Refused(2, null));
        Assert.Equal("bill.choice-wrong", (await town.Leader.Put(group.NewBill(), new
        {
            csv = Header + Row(1, "小白", "20") + Row(2, "小白", "20"),
            choices = new[] { new { row = 2, order = group.Orders["小白🌸"] }, new { row = 3, order = group.Orders["小白🌸"] } },
        })).Refused);
    }

    [Fact]
    public async Task Rows_that_cannot_be_read_are_told_with_the_reason()
    {
        await using var town = await Town.Open();
        var group = await Group.Of(town);
        var csv = Header + Row(1, "小白", "20") + Row(1, "小白", "20") + Row(2, "小白", "二十") + Row(3, "小白", "20", time: "昨天") + Row(4, "小白", "-20")
            + "2026/5/1 18:05,转账,大力水手,/,收入,10,/,已存入零钱,1.00005E+27,/,/\n"
            + "2026/5/1 18:05,转账,大力水手,/,收入,10,/,已存入零钱,1000050001202605019999,/,转账备注:微信转账\n"
            + Row(9, "小白", "20", time: "2026-01-01 08:00:00");
        var bill = group.NewBill();
        var shown = (await town.Leader.Put(bill, new { csv })).Ok();
        var english = (await town.Leader.Put(bill, new { csv }, language: "en")).Ok();
        Assert.Equal(shown.String("plan"), english.String("plan"));
        Assert.Equal("The same trade stands twice in the bill; it counts once", english["bad"][0].Text("text"));
        Assert.Equal(
            ["3 bill.row-repeated", "4 bill.row-amount", "5 bill.row-time", "6 bill.row-amount", "7 bill.row-number"],
            shown["bad"].EnumerateArray().Select(b => $"{b.Text("at")} {b.Text("code")}"));
        Assert.Equal(["小白 小白🌸 name sure 2000", "大力水手 大力水手 name sure 1000"], Told(shown));
        Assert.Equal(1, Count(shown, "otherTimes"));
    }

    [Fact]
    public async Task What_is_no_bill_or_too_much_of_one_is_refused()
    {
        await using var town = await Town.Open();
        var group = await Group.Of(town);
        async Task<string?> Refused(string csv) => (await town.Leader.Put(group.NewBill(), new { csv })).Refused;
        Assert.Equal("bill.unreadable", await Refused(""));
        Assert.Equal("bill.unreadable", await Refused("名称,价格\n鸡蛋,9.9\n"));
        Assert.Null(await Refused(Preamble + Header));
        Assert.Equal("bill.too-long", await Refused(Header + string.Concat(Enumerable.Range(0, 5001).Select(i => Row(i, "x", "1")))));
        Assert.Equal("bill.too-long", await Refused(Header + new string(' ', 2 << 20)));
        var all = new StringBuilder(Header);
        for (var i = 0; i < 5000; i++) all.Append(Row(i, $"邻居{i}", "1"));
        Assert.Equal(5000, (await town.Leader.Put(group.NewBill(), new { csv = all.ToString() })).Ok()["rows"].GetArrayLength());
    }

    [Fact]
    public async Task A_pasted_chain_is_paid_by_a_bill_and_the_rest_at_the_desk()
    {
        await using var town = await Town.Open();
        var sale = await Depot.SaleWith(town, body => body["pickupPoints"] = JsonSerializer.SerializeToNode(new[] { town.Points[0].Value }));
        var paste = $"{sale.Path}/chains/{Guid.CreateVersion7()}/pastes/{Guid.CreateVersion7()}";
        var plan = (await town.Leader.Put(paste, new { text = "#接龙\n今日鲜货\n\n1. 小白🌸 鸡蛋2盒\n2. 大力水手 鸡蛋1盒、牛奶1瓶\n3. 果果 牛奶2瓶" })).Ok().String("plan");
        Assert.Equal(3, (await town.Leader.Put(paste + "/confirmation", new { plan })).Ok().Long("added"));
        var bill = $"{sale.Path}/bills/{Guid.CreateVersion7()}";
        var shown = (await town.Leader.Put(bill, new { csv = Preamble + Header + Row(1, "小白", "20.00") + Row(2, "路人", "16.00", "大力水手，谢谢") })).Ok();
        (await town.Leader.Put(bill + "/confirmation", new { plan = shown.String("plan") })).Ok();
        Assert.Contains("果果 牛奶 2瓶 12元", (await town.Leader.Get($"{sale.Path}/chain-text?kind=unpaid")).Ok().Text, StringComparison.Ordinal);

        await sale.CutOff();
        await sale.Arrive(sale.Eggs, 2);
        await sale.Arrive(sale.Milk, 3);
        var bags = (await town.Clerk.Get("/pickups?state=ready")).Ok().Items;
        Assert.Equal([0, 0, 1200], bags.Select(b => b.Number("toPay")).Order());
        foreach (var refund in (await town.Leader.Get($"/outside-refunds?campaign={sale.Id}")).Ok().Items)
        {
            Assert.Equal(("大力水手", 1000), (refund.Text("nickname"), refund.Number("amount")));
            (await town.Leader.Put($"/outside-refunds/{refund.Text("id")}", new { })).Ok();
        }

        Assert.Equal(2600, await Coffers.Of(town, "provider:outside"));
        await Coffers.Balances(town);
    }

    [Fact]
    public async Task A_bill_belongs_to_one_campaign_and_to_those_who_lead_it()
    {
        await using var town = await Town.Open();
        var group = await Group.Of(town);
        var bill = Guid.CreateVersion7();
        var body = new { csv = Header + Row(1, "小白", "20") };
        (await town.Leader.Put($"{group.Sale.Path}/bills/{bill}", body)).Ok();
        var other = await Sale.Of(town);
        Assert.Equal("bill.id-taken", (await town.Leader.Put($"{other.Path}/bills/{bill}", body)).Refused);
        Assert.Equal("campaign.unknown", (await (await town.Staff(Role.Leader)).Put(group.NewBill(), body)).Refused);
        Assert.Equal("caller.wrong-role", (await (await town.Resident()).Put(group.NewBill(), body)).Refused);
        (await town.Clerk.Put(group.NewBill(), body)).Ok();
    }
}
