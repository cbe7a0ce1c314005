using System.Text.Json;
using Linli.Platform;
using static Linli.Tests.Ledger.Bookkeeping;

namespace Linli.Tests.Ledger;

[Collection(Ledgers.Name)]
public class DayCloseTests(TwoHosts hosts)
{
    static readonly string leader = $"leader:{Guid.CreateVersion7()}";

    static async Task Trade(Bookkeeping shop)
    {
        var (supplier, order) = ($"supplier:{Guid.CreateVersion7()}", Guid.CreateVersion7());
        await shop.Post(
            Paid(8320, text: "订单 1001 付款"), Paid(1680, "cash", "订单 1002 付款"),
            Move("stock", supplier, 6000, "received", text: "采购单 20260501-01"),
            Move("prepaid", "provider:testpay", 320, "refunded", text: "订单 1001 缺货退款"),
            HandedOver(8000, order), HandedOver(680, order), HandedOver(1000),
            Move("cost", "stock", 5000, "cost"), Move("losses", "stock", 200, "lost"), Move("stock", "losses", 50, "lost"),
            Move("commissions", leader, 900, "commission-earned"), Move(leader, "commissions", 100, "commission-reversed"),
            Move("sales", "provider:cash", 300, "claim-refunded", text: "订单 1002 售后退款"),
            Move(leader, "provider:bank", 500, "withdrawn", pending: true));
    }

    [Fact]
    public async Task The_day_shows_takings_sales_and_what_is_left_of_them()
    {
        var shop = hosts.NewShop();
        var today = shop.Today;
        await Trade(shop);
        shop.PassUntilMidnight();
        await shop.Post(Paid(77, "cash"));

        var day = (await shop.Someone(Role.Owner).Get($"/ledger/days/{today:yyyy-MM-dd}")).Body;

        Assert.Equal("cash:1680-300=1380 testpay:8320-320=8000", string.Join(' ', day.GetProperty("takings").EnumerateArray()
            .Select(t => $"{t.GetProperty("provider").GetString()}:{Fen(t, "in")}-{Fen(t, "refunds")}={Fen(t, "net")}")));
        Assert.Equal((9680 - 300, 320 + 300, 300), (Fen(day, "sales"), Fen(day, "refunds"), Fen(day, "claimRefunds")));
        Assert.Equal((800, 5000, 150), (Fen(day, "commissions"), Fen(day, "cost"), Fen(day, "losses")));
        Assert.Equal(9680 - 300 - 800 - 5000 - 150, Fen(day, "margin"));
        Assert.Equal(2, day.GetProperty("ordersCompleted").GetInt32());
        Assert.Equal(0, Fen(day, "sum"));

        var next = (await shop.Someone(Role.Owner).Get($"/ledger/days/{today.AddDays(1):yyyy-MM-dd}")).Body;
        Assert.Equal((77, 0), (Fen(next.GetProperty("takings")[0], "net"), Fen(next, "margin")));
    }

