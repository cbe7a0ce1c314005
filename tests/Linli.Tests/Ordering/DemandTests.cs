using System.Text.Json;
using Linli.Platform;
using Linli.Tests.Fulfilment;

namespace Linli.Tests.Ordering;

/// <summary>想要: how many wanted a list before it opened, how many of those bought which good, and what that says of the next list.</summary>
public sealed class DemandTests
{
    static async Task<JsonElement> Of(Person who, Guid sku) => Assert.Single((await who.Get($"/demand?skus={sku}")).Ok().Items);

    static async Task Want(Sale sale, IEnumerable<Person> people)
    {
        foreach (var who in people) (await who.Put($"{sale.Path}/interest", new { wanted = true })).Ok();
    }

    static (int Interested, int Bought, long Amount, int Coming) Counts(JsonElement d) => (
        d.GetProperty("interested").GetInt32(), d.GetProperty("bought").GetInt32(), d.GetProperty("boughtAmount").GetInt64(), d.GetProperty("coming").GetInt32());

    [Fact]
    public async Task Who_wanted_it_and_bought_it_foretells_what_those_who_want_the_next_list_will_buy()
    {
        await using var town = await Town.Open();
        var people = new List<Person>();
        while (people.Count < 7) people.Add(await town.Resident());
        var first = await Sale.Of(town, opensIn: TimeSpan.FromHours(1));
        await Want(first, people.Take(6));
        // Nothing is known of a list that has not ended.
        var before = await Of(town.Owner, first.Eggs);
        Assert.Equal((0, 0, 0, 6), Counts(before));
        Assert.Equal(JsonValueKind.Null, before.GetProperty("expectedHouseholds").ValueKind);

        await town.Pass(TimeSpan.FromHours(1));
        (await first.Order(people[0], eggs: 2)).Ok();
        (await first.Order(people[0], eggs: 1)).Ok();
        (await first.Order(people[1], eggs: 1, milk: 1)).Ok();
        (await first.Order(people[2], milk: 4)).Ok();
        // Who changed their mind has not bought; who did not say so before is not counted.
        var dropped = (await first.Order(people[3], eggs: 5)).Ok()["id"].GetGuid();
        (await people[3].Put($"/orders/{dropped}/cancellation", new { })).Ok();
        (await first.Order(people[6], eggs: 9)).Ok();
        Assert.Equal(0, Counts(await Of(town.Owner, first.Eggs)).Interested);
        await first.CutOff();
        Assert.Equal((6, 2, 4, 0), Counts(await Of(town.Owner, first.Eggs)));
        Assert.Equal((6, 2, 5, 0), Counts(await Of(town.Owner, first.Milk)));

        var next = await Sale.Of(town, opensIn: TimeSpan.FromHours(1));
        await Want(next, people.Take(3));
        var (eggs, milk) = (await Of(town.Owner, next.Eggs), await Of(town.Owner, next.Milk));
        Assert.Equal((6, 2, 4, 3), Counts(eggs));
        Assert.Equal((1, 2), (eggs.GetProperty("expectedHouseholds").GetInt32(), eggs.GetProperty("expectedAmount").GetInt64()));
        // Two and a half are three.
        Assert.Equal(3, milk.GetProperty("expectedAmount").GetInt64());

        // Asked for nothing in particular it is what is to come.
        Assert.Equal([next.Eggs, next.Milk, next.Tomatoes], (await town.Clerk.Get("/demand")).Ok().Items.Select(d => d.GetProperty("sku").GetGuid()).OrderBy(id => id == next.Eggs ? 0 : id == next.Milk ? 1 : 2));
        Assert.Equal((6, 2, 4, 3), Counts(await Of(town.Leader, next.Eggs)));
    }

    [Fact]
    public async Task Leaders_see_their_own_lists_and_residents_nothing()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town, opensIn: TimeSpan.FromHours(1));
        await Want(sale, [await town.Resident()]);
        var other = await town.Staff(Role.Leader);
        Assert.Equal(0, Counts(await Of(other, sale.Eggs)).Coming);
        Assert.Empty((await other.Get("/demand")).Ok().Items);
        Assert.Equal(1, Counts(await Of(town.Leader, sale.Eggs)).Coming);
        Assert.Equal(403, (await (await town.Resident()).Get("/demand")).Status);
        Assert.Equal("demand.skus-wrong", (await town.Owner.Get("/demand?skus=eggs")).Refused);
        Assert.Equal("sku.unknown", (await town.Owner.Get($"/demand?skus={Guid.CreateVersion7()}")).Refused);
    }
}
