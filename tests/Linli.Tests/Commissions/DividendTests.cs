using Linli.Ledger;
using Linli.Ordering;
using Linli.Platform;
using Linli.Tests.Fulfilment;
using Linli.Tests.Ordering;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Commissions;

public class DividendTests
{
    static readonly DateTimeOffset june = new(2026, 6, 1, 0, 0, 0, TimeSpan.FromHours(8));

    static Task<Answer> Agree(Town town, Person leader, object dividend, long most) =>
        town.Owner.Put($"/commissions/contracts/{leader.Id.Value}", new { level = 1, duty = "", dividendBasisPoints = dividend, dividendMost = most });

    static async Task Sells(Town town, Person leader, OrderId order, long value, long cost) => await town.TellAgain(new LinesHandedOver(
        Guid.CreateVersion7(), order, "7", default, leader.Id, 1_000, town.Clock.GetUtcNow(), [new(town.Skus["milk"], "牛奶", 1, new(value), new(cost))]));

    [Theory]
    [InlineData(9_999, 1_000, 5_000, 999)]
    [InlineData(9_999, 1_000, 500, 500)]
    [InlineData(-5, 1_000, 500, 0)]
    [InlineData(0, 3_000, 500, 0)]
    public void A_share_of_a_profit_is_rounded_down_and_bounded_and_a_loss_gives_nothing(long profit, int basisPoints, long most, long expected) =>
        Assert.Equal(expected, Linli.Commissions.Dividend.Of(new(profit), basisPoints, new(most)).Fen);

    [Fact]
    public async Task A_months_profit_of_own_orders_is_shared_once_and_explained_line_by_line()
    {
        await using var town = await Circle.Open(Circle.Terms(perDay: 100_000_000));
        var other = await town.Staff(Role.Leader);
        (await Agree(town, town.Leader, 2_000, 100_000)).Ok();
        (await Agree(town, town.Leader, 1_000, 100_000)).Ok();
        var (first, second) = (Id.New<OrderId>(), Id.New<OrderId>());
        await Sells(town, town.Leader, first, 100_000, 60_000);
        await Sells(town, town.Leader, second, 50_000, 30_000);
        await Sells(town, other, Id.New<OrderId>(), 70_000, 10_000);
        await town.TellAgain(new LineRefunded(
            second, "7", default, town.Leader.Id, 1_000, town.Clock.GetUtcNow(), Id.New<ClaimId>(), new(town.Skus["milk"], "牛奶", 1, new(10_000))));

        await town.Pass(june.AddHours(9) - town.Clock.GetUtcNow());
        var leader = town.Leader;
        Assert.Equal(0, (await Read(town, leader, "2026-06")).Long("dividend"));
        // The claim window of the last day and the days to decide are over on the fifth.
        for (var i = 0; i < 3; i++) await town.Pass(TimeSpan.FromDays(2));
        await town.TellAgain(new Linli.Commissions.DividendDue(leader.Id, new(2026, 5, 1)));

        var month = await Read(town, leader, "2026-06");
        MonthStatementTests.AddsUp(month);
        // 150,000 sold, 90,000 cost, 15,000 less 1,000 of commissions, 10,000 refunded: 36,000, of which a tenth.
        Assert.Equal((3_600, 0), (month.Long("dividend"), month.Long("other")));
        var shown = Assert.Single(month["dividends"].EnumerateArray().ToList());
        Assert.Equal((150_000, 90_000, 14_000, 10_000, 36_000, 1_000, 3_600), (shown.Number("sold"), shown.Number("cost"), shown.Number("commissions"),
            shown.Number("refunded"), shown.Number("profit"), shown.Number("basisPoints"), shown.Number("amount")));
        var path = $"/commissions/dividends/{shown.Text("id")}";
        Assert.Equal("commission.dividend-unknown", (await (await town.Staff(Role.Leader)).Get(path)).Refused);
        var own = (await (await town.Staff(Role.Owner)).Get(path)).Ok().Body;
        Assert.Equal(3, own.GetProperty("lines").GetArrayLength());
        Assert.Equal(36_000, own.GetProperty("lines").EnumerateArray().Sum(l => l.Number("profit")));
        Assert.Equal(0, (await Read(town, other, "2026-06")).Long("dividend"));
        Assert.Equal(0, (await (await town.Staff(Role.Owner)).Get("/ledger/trial-balance")).Ok().Long("difference"));
    }

    [Theory]
    [InlineData(1_001, 3, 4, 751)]
    [InlineData(-1_001, 3, 4, -750)]
    [InlineData(1_001, 1, 0, 0)]
    public void A_part_of_a_cost_is_rounded_up_and_nothing_of_no_sales(long whole, long own, long shop, long part) =>
        Assert.Equal(part, Linli.Commissions.Dividend.Part(new(whole), new(own), new(shop)).Fen);

