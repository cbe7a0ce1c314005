using Linli.Commissions;
using Linli.Members;
using Linli.Platform;
using Linli.Tests.Fulfilment;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Commissions;

public class ReferralTests
{
    [Fact]
    public async Task Who_brought_the_buyer_and_who_brought_that_one_earn_and_nobody_above()
    {
        await using var town = await Circle.Open();
        var one = await town.Resident();
        var two = await town.Brings(await one.Promote());
        var three = await town.Brings(await two.Promote());
        var four = await town.Brings(await three.Promote());
        Assert.Equal(1, (await one.Get("/referrals/me")).Ok()["promoter"].GetProperty("level").GetInt32());
        Assert.Equal(2, (await two.Get("/referrals/me")).Ok()["promoter"].GetProperty("level").GetInt32());
        // Brought by the second level: begins anew at the first.
        Assert.Equal(1, (await three.Get("/referrals/me")).Ok()["promoter"].GetProperty("level").GetInt32());

        await town.Buys(three, eggs: 10);
        Assert.Equal(((600, 0), (500, 0), (0, 0)), (await two.Wallet(), await one.Wallet(), await three.Wallet()));
        await town.Buys(four, eggs: 10);
        Assert.Equal(((600, 0), (500, 0), (600, 0)), (await two.Wallet(), await one.Wallet(), await three.Wallet()));
        await town.Pass(TimeSpan.FromHours(49));
        Assert.Equal(((0, 600), (0, 500), (0, 600)), (await two.Wallet(), await one.Wallet(), await three.Wallet()));

        var statement = (await two.Get("/commissions/statements/promoter?from=2026-05-01&to=2026-05-09")).Ok();
        Assert.Equal((600, 600, 0), (statement.Long("total"), statement.Long("available"), statement.Long("pending")));
        var line = statement["days"].EnumerateArray().Single().GetProperty("lines").EnumerateArray().Single();
        Assert.Equal(("direct", 10_000, 600), (line.Text("share"), line.Number("base"), line.Number("commission")));
        await Coffers.Balances(town);
    }

    [Fact]
    public async Task A_link_opened_again_through_a_host_whose_clock_is_behind_still_counts_once()
    {
        await using var town = await Circle.Open();
        var link = await (await town.Resident()).Promote();
        var other = await (await town.Resident()).Promote();
        var comes = await town.Resident();
        var path = $"/referrals/attributions/{Guid.CreateVersion7()}";
        var until = (await comes.Put(path, new { link })).Ok().String("until");
        town.Clock.Pass(TimeSpan.FromSeconds(-90));
        Assert.Equal(until, (await comes.Put(path, new { link })).Ok().String("until"));
        Assert.Equal(until, (await comes.Follow(other)).Ok().String("until"));
    }

    [Fact]
    public async Task Money_that_goes_back_takes_both_levels_commissions_along()
    {
        await using var town = await Circle.Open();
        var one = await town.Resident();
        var two = await town.Brings(await one.Promote());
        var buyer = await town.Brings(await two.Promote());
        var order = await town.Buys(buyer, eggs: 4);
        var claim = $"/orders/{order}/claims/{Guid.CreateVersion7()}";
        (await buyer.Put(claim, new { sku = town.Skus["eggs"].Value, amount = 1, reason = "坏了" })).Ok();
        (await town.Owner.Put($"{claim}/decision", new { approve = true })).Ok();
        await town.Settle();
        Assert.Equal(((180, 0), (150, 0)), (await two.Wallet(), await one.Wallet()));
        await town.Pass(TimeSpan.FromHours(49));
        Assert.Equal(((0, 180), (0, 150)), (await two.Wallet(), await one.Wallet()));
        Assert.Equal((180, 150), (await Coffers.Of(town, $"promoter:{two.Id.Value}"), await Coffers.Of(town, $"promoter:{one.Id.Value}")));
        await Coffers.Balances(town);
    }

    [Fact]
    public async Task A_ring_of_five_phones_in_one_household_earns_nothing()
    {
        await using var town = await Circle.Open();
        var first = await town.Resident();
        HouseholdId home = default;
        await town.Within(async services => home = (await services.GetRequiredService<Roster>().HouseholdOf(first.Id, default))!.Id);
        List<Person> ring = [first];
        for (var i = 0; i < 4; i++) ring.Add(await town.Resident(home));
        var links = new List<string>();
        foreach (var phone in ring) links.Add(await phone.Promote());
        for (var i = 0; i < ring.Count; i++)
        {
            Assert.Equal("referral.own-household", (await ring[(i + 1) % ring.Count].Follow(links[i])).Refused);
            Assert.Equal("referral.own-household", (await ring[i].Follow(links[i])).Refused);
        }

        // Who came first and moved in afterwards earns no more either.
        var late = await town.ResidentWithoutHome();
        (await late.Follow(links[0])).Ok();
        (await late.Put("/me/household", new { building = town.Buildings[0].Value, room = first.Phone[^4..], name = "一家人", pickupPoint = town.Points[0].Value })).Ok();
        await town.Buys(late, eggs: 5);
        foreach (var phone in ring) Assert.Equal((0, 0), await phone.Wallet());
        Assert.Equal((400, 0), await town.Leader.Wallet("leader"));
    }

