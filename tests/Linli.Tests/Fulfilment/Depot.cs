using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Linli.Campaigns;
using Linli.Catalog;
using Linli.Inventory;
using Linli.Ordering;
using Linli.Platform;
using Linli.Tests.Ordering;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Fulfilment;

/// <summary>What happens between cut-off and the desk: goods come, bags are made, people look at them.</summary>
static class Depot
{
    /// <summary>A published campaign like <see cref="Sale"/>, with something about it changed.</summary>
    public static async Task<Sale> SaleWith(Town town, Action<JsonObject> change)
    {
        var sale = new Sale(town, Guid.CreateVersion7(), town.Leader);
        var body = JsonSerializer.SerializeToNode(sale.Body())!.AsObject();
        change(body);
        (await town.Leader.Put(sale.Path, JsonContent.Create(body))).Ok();
        (await town.Leader.Put($"{sale.Path}/opening")).Ok();
        await town.Settle();
        return sale;
    }

    /// <summary>So much of a sku comes in good condition and is shared among the campaign's orders.</summary>
    public static async Task Arrive(this Sale sale, Guid sku, long came)
    {
        await sale.Town.Within(async services =>
        {
            await services.GetRequiredService<Stock>()
                .Receive(Id.New<MovementId>(), new(new SkuId(sku), came), "test", Guid.CreateVersion7(), default);
            await services.GetRequiredService<OrderBook>().Arrive(new CampaignId(sale.Id), new SkuId(sku), came, default);
            await services.GetRequiredService<LinliDb>().Commit(default);
        });
        await sale.Town.Settle();
    }

    public static async Task ArriveAll(this Sale sale)
    {
        foreach (var sku in new[] { sale.Eggs, sale.Milk, sale.Tomatoes }) await sale.Arrive(sku, 1_000_000);
    }

    /// <summary>States a fact once more, as a host would that died before it could note that it was heard.</summary>
    public static async Task TellAgain<T>(this Town town, T fact) where T : notnull
    {
        await town.Within(async services =>
        {
            var db = services.GetRequiredService<LinliDb>();
            db.Raise(fact);
            await db.Commit(default);
        });
        await town.Settle();
    }

    public static async Task<JsonElement[]> Bags(Person resident) => (await resident.Get("/me/pickups")).Ok().Items;

    public static async Task<JsonElement> Bag(Person resident) => Assert.Single(await Bags(resident));

    public static string Text(this JsonElement of, string name) => of.GetProperty(name).GetString()!;
    public static long Number(this JsonElement of, string name) => of.GetProperty(name).GetInt64();

    public static Task<Answer> Redeem(
        Person desk, JsonElement bag, long? cash = null, string? code = null, object[]? lines = null, string? note = null, Guid? id = null) =>
        desk.Put($"/pickups/{bag.Text("id")}/redemptions/{id ?? Guid.CreateVersion7()}", new
        {
            code = code ?? bag.Text("code"),
            lines,
            cashTaken = cash,
            proxyNote = note,
        });

    public static object Line(Guid sku, long amount) => new { sku, amount };

    public static string WrongCode(JsonElement bag) => bag.Text("code") == "000000" ? "000001" : "000000";
}
