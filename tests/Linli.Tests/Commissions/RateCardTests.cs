using System.Text.Json;
using Linli.Campaigns;
using Linli.Catalog;
using Linli.Commissions;
using Linli.Platform;
using Linli.Tests.Fulfilment;
using Linli.Tests.Ordering;

namespace Linli.Tests.Commissions;

public class RateCardTests
{
    static readonly DateTimeOffset then = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly CampaignId campaign = Id.New<CampaignId>();
    static readonly SkuId sku = Id.New<SkuId>();

    static RateRule Rule(int? points, CampaignId? of = null, SkuId? goods = null, int? level = null, int hours = 0) => new()
    {
        Id = Id.New<RateRuleId>(),
        Share = Share.Leader,
        Campaign = of,
        Sku = goods,
        LeaderLevel = level,
        BasisPoints = points,
        Since = then.AddHours(hours),
    };

    static int? Nearest(params RateRule[] card) => RateRule.Nearest(card, Share.Leader, campaign, sku, 2, then.AddHours(5));

    [Fact]
    public void The_nearest_line_of_the_card_counts()
    {
        var (usual, level, goods, one) = (Rule(500), Rule(600, level: 2), Rule(700, goods: sku), Rule(800, of: campaign));
        Assert.Null(Nearest());
        Assert.Equal(500, Nearest(usual));
        Assert.Equal(600, Nearest(usual, level));
        Assert.Equal(700, Nearest(level, goods, usual));
        Assert.Equal(800, Nearest(level, goods, one, usual));
        Assert.Equal(900, Nearest(level, goods, one, usual, Rule(900, of: campaign, goods: sku)));
        Assert.Equal(500, Nearest(usual, Rule(600, level: 3), Rule(700, goods: Id.New<SkuId>()), Rule(800, of: Id.New<CampaignId>())));
        Assert.Equal(550, Nearest(usual, Rule(550, hours: 1)));
        Assert.Equal(500, Nearest(usual, Rule(1_500, hours: 6)));
        Assert.Equal(500, Nearest(usual, goods, Rule(null, goods: sku, hours: 1)));
        Assert.Null(RateRule.Nearest([usual], Share.Direct, campaign, sku, 2, then.AddHours(5)));
    }

