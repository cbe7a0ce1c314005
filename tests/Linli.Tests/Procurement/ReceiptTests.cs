using System.Text.Json;

namespace Linli.Tests.Procurement;

public class ReceiptTests
{
    [Fact]
    public async Task What_came_short_is_shared_first_come_first_served_and_paid_back()
    {
        await using var town = await Town.Open();
        var buying = await Buying.Of(town, "eggs");
        var (first, early) = await buying.Order("cash", ("eggs", 5));
        var (second, late) = await buying.Order("testpay", ("eggs", 9));
        var payment = Guid.CreateVersion7();
        (await second.Put($"{late}/payments/{payment}", new { })).Ok();
        await town.PayAtProvider(payment);
        var order = Assert.Single(await buying.CutOff());

        var received = (await town.Clerk.Put($"{Buying.Path(order)}/receipt", buying.Came(order, ("eggs", 13, 1)))).Ok();
        await town.Settle();

        var line = buying.Line(received.Body, "eggs");
        Assert.Equal((13, 1, 2, 0), (Long(line, "received"), Long(line, "bad"), Long(line, "short"), Long(line, "over")));
        Assert.Equal(("received", 12 * 800), (received.String("state"), received.Long("owed")));
        Assert.Equal(5, Long((await first.Get(early)).Ok()["lines"][0], "allocated"));
        var shortened = (await second.Get(late)).Ok();
        Assert.Equal((7, 2000), (Long(shortened["lines"][0], "allocated"), shortened.Long("refunded")));
        Assert.Equal((12, 12), await buying.Stock("eggs"));
        Assert.Equal(12 * 800, await Owed(town, 1));
        Assert.Equal(0, (await town.Owner.Get("/ledger/trial-balance")).Long("difference"));
    }

    [Fact]
    public async Task What_came_beyond_the_orders_lies_free_on_the_shelf()
    {
        await using var town = await Town.Open();
        var buying = await Buying.Of(town, "tomatoes");
        var (who, placed) = await buying.Order("cash", ("tomatoes", 1500));
        var order = Assert.Single(await buying.CutOff());

        var came = buying.Came(order, ("tomatoes", 12_000, 500));
        var received = (await town.Clerk.Put($"{Buying.Path(order)}/receipt", came)).Ok();

        Assert.Equal((0, 2000), (Long(received["lines"][0], "short"), Long(received["lines"][0], "over")));
        Assert.Equal(1500, Long((await who.Get(placed)).Ok()["lines"][0], "allocated"));
        Assert.Equal((11_500, 1500), await buying.Stock("tomatoes"));
        Assert.Equal(11_500 * 268 / 500, await Owed(town, 0));
    }

    [Fact]
    public async Task The_same_receipt_again_is_the_same_answer_and_another_is_refused()
    {
        await using var town = await Town.Open();
        var buying = await Buying.Of(town, "eggs", "milk");
        await buying.Order("cash", ("eggs", 5), ("milk", 2));
        var order = Assert.Single(await buying.CutOff());
        var path = $"{Buying.Path(order)}/receipt";

        var first = (await town.Clerk.Put(path, buying.Came(order, ("eggs", 12, 1)))).Ok();
        var again = (await town.Clerk.Put(path, buying.Came(order, ("eggs", 12, 1)))).Ok();

        Assert.Equal(first.Text, again.Text);
        Assert.Equal("purchase-order.already-received", (await town.Clerk.Put(path, buying.Came(order, ("eggs", 12, 0)))).Refused);
        Assert.Equal((11, 5), await buying.Stock("eggs"));
        Assert.Equal(11 * 800 + 24 * 400, await Owed(town, 1));
    }

    [Fact]
    public async Task Two_hosts_that_receive_at_the_same_moment_book_it_once()
    {
        await using var here = await Town.Open();
        var buying = await Buying.Of(here, "eggs");
        await buying.Order("cash", ("eggs", 5));
        var order = Assert.Single(await buying.CutOff());
        await using var there = here.AnotherHost();
        var twin = there.Through(here.Clerk);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            (i % 2 == 0 ? here.Clerk : twin).Put($"{Buying.Path(order)}/receipt", buying.Came(order))));

        Assert.All(answers, a => Assert.Equal(200, a.Status));
        Assert.Equal((12, 5), await buying.Stock("eggs"));
        Assert.Equal(12 * 800, await Owed(here, 1));
    }

    [Fact]
    public async Task When_nothing_came_every_order_is_called_off()
    {
        await using var town = await Town.Open();
        var buying = await Buying.Of(town, "eggs");
        var (who, placed) = await buying.Order("cash", ("eggs", 5));
        var order = Assert.Single(await buying.CutOff());

        var came = buying.Came(order, ("eggs", 12, 12));
        var received = (await town.Clerk.Put($"{Buying.Path(order)}/receipt", came)).Ok();
        await town.Settle();

        Assert.Equal((5, 0), (Long(received["lines"][0], "short"), received.Long("owed")));
        Assert.Equal("cancelled", (await who.Get(placed)).Ok().String("state"));
        Assert.Equal(0, await Owed(town, 1));
    }

    [Fact]
    public async Task A_receipt_that_cannot_be_is_refused_and_changes_nothing()
    {
        await using var town = await Town.Open();
        var buying = await Buying.Of(town, "eggs", "milk");
        await buying.Order("cash", ("eggs", 5), ("milk", 2));
        var order = Assert.Single(await buying.CutOff());
        var path = $"{Buying.Path(order)}/receipt";
        var (eggs, milk) = (town.Skus["eggs"].Value, town.Skus["milk"].Value);

        foreach (var (received, bad) in ((long, long)[])[(12, 13), (-1, 0), (12, -1), (121, 0)])
            await Refused(town, path, "purchase-order.amount-wrong", (eggs, received, bad), (milk, 24, 0));
        await Refused(town, path, "purchase-order.lines-differ", (eggs, 12, 0));
        await Refused(town, path, "purchase-order.lines-differ", (eggs, 12, 0), (eggs, 12, 0), (milk, 24, 0));
        await Refused(town, path, "purchase-order.lines-differ", (eggs, 12, 0), (Guid.CreateVersion7(), 24, 0));
        await Refused(town, $"/purchase-orders/{Guid.CreateVersion7()}/receipt", "purchase-order.unknown", (eggs, 12, 0));

        Assert.Equal("made", (await town.Clerk.Get(Buying.Path(order))).Ok().String("state"));
        Assert.Equal(0, await Owed(town, 1));
        (await town.Clerk.Put(path, Lines((eggs, 120, 0), (milk, 0, 0)))).Ok();
    }

    static async Task Refused(Town town, string path, string code, params (Guid, long, long)[] lines) =>
        Assert.Equal(code, (await town.Clerk.Put(path, Lines(lines))).Refused);

    static object Lines(params (Guid Sku, long Received, long Bad)[] lines) =>
        new { lines = lines.Select(l => new { sku = l.Sku, received = l.Received, bad = l.Bad }) };

    static async Task<long> Owed(Town town, int supplier) => (await town.Owner.Get("/ledger/accounts")).Ok().Items
        .Where(a => a.GetProperty("id").GetString() == $"supplier:{town.Suppliers[supplier].Value}")
        .Select(a => Long(a, "balance")).SingleOrDefault();

    static long Long(JsonElement e, string name) => e.GetProperty(name).GetInt64();
}
