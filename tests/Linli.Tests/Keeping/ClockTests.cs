using Linli.Platform;
using Linli.Tests.Ordering;
using Microsoft.Extensions.Logging.Abstractions;

namespace Linli.Tests.Keeping;

/// <summary>Clocks are corrected, and sometimes backwards.</summary>
public class ClockTests
{
    [Fact]
    public void A_small_step_back_is_stood_out_and_a_great_one_is_taken()
    {
        var machine = new Clock();
        var clock = new SteadyClock(machine, NullLogger<SteadyClock>.Instance);
        var start = clock.GetUtcNow();
        machine.Pass(TimeSpan.FromSeconds(-90));
        Assert.Equal(start, clock.GetUtcNow());
        machine.Pass(TimeSpan.FromSeconds(60));
        Assert.Equal(start, clock.GetUtcNow());
        machine.Pass(TimeSpan.FromSeconds(31));
        Assert.Equal(start + TimeSpan.FromSeconds(1), clock.GetUtcNow());
        machine.Pass(TimeSpan.FromHours(-2));
        Assert.Equal(machine.GetUtcNow(), clock.GetUtcNow());
    }

    [Fact]
    public async Task When_the_clock_goes_back_every_order_counts_once_and_the_cut_off_comes_once_at_its_moment()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town, lasts: TimeSpan.FromHours(4));
        var (first, second) = (await town.Resident(), await town.Resident());
        await town.Pass(TimeSpan.FromMinutes(50));
        var numbers = new List<string> { (await sale.Order(first, eggs: 1)).Ok()["number"].ToString() };

        town.Clock.Pass(TimeSpan.FromMinutes(-40));
        numbers.Add((await sale.Order(second, eggs: 2)).Ok()["number"].ToString());
        numbers.Add((await sale.Order(first, eggs: 3)).Ok()["number"].ToString());
        await town.Settle();
        (await first.Get("/me")).Ok();
        Assert.Equal(3, numbers.Distinct().Count());
        Assert.Equal(6, await sale.Taken(sale.Eggs));
        Assert.Equal("open", (await town.Leader.Get(sale.Path)).String("state"));

        await town.Pass(TimeSpan.FromHours(4));
        await town.Pass(TimeSpan.FromMinutes(5));
        town.Clock.Pass(TimeSpan.FromMinutes(-60));
        await town.Settle();
        await town.Pass(TimeSpan.FromMinutes(60));
        Assert.Equal("cutOff", (await town.Leader.Get(sale.Path)).String("state"));
        var bought = (await town.Owner.Get($"/purchase-orders?campaign={sale.Id}")).Items;
        Assert.Equal(6, Assert.Single(bought).GetProperty("lines")[0].GetProperty("needed").GetInt64());
        await using var reading = await Rows.Open(town.Database);
        Assert.Equal(["0"], await Rows.Read(reading, "select count(*) from platform_facts where told_at is null and kind not like '%Template%' and tries > 0"));
    }
}