    [Fact]
    public void What_is_divided_never_exceeds_the_cap_and_the_first_come_first()
    {
        Assert.Equal([80, 20, 0], Dividing.Within(new(100), [new(80), new(60), new(50)]).Select(m => m.Fen));
        Assert.Equal([80, 60, 50], Dividing.Within(new(190), [new(80), new(60), new(50)]).Select(m => m.Fen));
        Assert.Equal([0, 0], Dividing.Within(new(-5), [new(80), new(60)]).Select(m => m.Fen));
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var wanted = Enumerable.Range(0, 3).Select(_ => new Money(random.Next(0, 500))).ToArray();
            var cap = new Money(random.Next(0, 1_000));
            var parts = Dividing.Within(cap, wanted);
            Assert.True(parts.Sum(m => m) <= cap && parts.Zip(wanted).All(p => p.First <= p.Second && p.First.Fen >= 0), $"seed {seed}");
            Assert.True(parts.Sum(m => m) == cap || parts.SequenceEqual(wanted), $"seed {seed}: less than could be given");
        }
    }

    [Fact]
    public async Task A_leaders_level_and_a_product_have_rates_of_their_own()
    {
        await using var town = await Circle.Open();
        (await town.Owner.Put($"/commissions/contracts/{town.Leader.Id.Value}", new { level = 2, duty = "每天下午在南门店" })).Ok();
        var rate = $"/commissions/rates/{Guid.CreateVersion7()}";
        (await town.Owner.Put(rate, new { share = "leader", basisPoints = 1_200, leaderLevel = 2 })).Ok();
        (await town.Owner.Put(rate, new { share = "leader", basisPoints = 1_200, leaderLevel = 2 })).Ok();
        Assert.Equal("commission.rate-id-taken", (await town.Owner.Put(rate, new { share = "leader", basisPoints = 1_300, leaderLevel = 2 })).Refused);
        await town.Buys(await town.Resident());
        Assert.Equal((120, 0), await town.Leader.Wallet("leader"));
        Assert.Equal(1_200, (await town.Owner.Get("/commissions/rates")).Items.Single().GetProperty("rule").GetProperty("basisPoints").GetInt32());

        Assert.Equal("commission.leader-unknown", (await town.Owner.Put($"/commissions/contracts/{town.Clerk.Id.Value}", new { level = 1 })).Refused);
        Assert.Equal("commission.contract-wrong", (await town.Owner.Put($"/commissions/contracts/{town.Leader.Id.Value}", new { level = 10 })).Refused);
    }

    [Fact]
    public async Task A_line_never_pays_more_than_the_shops_share_of_its_margin()
    {
        // Eggs cost 8.00 and sell at 10.00: half the margin is 1.00, the rates would be 0.80, 0.60 and 0.50.
        await using var town = await Circle.Open(Circle.Terms(capOf: "margin", cap: 5_000));
        var one = await town.Resident();
        var two = await town.Brings(await one.Promote());
        var buyer = await town.Brings(await two.Promote());
        await town.Buys(buyer, eggs: 10);
        Assert.Equal(((800, 0), (200, 0), (0, 0)), (await town.Leader.Wallet("leader"), await two.Wallet(), await one.Wallet()));
    }

    [Fact]
    public async Task A_ladder_on_own_sales_adds_up_to_its_cap()
    {
        await using var town = await Circle.Open(Circle.Terms(
            new { levels = 1, directBasisPoints = 600, ladder = "ownSales", ladderCap = 150 },
            [new { from = 5_000, extraBasisPoints = 100 }, new { from = 20_000, extraBasisPoints = 300 }]));
        var one = await town.Resident();
        var buyer = await town.Brings(await one.Promote());
        await town.Buys(buyer, eggs: 6);
        Assert.Equal(360, (await one.Wallet()).Pending);
        await town.Buys(buyer, eggs: 20);
        Assert.Equal(360 + 1_400, (await one.Wallet()).Pending + (await one.Wallet()).Available);
        // 2.00 were added already: the month's cap of 1.50 is reached.
        await town.Buys(buyer, eggs: 5);
        Assert.Equal(360 + 1_400 + 300, (await one.Wallet()).Pending + (await one.Wallet()).Available);
    }

    [Fact]
    public async Task Forbidden_terms_are_refused_with_the_clause_and_wrong_ones_with_what_to_do()
    {
        await using var town = await Town.Open();
        async Task Refused(string code, object terms) => Assert.Equal(code, (await town.Owner.Put("/commissions/terms", terms)).Refused);
        var answer = await town.Owner.Put("/commissions/terms", Circle.Terms(new { levels = 3, directBasisPoints = 600, entryFee = 9_900 }));
        Assert.Equal("commission.scheme-forbidden", answer.Refused);
        Assert.Contains("禁止传销条例", answer.Text, StringComparison.Ordinal);
        Assert.Contains("entry-fee", answer.Text, StringComparison.Ordinal);
        var english = await town.Owner.Put("/commissions/terms", Circle.Terms(new { levels = 3, directBasisPoints = 600, entryFee = 9_900 }), language: "en");
        Assert.Equal(
            ["levels: Regulation on Prohibiting Pyramid Selling, art. 7(3): pay from downline sales, level upon level → At most two levels: who brought the buyer, and who brought them",
                "entry-fee: Regulation on Prohibiting Pyramid Selling, art. 7(2): an entry fee, open or disguised → Joining costs nothing"],
            english["rows"].EnumerateArray().Select(r => $"{r.GetProperty("code").GetString()}: {r.GetProperty("text").GetString()}"));
        Assert.All(answer["rows"].EnumerateArray(), r => Assert.Equal(["at", "code", "text"], r.EnumerateObject().Select(p => p.Name)));
        await Refused("commission.ladder-wrong", Circle.Terms(steps: [new { from = 100, extraBasisPoints = 100 }]));
        await Refused("commission.terms-wrong", Circle.Terms(windowDays: 0));
        await Refused("commission.terms-wrong", Circle.Terms(least: 2_000, perDay: 1_000));

        var hq = await town.Staff(Role.Hq);
        Assert.Equal("commission.bounds-wrong", (await hq.Put("/commissions/bounds", new { leastBasisPoints = 400, mostBasisPoints = 1_500 })).Refused);
        (await hq.Put("/commissions/bounds", new { leastBasisPoints = 500, mostBasisPoints = 700 })).Ok();
        await Refused("commission.scheme-forbidden", Circle.Terms(new { levels = 1, directBasisPoints = 800 }));
        (await town.Owner.Put("/commissions/terms", Circle.Terms())).Ok();
        Assert.Equal(700, (await town.Owner.Get("/commissions/terms")).Ok().Long("mostBasisPoints"));
        Assert.Equal("commission.rate-out-of-bounds", (await town.Owner.Put($"/commissions/rates/{Guid.CreateVersion7()}", new { share = "direct", basisPoints = 701 })).Refused);
    }

    [Fact]
    public async Task A_line_of_the_card_is_about_this_shop_and_is_ended_by_another()
    {
        await using var town = await Circle.Open();
        var sale = await Sale.Of(town);
        string Path() => $"/commissions/rates/{Guid.CreateVersion7()}";
        async Task Refused(string code, object line) => Assert.Equal(code, (await town.Owner.Put(Path(), line)).Refused);
        await Refused("commission.rate-campaign-unknown", new { share = "leader", basisPoints = 900, campaign = Guid.CreateVersion7() });
        await Refused("commission.rate-sku-unknown", new { share = "leader", basisPoints = 900, sku = Guid.CreateVersion7() });
        await Refused("commission.rate-not-there", new { share = "leader", basisPoints = (int?)null, sku = sale.Eggs });
        Assert.Empty((await town.Owner.Get("/commissions/rates")).Items);

        (await town.Owner.Put(Path(), new { share = "leader", basisPoints = 900, sku = sale.Eggs })).Ok();
        await town.Pass(TimeSpan.FromMinutes(1));
        (await town.Owner.Put(Path(), new { share = "leader", basisPoints = 1_000, sku = sale.Eggs })).Ok();
        var standing = Assert.Single((await town.Owner.Get("/commissions/rates?standing=true")).Items);
        Assert.Equal(1_000, standing.GetProperty("rule").GetProperty("basisPoints").GetInt32());
        Assert.Contains("鸡蛋", standing.Text("skuName"), StringComparison.Ordinal);
        await town.Pass(TimeSpan.FromMinutes(1));
        var end = Path();
        (await town.Owner.Put(end, new { share = "leader", basisPoints = (int?)null, sku = sale.Eggs })).Ok();
        (await town.Owner.Put(end, new { share = "leader", basisPoints = (int?)null, sku = sale.Eggs })).Ok();
        Assert.Empty((await town.Owner.Get("/commissions/rates?standing=true")).Items);
        Assert.Equal(3, (await town.Owner.Get("/commissions/rates")).Items.Length);
        await Refused("commission.rate-not-there", new { share = "leader", basisPoints = (int?)null, sku = sale.Eggs });

        var contracts = (await town.Owner.Get("/commissions/contracts")).Items;
        Assert.Equal(JsonValueKind.Null, contracts.Single(c => c.Text("leader") == town.Leader.Id.Value.ToString()).GetProperty("level").ValueKind);
        (await town.Owner.Put($"/commissions/contracts/{town.Leader.Id.Value}", new { level = 3, duty = "每天" })).Ok();
        Assert.Equal(3, (await town.Owner.Get("/commissions/contracts")).Items.Single(c => c.Text("leader") == town.Leader.Id.Value.ToString()).Number("level"));
    }
}
