using System.Text.Json;
using Linli.Tests.Fulfilment;
using Linli.Tests.Ordering;

namespace Linli.Tests.Reconciliation;

/// <summary>The till: what each person took by the book, what was counted, and what is short or over.</summary>
public class CashTests
{
    const string Day = "2026-05-02";

    /// <summary>The clerk takes 20.00, the leader 10.00, over the counter.</summary>
    static async Task<Town> Taken()
    {
        var town = await Town.Open();
        var sale = await Sale.Of(town);
        var (first, second) = (await town.Resident(), await town.Resident());
        (await sale.Order(first, eggs: 2)).Ok();
        (await sale.Order(second, eggs: 1)).Ok();
        await sale.CutOff();
        await sale.ArriveAll();
        await town.Pass(TimeSpan.FromHours(20));
        (await Depot.Redeem(town.Clerk, (await Depot.Bags(first))[0], cash: 2000)).Ok();
        (await Depot.Redeem(town.Leader, (await Depot.Bags(second))[0], cash: 1000)).Ok();
        await town.Settle();
        return town;
    }

    static async Task<JsonElement> Of(Town town, Person who) => (await town.Owner.Get($"/reconciliation/cash?day={Day}")).Ok()["people"].EnumerateArray()
        .Single(p => p.GetProperty("person").GetGuid() == who.Id.Value);

    static Task<Answer> Count(Town town, Person of, long counted, long @float = 0, Guid? id = null, string note = "") => town.Clerk.Put(
        $"/reconciliation/counts/{id ?? Guid.CreateVersion7()}", new { day = Day, person = of.Id.Value, counted, @float, note });

    [Fact]
    public async Task Each_person_answers_for_the_cash_that_person_took()
    {
        await using var town = await Taken();
        var cash = (await town.Clerk.Get($"/reconciliation/cash?day={Day}")).Ok();
        Assert.Equal((3000, 3000), (cash.Long("ledger"), cash.Long("expected")));
        Assert.Equal(2000, (await Of(town, town.Clerk)).GetProperty("expected").GetInt64());
        Assert.Equal(1000, (await Of(town, town.Leader)).GetProperty("expected").GetInt64());
        Assert.Equal("reconciliation.day-unknown", (await town.Owner.Get("/reconciliation/cash?day=0001-01-01")).Refused);

        var id = Guid.CreateVersion7();
        for (var i = 0; i < 2; i++) Assert.Equal(0, (await Count(town, town.Clerk, 7000, 5000, id)).Ok().Long("difference"));
        Assert.Equal("reconciliation.count-id-taken", (await Count(town, town.Clerk, 7001, 5000, id)).Refused);
        Assert.Equal("reconciliation.count-wrong", (await Count(town, town.Clerk, -1)).Refused);
        Assert.Empty((await town.Owner.Get($"/reconciliation/differences?day={Day}")).Items);
        Assert.Equal(0, (await town.Owner.Get($"/reconciliation/days/{Day}/cash")).Ok().Long("open"));
    }

    [Fact]
    public async Task What_is_short_is_named_settled_and_counted_again_only_after_it_is_taken_back()
    {
        await using var town = await Taken();
        Assert.Equal(-150, (await Count(town, town.Clerk, 1850, note: "少一张")).Ok().Long("difference"));
        Assert.Equal(100, (await Count(town, town.Leader, 1100)).Ok().Long("difference"));
        var found = (await town.Owner.Get($"/reconciliation/differences?day={Day}")).Items.ToDictionary(d => d.GetProperty("what").GetString()!);
        Assert.Equal(["cashOver", "cashShort"], found.Keys.Order(StringComparer.Ordinal));
        var missing = found["cashShort"];
        Assert.Equal((-150, "provider:cash"), (missing.GetProperty("effect").GetInt64(), missing.GetProperty("proposed").GetProperty("credit").GetString()));

        var entry = Guid.CreateVersion7();
        (await town.Owner.Put($"/reconciliation/entries/{entry}", new { difference = missing.GetProperty("id").GetGuid(), reason = "找零错了", against = "losses" })).Ok();
        Assert.Equal(3000 - 150, (await town.Owner.Get("/ledger/accounts/provider:cash")).Ok().Long("balance"));
        Assert.Equal("reconciliation.undo-first", (await Count(town, town.Clerk, 2000)).Refused);
        Assert.Equal(2000, (await Of(town, town.Clerk)).GetProperty("expected").GetInt64());
        (await town.Owner.Put($"/reconciliation/entries/{entry}/reversal", new { reason = "找到了" })).Ok();
        (await Count(town, town.Clerk, 2000)).Ok();
        (await Count(town, town.Leader, 1000)).Ok();
        Assert.Equal(0, (await town.Owner.Get($"/reconciliation/days/{Day}/cash")).Ok().Long("open"));
        Assert.All((await town.Owner.Get($"/reconciliation/differences?day={Day}")).Items, d => Assert.Equal("cleared", d.GetProperty("state").GetString()));
        Assert.Equal(3000, (await town.Owner.Get("/ledger/accounts/provider:cash")).Ok().Long("balance"));
    }

    [Fact]
    public async Task Cash_that_nobody_counted_yesterday_is_something_to_do()
    {
        await using var town = await Taken();
        await town.Pass(TimeSpan.FromDays(1));
        var todo = (await town.Owner.Get("/money")).Ok()["toDos"].EnumerateArray().Single(t => t.GetProperty("kind").GetString() == "cash-uncounted");
        Assert.Equal((2, 3000), (todo.GetProperty("count").GetInt32(), todo.GetProperty("amount").GetInt64()));
    }
}