    [Fact]
    public async Task A_link_counts_for_its_window_on_any_phone_and_cannot_be_forged()
    {
        await using var town = await Circle.Open(Circle.Terms(windowDays: 10));
        var (one, other) = (await town.Resident(), await town.Resident());
        var (link, another) = (await one.Promote(), await other.Promote());
        Assert.Equal((32, link), (link.Length, await one.Promote()));
        var buyer = await town.Brings(link);
        var until = town.Clock.GetUtcNow().AddDays(10);

        // Another link meanwhile changes nothing, and neither does another phone: it is kept here.
        Assert.Equal(until, (await buyer.Follow(another)).Ok()["until"].GetDateTimeOffset());
        Assert.Equal(until, (await town.Through(buyer).Get("/referrals/me")).Ok()["until"].GetDateTimeOffset());
        await town.Buys(buyer);
        Assert.Equal(((60, 0), (0, 0)), (await one.Wallet(), await other.Wallet()));

        for (var i = 0; i < link.Length; i++)
        {
            var forged = link[..i] + (link[i] == 'A' ? 'B' : 'A') + link[(i + 1)..];
            Assert.Equal("referral.link-wrong", (await buyer.Follow(forged)).Refused);
        }

        foreach (var wrong in new[] { "", "AAAA", new string('A', 32), link + "A", "不是链接" }) Assert.Equal("referral.link-wrong", (await buyer.Follow(wrong)).Refused);
        await town.Pass(TimeSpan.FromDays(10));
        await town.Buys(buyer);
        Assert.Equal((0, 60), await one.Wallet());
        (await buyer.Follow(another)).Ok();
        await town.Buys(buyer);
        Assert.Equal((60, 0), await other.Wallet());
    }

    [Fact]
    public async Task Promoting_is_agreed_to_costs_nothing_and_can_be_left()
    {
        await using var town = await Circle.Open();
        var one = await town.Resident();
        Assert.Equal("referral.consent-missing", (await one.Put("/referrals/me", new { agree = false })).Refused);
        Assert.Equal("referral.no-promoter", (await one.Put("/referrals/me/leaving")).Refused);
        var link = await one.Promote();
        var buyer = await town.Brings(link);
        (await one.Put("/referrals/me/leaving")).Ok();
        await town.Buys(buyer, eggs: 2);
        Assert.Equal((0, 0), await one.Wallet());
        Assert.Equal("referral.link-wrong", (await (await town.Resident()).Follow(link)).Refused);
        Assert.Equal(link, await one.Promote());
    }

    [Fact]
    public async Task A_third_level_cannot_be_written_by_sql_either()
    {
        await using var town = await Circle.Open();
        var one = await town.Resident();
        var two = await town.Brings(await one.Promote());
        await two.Promote();
        var three = await town.Resident();
        await three.Promote();
        await town.Within(async services =>
        {
            var db = services.GetRequiredService<LinliDb>();
            async Task Never(string sql, params object[] values) =>
                Assert.Matches("(?i)constraint", (await Assert.ThrowsAnyAsync<Exception>(() => db.Database.ExecuteSqlRawAsync(sql, values))).ToString());
            const string insert = "insert into commissions_referrals (tenant, promoter, promoter_level, upper, upper_level, revision) values ({0}, {1}, {2}, {3}, {4}, 0)";
            object[] Row(Guid who, int level, Guid upper, int upperLevel) => [town.Tenant.Value, who, level, upper, upperLevel];

            // Three below two, whatever levels are claimed.
            for (var level = 0; level <= 4; level++)
                for (var upperLevel = 0; upperLevel <= 4; upperLevel++)
                    await Never(insert, Row(three.Id.Value, level, two.Id.Value, upperLevel));
            await Never(insert, Row(Guid.CreateVersion7(), 2, one.Id.Value, 1));
            await Never("update commissions_promoters set level = 3 where id = {0}", three.Id.Value);
            await Never("update commissions_promoters set level = 2 where id = {0}", one.Id.Value);
            await Never("update commissions_promoters set level = 1 where id = {0}", two.Id.Value);
            await Never("update commissions_referrals set upper = {0}", two.Id.Value);
            await Never("update commissions_referrals set upper_level = 2");
            await Never("delete from commissions_promoters where id = {0}", one.Id.Value);
            await Never("update commissions_referrals set promoter_level = 3");
        });
        await town.Buys(two);
        await town.Within(async services =>
        {
            var db = services.GetRequiredService<LinliDb>();
            Assert.Equal(2, await db.Set<CommissionLine>().CountAsync());
            await Assert.ThrowsAnyAsync<Exception>(() => db.Database.ExecuteSqlRawAsync("update commissions_lines set share = 'Third'"));
        });
    }

    [Fact]
    public void The_type_has_no_place_for_a_third() =>
        Assert.Equal(["Direct", "Indirect"], typeof(Upline).GetProperties().Where(p => p.GetMethod!.IsPublic).Select(p => p.Name).Order());
}
