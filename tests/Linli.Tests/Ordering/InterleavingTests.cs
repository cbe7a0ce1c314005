using System.Collections.Concurrent;
using Linli.Campaigns;
using Linli.Catalog;
using Linli.Inventory;
using Linli.Members;
using Linli.Ordering;
using Linli.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Ordering;

/// <summary>
/// Stock and limits as properties: many phones place, repeat, change and cancel orders in any order at once while the shop moves its
/// stock, on PostgreSQL through two hosts. Whatever the order was, the counts are those of the living orders and no rule is broken.
/// </summary>
public class InterleavingTests
{
    const int Phones = 24, StepsEach = 90;

    [Fact]
    public async Task Thousands_of_interleaved_orders_changes_and_cancellations_leave_exactly_what_they_say()
    {
        var seed = Random.Shared.Next();
        await using var here = await Town.Open();
        await using var there = TestDatabase.Server is null ? null : here.AnotherHost();
        var world = await World.Of(here, there);

        await Task.WhenAll(Enumerable.Range(0, Phones).Select(i => Task.Run(() => Phone(world, i, new Random(seed + i)))).Append(
            Task.Run(() => Shop(world, new Random(seed - 1)))));
        await here.Settle();

        await here.Within(async services =>
        {
            var broken = await Broken(services, world);
            Assert.True(broken.Count == 0, $"seed {seed}, {world.Done.Sum(d => d.Value)} steps ({Say(world)}): {string.Join("; ", broken)}");
        });
        // A run in which nothing was refused, changed or cancelled would prove nothing.
        foreach (var what in (string[])["placed", "campaign.sold-out", "campaign.over-household-limit", "changed", "cancelled", "repeated"])
            Assert.True(world.Done.GetValueOrDefault(what) > 0, $"seed {seed}: nothing was {what} ({Say(world)})");
        await Coffers.Balances(here);
    }

    static string Say(World world) => string.Join(", ", world.Done.OrderBy(d => d.Key).Select(d => $"{d.Key} {d.Value}"));

    /// <summary>A campaign with totals and limits, one from the shelf, and households of two phones.</summary>
    sealed record World(Town Town, IReadOnlyList<(Person Here, Person There)> People, Guid Bought, Guid FromShelf)
    {
        public ConcurrentDictionary<string, int> Done { get; } = [];

        /// <summary>What each order was last acknowledged to hold: nothing when it was cancelled.</summary>
        public ConcurrentDictionary<Guid, (Guid Sku, long Amount)[]> Held { get; } = [];

        public static async Task<World> Of(Town here, Town? there)
        {
            await here.Owner.Put($"/stock/{here.Skus["pears"].Value}/movements/{Guid.CreateVersion7()}", new { kind = "receipt", amount = 20_000 });
            var (bought, fromShelf) = (Guid.CreateVersion7(), Guid.CreateVersion7());
            await Publish(here, bought, "buy", [
                new { sku = here.Skus["eggs"].Value, price = 1000, total = 70, perHousehold = 4 },
                new { sku = here.Skus["milk"].Value, price = 600, perHousehold = 6 },
                new { sku = here.Skus["tomatoes"].Value, price = 350, total = 40_000 }]);
            await Publish(here, fromShelf, "shelf", [new { sku = here.Skus["pears"].Value, price = 450, perHousehold = 3_000 }]);
            var people = new List<(Person, Person)>();
            for (var i = 0; i < Phones / 2; i++)
            {
                var mother = await here.Resident();
                var home = new HouseholdId((await mother.Get("/me")).Body.GetProperty("household").GetProperty("id").GetGuid());
                foreach (var one in (Person[])[mother, await here.Resident(home)]) people.Add((one, there?.Through(one) ?? one));
            }

            return new(here, people, bought, fromShelf);
        }

