using Linli.Inventory;
using Linli.Ordering;
using Linli.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Ordering;

public class HandOverTests
{
    [Fact]
    public async Task More_than_was_allocated_is_never_handed_over()
    {
        await using var town = await Town.Open();
        (await town.Owner.Put($"/stock/{town.Skus["eggs"].Value}/movements/{Guid.CreateVersion7()}", new { kind = "receipt", amount = 10 })).Ok();
        var flash = await Sale.Of(town, kind: "flashSale");
        var there = new OrderId((await flash.Order(await town.Resident(), eggs: 2)).Ok()["id"].GetGuid());
        await flash.CutOff();
        var presale = await Sale.Of(town);
        var awaited = new OrderId((await presale.Order(await town.Resident(), eggs: 2)).Ok()["id"].GetGuid());
        await presale.CutOff();

        Assert.Equal("order.hand-over-wrong", await Refused(town, there, 3));
        Assert.Equal("order.hand-over-wrong", await Refused(town, there, -1));
        Assert.Equal("order.not-arrived", await Refused(town, awaited, 1));
        Assert.Equal("order.unknown", await Refused(town, new(Guid.NewGuid()), 1));
    }

    static async Task<string> Refused(Town town, OrderId order, long amount)
    {
        var code = "";
        await town.Within(async services =>
        {
            var no = await Assert.ThrowsAsync<Refusal>(() => services.GetRequiredService<OrderBook>()
                .HandOver(Guid.NewGuid(), order, [new Pick(town.Skus["eggs"], amount)], default));
            code = no.Code;
        });
        return code;
    }
}
