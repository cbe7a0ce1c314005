namespace Linli.Tests.Inventory;

public class StockTests
{
    static string Movement(Town town, Guid? id = null) => $"/stock/{town.Skus["eggs"].Value}/movements/{id ?? Guid.CreateVersion7()}";

    [Fact]
    public async Task Movements_sum_to_what_is_on_hand_and_a_repeated_one_counts_once()
    {
        await using var town = await Town.Open();
        var receipt = Movement(town);
        (await town.Owner.Put(receipt, new { kind = "receipt", amount = 10 })).Ok();
        (await town.Owner.Put(receipt, new { kind = "receipt", amount = 10 })).Ok();
        (await town.Owner.Put(Movement(town), new { kind = "breakage", amount = 2, note = "摔了" })).Ok();
        (await town.Owner.Put(Movement(town), new { kind = "count", amount = 7 })).Ok();

        Assert.Equal("stock.movement-id-taken", (await town.Owner.Put(receipt, new { kind = "receipt", amount = 11 })).Refused);
        Assert.Equal(7, (await town.Owner.Get("/stock")).Items.Single().GetProperty("onHand").GetInt64());
        var movements = (await town.Owner.Get($"/stock/{town.Skus["eggs"].Value}/movements")).Items;
        Assert.Equal(7, movements.Sum(m => m.GetProperty("amount").GetInt64()));
        Assert.Equal(3 * 800, await Coffers.Of(town, "losses"));
        await Coffers.Balances(town);
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_written_off()
    {
        await using var town = await Town.Open();
        Assert.Equal("stock.not-enough", (await town.Owner.Put(Movement(town), new { kind = "spoilage", amount = 1 })).Refused);
        Assert.Equal("stock.amount-wrong", (await town.Owner.Put(Movement(town), new { kind = "receipt", amount = 0 })).Refused);
        Assert.Equal("stock.amount-wrong", (await town.Owner.Put(Movement(town), new { kind = "receipt", amount = 100_000_001 })).Refused);
        Assert.Equal("stock.amount-wrong", (await town.Owner.Put(Movement(town), new { kind = "handOver", amount = 1 })).Refused);
        Assert.Equal("sku.unknown", (await town.Owner.Put($"/stock/{Guid.NewGuid()}/movements/{Guid.NewGuid()}", new { kind = "receipt", amount = 1 })).Refused);
        Assert.Empty((await town.Owner.Get("/stock")).Items);
    }
}
