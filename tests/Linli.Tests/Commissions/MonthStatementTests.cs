using System.Text.Json;
using Linli.Ordering;
using Linli.Platform;
using Linli.Tests.Fulfilment;
using Linli.Tests.Ordering;

namespace Linli.Tests.Commissions;

public class MonthStatementTests
{
    static readonly DateTimeOffset june = new(2026, 6, 1, 0, 0, 0, TimeSpan.FromHours(8)), july = new(2026, 7, 1, 0, 0, 0, TimeSpan.FromHours(8));

    static long Fen(Answer month, string what) => month.Body.Number(what);

    internal static void AddsUp(Answer month)
    {
        Assert.Equal(Fen(month, "closing"), Fen(month, "opening") + Fen(month, "earned") - Fen(month, "takenBack") - Fen(month, "withdrawn") + Fen(month, "dividend") + Fen(month, "other"));
        Assert.Equal(Fen(month, "withdrawn"), Fen(month, "tax") + Fen(month, "net"));
        var lines = month["lines"].EnumerateArray().ToList();
        Assert.Equal(Fen(month, "earned") - Fen(month, "takenBack") + Fen(month, "dividend") + Fen(month, "other"), lines.Sum(l => l.Number("amount")));
        Assert.Equal(Fen(month, "onItsWay"), month["withdrawals"].EnumerateArray()
            .Where(w => w.GetProperty("paidAt").ValueKind == JsonValueKind.Null).Sum(w => w.Number("gross")));
    }

    static async Task<long> Stood(Person owner, Person who, DateTimeOffset at) =>
        (await owner.Get($"/ledger/accounts/leader:{who.Id.Value}?at={Uri.EscapeDataString(at.ToString("O"))}")).Ok().Long("balance");

    static async Task<Guid> Approved(Person owner, Person leader, long amount)
    {
        var id = Guid.CreateVersion7();
        (await leader.Withdraws(amount, id)).Ok();
        (await owner.Put($"/commissions/withdrawals/{id}/approval")).Ok();
        return id;
    }

    static async Task Paid(Person owner, Person leader, Guid id)
    {
        (await owner.Put($"/commissions/withdrawals/{id}/sending", new { reference = "流水" })).Ok();
        (await leader.Put($"/commissions/withdrawals/{id}/receipt")).Ok();
    }

    [Fact]
    public async Task A_month_adds_up_to_the_fen_and_closes_where_the_ledger_stood()
    {
        await using var town = await Circle.Open(Circle.Terms(perDay: 100_000_000));
        // Near the end of a month, so that one sign-in lasts into the next.
        await town.Pass(TimeSpan.FromDays(25));
        var (owner, leader) = (await town.Staff(Role.Owner), await town.Staff(Role.Leader));
        await leader.WithPayee();
        var (order, now) = (Id.New<OrderId>(), town.Clock.GetUtcNow());
        await town.TellAgain(new LinesHandedOver(
            Guid.CreateVersion7(), order, "7", default, leader.Id, 1_000, now, [new(town.Skus["milk"], "牛奶", 1, new(2_000_003))]));
        await town.Pass(TimeSpan.FromHours(49));
        await town.TellAgain(new LineRefunded(
            order, "7", default, leader.Id, 1_000, town.Clock.GetUtcNow(), Id.New<ClaimId>(), new(town.Skus["milk"], "牛奶", 1, new(300_005))));
        await Paid(owner, leader, await Approved(owner, leader, 100_000));
        var late = await Approved(owner, leader, 50_000);
        Assert.Equal("commission.month-wrong", (await leader.Get("/commissions/wallet/month?month=2026-06")).Refused);
        var running = (await leader.Get("/commissions/wallet/month")).Ok();
        Assert.False(running["over"].GetBoolean());
        AddsUp(running);

        await town.Pass(june.AddHours(9) - town.Clock.GetUtcNow());
        await Paid(owner, leader, late);
        await town.Earns(leader, 7_777);

        var may = (await leader.Get("/commissions/wallet/month?month=2026-05")).Ok();
        AddsUp(may);
        Assert.True(may["over"].GetBoolean());
        Assert.Equal((0, 200_000, 30_000, 100_000), (Fen(may, "opening"), Fen(may, "earned"), Fen(may, "takenBack"), Fen(may, "withdrawn")));
        Assert.Equal((4_000, 96_000, 50_000), (Fen(may, "tax"), Fen(may, "net"), Fen(may, "onItsWay")));
        Assert.Equal(await Stood(owner, leader, june), Fen(may, "closing"));
        var lines = may["lines"].EnumerateArray().OrderByDescending(l => l.Number("amount")).ToList();
        Assert.Equal(("7", "牛奶", 2_000_003, 1_000, 200_000), (lines[0].Text("number"), lines[0].Text("name"), lines[0].Number("base"), lines[0].Number("basisPoints"), lines[0].Number("amount")));
        Assert.Equal((300_005, -30_000), (lines[1].Number("base"), lines[1].Number("amount")));
        Assert.Equal("monthly", may["withdrawals"].EnumerateArray().First().Text("method"));

        var next = (await leader.Get("/commissions/wallet/month?month=2026-06")).Ok();
        AddsUp(next);
        Assert.Equal((Fen(may, "closing"), 7_777, 50_000, 0), (Fen(next, "opening"), Fen(next, "earned"), Fen(next, "withdrawn"), Fen(next, "onItsWay")));
        Assert.Equal("commission.month-wrong", (await leader.Get("/commissions/wallet/month?month=June")).Refused);
        Assert.Equal(0, Fen((await leader.Get("/commissions/wallet/month?month=2025-01")).Ok(), "closing"));
        await town.Pass(july.AddHours(9) - town.Clock.GetUtcNow());
        owner = await town.Staff(Role.Owner);
        var last = (await owner.Get($"/commissions/earners/{leader.Id.Value}/month?purse=leader&month=2026-06")).Ok();
        AddsUp(last);
        Assert.Equal((Fen(next, "closing"), await Stood(owner, leader, july)), (Fen(last, "closing"), Fen(last, "closing")));
    }