        static async Task Publish(Town town, Guid id, string supply, object[] items)
        {
            var opens = town.Clock.GetUtcNow();
            (await town.Leader.Put($"/campaigns/{id}", new
            {
                kind = "presale",
                supply,
                title = "抢一抢",
                opensAt = opens,
                closesAt = opens.AddHours(4),
                leader = town.Leader.Id.Value,
                pickupPoints = town.Points.Select(p => p.Value),
                pickupFrom = opens.AddHours(16),
                pickupTo = opens.AddHours(20),
                items,
            })).Ok();
            (await town.Leader.Put($"/campaigns/{id}/opening")).Ok();
            await town.Settle();
        }

        public void Count(string what) => Done.AddOrUpdate(what, 1, (_, n) => n + 1);
    }

    static async Task Phone(World world, int number, Random dice)
    {
        var mine = new List<(Guid Campaign, Guid Order, object Body)>();
        for (var step = 0; step < StepsEach; step++)
        {
            var who = dice.Next(2) == 0 ? world.People[number].Here : world.People[number].There;
            var which = mine.Count == 0 ? default : mine[dice.Next(mine.Count)];
            await ((mine.Count == 0 ? 0 : dice.Next(10)) switch
            {
                < 5 => Place(world, who, mine, dice),
                5 => Repeat(world, who, which),
                < 8 => Change(world, who, which, dice),
                _ => Cancel(world, who, mine, which),
            });
        }
    }

    static (Guid Campaign, (Guid Sku, long Amount)[] Lines) Basket(World world, Random dice)
    {
        var sku = world.Town.Skus;
        if (dice.Next(3) == 0) return (world.FromShelf, [(sku["pears"].Value, 250L * dice.Next(1, 6))]);
        (Guid, long)[] all = [(sku["eggs"].Value, dice.Next(1, 4)), (sku["milk"].Value, dice.Next(1, 4)), (sku["tomatoes"].Value, 500 * dice.Next(1, 4))];
        return (world.Bought, [.. all.Where(_ => dice.Next(2) == 0).DefaultIfEmpty(all[0])]);
    }

    static object[] Spelt((Guid Sku, long Amount)[] lines) => [.. lines.Select(l => (object)new { sku = l.Sku, amount = l.Amount })];

    static async Task Place(World world, Person who, List<(Guid Campaign, Guid Order, object Body)> mine, Random dice)
    {
        var (campaign, lines) = Basket(world, dice);
        var (order, body) = (Guid.CreateVersion7(), new { lines = Spelt(lines), payment = "cash" });
        var answers = await Task.WhenAll(Enumerable.Range(0, dice.Next(6) == 0 ? 2 : 1).Select(_ => who.Put($"/campaigns/{campaign}/orders/{order}", body)));
        // Of two that are sent at once the later may be let in where the earlier found nothing left.
        if (!Said(world, answers.FirstOrDefault(a => a.Status == 200) ?? answers[0], "placed")) return;
        world.Held[order] = lines;
        mine.Add((campaign, order, body));
    }

    static async Task Repeat(World world, Person who, (Guid Campaign, Guid Order, object Body) which)
    {
        // After a change the first wording is another order under the same id.
        var answer = await who.Put($"/campaigns/{which.Campaign}/orders/{which.Order}", which.Body);
        if (Said(world, answer, "repeated")) Assert.Equal(which.Order, answer["id"].GetGuid());
    }

    static async Task Change(World world, Person who, (Guid Campaign, Guid Order, object Body) which, Random dice)
    {
        var (campaign, lines) = Basket(world, dice);
        while (campaign != which.Campaign) (campaign, lines) = Basket(world, dice);
        if (Said(world, await who.Put($"/campaigns/{campaign}/orders/{which.Order}/amendment/{Guid.CreateVersion7()}", new { lines = Spelt(lines) }), "changed"))
            world.Held[which.Order] = lines;
    }