    [Fact]
    public async Task A_figure_explains_itself_in_chinese_and_english()
    {
        var shop = hosts.NewShop();
        await Trade(shop);
        var (owner, today) = (shop.Someone(Role.Owner), shop.Today);

        var sales = (await owner.Get($"/ledger/explanations?account=sales&day={today:yyyy-MM-dd}")).Body;
        Assert.Equal(9680 - 300, Fen(sales, "total"));
        Assert.Equal(
            $"{today:M月d日}“销售收入”共 4 笔，合计 ¥93.80，其中交货 3 笔 ¥96.80；售后退款 1 笔 -¥3.00。最大的一笔是订单 1001 交货，¥80.00。",
            sales.GetProperty("sentence").GetString());
        Assert.Equal(4, sales.GetProperty("transfers").GetArrayLength());

        var online = (await owner.Get("/ledger/explanations?account=provider:testpay&code=paid")).Body;
        Assert.Equal("至今“在线支付（测试）”共 1 笔收款，合计 ¥83.20：订单 1001 付款。", online.GetProperty("sentence").GetString());
        Assert.Equal("order", online.GetProperty("transfers")[0].GetProperty("about").GetProperty("kind").GetString());

        var back = (await owner.Get($"/ledger/explanations?day={today:yyyy-MM-dd}&code=refunded,claim-refunded")).Body;
        Assert.Equal((620, 2), (Fen(back, "total"), back.GetProperty("count").GetInt32()));

        var english = (await owner.Get("/ledger/explanations?code=paid&take=1", "en")).Body;
        Assert.Equal(
            "To date: 2 payments, ¥100.00 in all. The largest is 订单 1001 付款, ¥83.20.",
            english.GetProperty("sentence").GetString());
        Assert.Equal(1, english.GetProperty("transfers").GetArrayLength());
        Assert.Equal("1", english.GetProperty("next").GetString());

        var quiet = (await owner.Get("/ledger/explanations?day=2026-04-01")).Body;
        Assert.Equal(("4月1日没有往来。", 0), (quiet.GetProperty("sentence").GetString(), Fen(quiet, "total")));
    }

    [Fact]
    public async Task What_cannot_be_explained_is_said()
    {
        var shop = hosts.NewShop();
        var owner = shop.Someone(Role.Owner);

        Assert.Equal("ledger.nothing-to-explain", (await owner.Get("/ledger/explanations")).Refused);
        Assert.Equal("ledger.account-unknown", (await owner.Get("/ledger/explanations?account=sales")).Refused);
        Assert.Equal("ledger.code-unknown", (await owner.Get("/ledger/explanations?code=because")).Refused);
        Assert.Equal("ledger.account-unknown", (await owner.Get("/ledger/accounts/prepaid/transfers")).Refused);
        Assert.Equal("request.malformed", (await owner.Get("/ledger/days/yesterday")).Refused);
    }

    [Fact]
    public async Task Accounts_show_their_balances_and_transfers()
    {
        var shop = hosts.NewShop();
        await Trade(shop);
        var owner = shop.Someone(Role.Owner);

        var accounts = (await owner.Get("/ledger/accounts")).Body.GetProperty("items").EnumerateArray()
            .ToDictionary(a => Text(a, "id")!);
        var till = accounts["provider:cash"];
        Assert.Equal((1380, "现金", "asset"), (Fen(till, "balance"), Text(till, "title"), Text(till, "kind")));
        Assert.Equal((800, 500), (Fen(accounts[leader], "balance"), Fen(accounts[leader], "pending")));
        Assert.Equal(leader["leader:".Length..], Text(accounts[leader], "of"));

        var cash = (await owner.Get("/ledger/accounts/provider%3Acash/transfers")).Body.GetProperty("items");
        Assert.Equal(2, cash.GetArrayLength());
        var trial = (await owner.Get("/ledger/trial-balance")).Body;
        Assert.Equal((0, 500, 500), (Fen(trial, "difference"), Fen(trial, "debitsPending"), Fen(trial, "creditsPending")));
        Assert.Equal(0, trial.GetProperty("differing").GetArrayLength());
    }

    [Fact]
    public async Task Money_is_for_the_owner_and_the_head_office()
    {
        var shop = hosts.NewShop();
        string[] paths =
            ["/ledger/accounts", "/ledger/days/2026-05-01", "/ledger/trial-balance", "/ledger/explanations?code=paid"];
        var hq = shop.Someone(Role.Hq);
        foreach (var path in paths)
        {
            Assert.Equal(200, (await hq.Get(path)).Status);
            Assert.Equal("caller.wrong-role", (await shop.Someone(Role.Clerk).Get(path)).Refused);
        }
    }

    static long Fen(JsonElement e, string name) => e.GetProperty(name).GetInt64();
    static string? Text(JsonElement e, string name) => e.GetProperty(name).GetString();
}