    [Fact]
    public async Task What_was_sold_is_told_by_campaign_and_a_promoters_month_names_no_neighbour()
    {
        await using var town = await Circle.Open();
        var one = await town.Resident();
        var buyer = await town.Brings(await one.Promote());
        var order = await town.Buys(buyer, eggs: 3);
        var waiting = (await one.Get("/commissions/wallet/month?purse=promoter")).Ok();
        Assert.Equal((0, 180), (Fen(waiting, "closing"), Fen(waiting, "waiting")));
        await town.Pass(TimeSpan.FromHours(49));

        var month = (await one.Get("/commissions/wallet/month?purse=promoter")).Ok();
        AddsUp(month);
        Assert.Equal((180, 0), (Fen(month, "closing"), Fen(month, "waiting")));
        var campaign = Assert.Single(month["campaigns"].EnumerateArray().ToList());
        Assert.Equal((1, 180, 0), (campaign.Number("lines"), campaign.Number("earned"), campaign.Number("takenBack")));
        Assert.NotEqual("", campaign.Text("title"));
        Assert.Equal(order, month["lines"].EnumerateArray().Single().Text("order"));
        Assert.DoesNotContain(buyer.Id.Value.ToString(), month.Text, StringComparison.Ordinal);
        Assert.Equal(240, Fen((await town.Leader.Get("/commissions/wallet/month")).Ok(), "closing"));
    }

    [Fact]
    public async Task A_long_month_is_read_by_pages_and_its_campaigns_are_of_all_of_it()
    {
        await using var town = await Circle.Open();
        foreach (var fen in new[] { 100, 20, 3 }) await town.Earns(town.Leader, fen);
        var whole = (await town.Leader.Get("/commissions/wallet/month")).Ok();
        AddsUp(whole);
        var first = (await town.Leader.Get("/commissions/wallet/month?take=2")).Ok();
        var second = (await town.Leader.Get($"/commissions/wallet/month?take=2&after={first.String("next")}")).Ok();

        Assert.Equal((3, 3, 3), (whole.Long("count"), first.Long("count"), second.Long("count")));
        Assert.Equal((123, 123, 123), (Fen(whole, "closing"), Fen(first, "closing"), Fen(second, "earned")));
        Assert.Equal([100L, 20, 3], first["lines"].EnumerateArray().Concat(second["lines"].EnumerateArray()).Select(l => l.Number("amount")));
        Assert.Equal([1_000L, 200, 30], whole["lines"].EnumerateArray().Select(l => l.Number("base")));
        Assert.Equal(JsonValueKind.Null, second["next"].ValueKind);
        foreach (var month in new[] { whole, first })
        {
            var campaign = Assert.Single(month["campaigns"].EnumerateArray().ToList());
            Assert.Equal((3, 123, 0), (campaign.Number("lines"), campaign.Number("earned"), campaign.Number("takenBack")));
        }

        Assert.Empty(second["campaigns"].EnumerateArray());
    }

    [Fact]
    public async Task The_owner_reads_everybodys_month_and_the_log_says_so()
    {
        await using var town = await Circle.Open();
        await town.Earns(town.Leader, 12_345);
        var all = (await town.Owner.Get("/commissions/earners?month=2026-05")).Ok();
        var row = Assert.Single(all["earners"].EnumerateArray().ToList());
        Assert.Equal((0, 12_345, 12_345, "leader"), (row.Number("opening"), row.Number("earned"), row.Number("closing"), row.Text("purse")));
        Assert.Equal(12_345, all.Long("closing"));
        var path = $"/commissions/earners/{town.Leader.Id.Value}/month?purse=leader&month=2026-05";
        var month = (await town.Owner.Get(path)).Ok();
        AddsUp(month);
        Assert.Equal(row.Number("closing"), Fen(month, "closing"));
        var audit = (await town.Owner.Get("/audit")).Ok().Text;
        Assert.Contains("read-earners", audit, StringComparison.Ordinal);
        Assert.Contains("read-month-statement", audit, StringComparison.Ordinal);

        Assert.Equal("commission.earner-unknown", (await town.Owner.Get($"/commissions/earners/{Guid.CreateVersion7()}/month")).Refused);
        Assert.Equal("commission.month-wrong", (await town.Owner.Get("/commissions/earners?month=2027-01")).Refused);
        foreach (var other in new[] { town.Leader, town.Clerk, await town.Resident() })
        {
            Assert.Equal(403, (await other.Get("/commissions/earners")).Status);
            Assert.Equal(403, (await other.Get(path)).Status);
        }
    }
}