    static async Task Cancel(World world, Person who, List<(Guid, Guid Order, object)> mine, (Guid, Guid Order, object) which)
    {
        if (!Said(world, await who.Put($"/orders/{which.Order}/cancellation", new { }), "cancelled")) return;
        world.Held[which.Order] = [];
        mine.RemoveAll(m => m.Order == which.Order);
    }

    /// <summary>The shop counts, receives and loses pears meanwhile, but never below what is promised.</summary>
    static async Task Shop(World world, Random dice)
    {
        for (var i = 0; i < StepsEach; i++)
            Said(world, await world.Town.Owner.Put($"/stock/{world.Town.Skus["pears"].Value}/movements/{Guid.CreateVersion7()}",
                new { kind = dice.Next(2) == 0 ? "receipt" : "spoilage", amount = 250 * dice.Next(1, 9) }), "moved");
    }

    static bool Said(World world, Answer answer, string done)
    {
        Assert.True(answer.Status is 200 or 409 or 422, $"{done}: {answer.Status} {answer.Text}");
        world.Count(answer.Status == 200 ? done : answer.Refused!);
        return answer.Status == 200;
    }

    static async Task<List<string>> Broken(IServiceProvider services, World world)
    {
        var db = services.GetRequiredService<LinliDb>();
        var orders = await db.Set<Order>().AsNoTracking().Include(o => o.Lines).ToListAsync();
        var living = orders.Where(o => o.State == OrderState.Confirmed).SelectMany(o => o.Lines, (o, l) => (o.Campaign, o.Household, l.Sku, l.Amount)).ToList();
        var broken = new List<string>();
        void Same<T>(string what, T wanted, T is_) { if (!Equals(wanted, is_)) broken.Add($"{what} is {is_}, not {wanted}"); }

        Same("orders", world.Held.Count, orders.Count);
        foreach (var (id, lines) in world.Held)
        {
            var found = orders.SingleOrDefault(o => o.Id.Value == id);
            Same($"order {id}", string.Join(',', lines.OrderBy(l => l.Sku)), found is null ? "lost" : found.State == OrderState.Cancelled ? ""
                : string.Join(',', found.Lines.Select(l => (l.Sku.Value, l.Amount)).OrderBy(l => l.Value)));
        }

        foreach (var item in await db.Set<CampaignItem>().AsNoTracking().ToListAsync())
        {
            Same("taken", living.Where(l => l.Campaign == item.Campaign && l.Sku == item.Sku).Sum(l => l.Amount), item.Taken);
            if (item.Taken > item.Total) broken.Add($"oversold: {item.Taken} of {item.Total}");
            foreach (var home in living.Where(l => l.Campaign == item.Campaign && l.Sku == item.Sku).GroupBy(l => l.Household, l => l.Amount))
                if (home.Sum() > item.PerHousehold) broken.Add($"{home.Sum()} where {item.PerHousehold} is the limit");
        }

        foreach (var taking in await db.Set<HouseholdTaking>().AsNoTracking().ToListAsync())
            Same("taking", living.Where(l => (l.Campaign, l.Household, l.Sku) == (taking.Campaign, taking.Household, taking.Sku)).Sum(l => l.Amount), taking.Amount);
        foreach (var one in await db.Set<Participant>().AsNoTracking().ToListAsync())
            Same("participations", orders.Count(o => o.State == OrderState.Confirmed && (o.Campaign, o.Household) == (one.Campaign, one.Household)), one.Orders);
        foreach (var shelf in await db.Set<Shelf>().AsNoTracking().ToListAsync())
        {
            Same("held", living.Where(l => l.Campaign.Value == world.FromShelf && l.Sku == shelf.Sku).Sum(l => l.Amount), shelf.Held);
            Same("on hand", await db.Set<Movement>().Where(m => m.Sku == shelf.Sku).SumAsync(m => m.Amount), shelf.OnHand);
            if (shelf.Held > shelf.OnHand) broken.Add($"{shelf.Held} promised of {shelf.OnHand}");
        }

        return broken;
    }
}