    [Fact]
    public async Task A_profit_bears_its_part_of_losses_and_fees_and_is_lightened_by_what_a_supplier_bears()
    {
        await using var town = await Circle.Open(Circle.Terms(perDay: 100_000_000));
        var other = await town.Staff(Role.Leader);
        (await Agree(town, town.Leader, 1_000, 1_000_000)).Ok();
        var mine = Id.New<OrderId>();
        await Sells(town, town.Leader, mine, 150_000, 90_000);
        await Sells(town, other, Id.New<OrderId>(), 50_000, 30_000);
        await Books(town, new Entry("losses", "stock", 1_001, "lost"), new Entry("fees", "provider:testpay", 101, "fee-charged"),
            new Entry($"supplier:{town.Suppliers[0].Value}", "losses", 2_000, "supplier-charged", "order", mine.Value, town.Skus["milk"].Value),
            new Entry($"supplier:{town.Suppliers[0].Value}", "losses", 400, "supplier-charged", "order", Guid.CreateVersion7(), town.Skus["milk"].Value));
        await town.Pass(june - town.Clock.GetUtcNow());
        // Of the next month, and none of May's.
        await Books(town, new Entry("losses", "stock", 70_000, "lost"));
        for (var i = 0; i < 4; i++) await town.Pass(TimeSpan.FromDays(2));

        var shown = Assert.Single((await Read(town, town.Leader, "2026-06"))["dividends"].EnumerateArray().ToList());
        // Three quarters of 1,001 lost, less all 2,000 that were borne for its own order; three quarters of 101 of fees.
        Assert.Equal((751 - 2_000, 76), (shown.Number("losses"), shown.Number("fees")));
        Assert.Equal(150_000 - 90_000 - 15_000 + 1_249 - 76, shown.Number("profit"));
        Assert.Equal(4_617, shown.Number("amount"));
    }

    [Fact]
    public async Task A_month_waits_for_its_open_claims_and_what_goes_back_for_it_is_counted_in_it_once()
    {
        await using var town = await Circle.Open(Circle.Terms(perDay: 100_000_000));
        (await Agree(town, town.Leader, 1_000, 1_000_000)).Ok();
        await town.Pass(june.AddDays(-2) - town.Clock.GetUtcNow());
        await town.SignInStaff();
        var who = await town.Resident();
        var order = await town.Buys(who, eggs: 40);
        var claim = $"/orders/{order}/claims/{Guid.CreateVersion7()}";
        (await who.Put(claim, new { sku = town.Skus["eggs"].Value, amount = 1, reason = "碎了" })).Ok();

        await town.Pass(june.AddDays(8) - town.Clock.GetUtcNow());
        Assert.Empty((await Read(town, town.Leader, "2026-06"))["dividends"].EnumerateArray());
        await town.SignInStaff();
        (await town.Owner.Put($"{claim}/decision", new { approve = true })).Ok();
        await town.Settle();
        await town.Pass(TimeSpan.FromMinutes(61));
        var shown = Assert.Single((await Read(town, town.Leader, "2026-06"))["dividends"].EnumerateArray().ToList());
        Assert.Equal((40_000, 1_000), (shown.Number("sold"), shown.Number("refunded")));
        var lines = (await town.Owner.Get($"/commissions/dividends/{shown.Text("id")}")).Ok()["lines"].EnumerateArray().ToList();
        Assert.Equal(shown.Number("profit"), lines.Sum(l => l.Number("profit")) - shown.Number("losses") - shown.Number("fees"));

        // The refund, decided in June, is not in June's dividend again.
        await town.Pass(june.AddDays(38) - town.Clock.GetUtcNow());
        await town.Pass(TimeSpan.FromMinutes(61));
        var next = await Read(town, town.Leader, "2026-07");
        Assert.Equal((0, 0), (next.Long("dividend"), next["dividends"].GetArrayLength()));
    }

    sealed record Entry(string Debit, string Credit, long Fen, string Code, string About = "test", Guid AboutId = default, Guid? Line = null);

    static Task Books(Town town, params Entry[] entries) => town.Within(async services =>
    {
        var db = services.GetRequiredService<LinliDb>();
        await db.Begin(default);
        await services.GetRequiredService<Book>().Post([.. entries.Select(e => new Posting(
            new(Guid.CreateVersion7()), e.Debit, e.Credit, new(e.Fen), e.Code, e.About, e.AboutId, e.Line, "测试"))], default);
        await db.Commit(default);
    });

    static async Task<Answer> Read(Town town, Person leader, string month) =>
        (await (await town.Staff(Role.Owner)).Get($"/commissions/earners/{leader.Id.Value}/month?purse=leader&month={month}")).Ok();

    [Fact]
    public async Task A_dividend_has_bounds_and_knows_no_team()
    {
        await using var town = await Circle.Open();
        foreach (var (share, most) in new[] { (3_001, 1_000L), (-1, 1_000L), (1_000, 0L), (0, 1_000L), (1_000, 5_000_001L) })
            Assert.Equal("commission.dividend-wrong", (await Agree(town, town.Leader, share, most)).Refused);
        var team = await town.Owner.Put($"/commissions/contracts/{town.Leader.Id.Value}", new { level = 1, duty = "", dividendBasisPoints = 1_000, dividendMost = 1_000, dividendPerHead = 5 });
        Assert.Equal(400, team.Status);
        var line = (await town.Owner.Get("/commissions/contracts")).Items.Single(c => c.Text("leader") == town.Leader.Id.Value.ToString());
        Assert.Equal((0, 0), (line.Number("dividendBasisPoints"), line.Number("dividendMost")));
    }
}
