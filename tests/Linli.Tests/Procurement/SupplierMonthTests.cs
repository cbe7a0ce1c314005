using System.Text.Json;
using Linli.Tests.Fulfilment;

namespace Linli.Tests.Procurement;

public class SupplierMonthTests
{
    static readonly DateTimeOffset june = new(2026, 6, 1, 0, 0, 0, TimeSpan.FromHours(8));

    static long Fen(Answer month, string what) => month.Long(what);

    static JsonElement[] Entries(Answer month) => [.. month["entries"].EnumerateArray()];

    static void AddsUp(Answer month) => Assert.Equal(
        Fen(month, "closing"), Fen(month, "opening") + Fen(month, "received") - Fen(month, "charged") - Fen(month, "paid") + Fen(month, "other"));

    static async Task<long> Stood(Town town, Guid supplier, DateTimeOffset? at) => (await town.Owner.Get(
        $"/ledger/accounts/supplier:{supplier}" + (at is { } t ? $"?at={Uri.EscapeDataString(t.ToString("O"))}" : ""))).Ok().Long("balance");

    /// <summary>Twelve eggs came at 8 yuan, two of them bad; one that was handed over is claimed, and the supplier bears what was paid back.</summary>
    internal static async Task<(Guid Supplier, Person Who, string Order)> Delivered(Town town)
    {
        var buying = await Buying.Of(town, "eggs");
        var (who, order) = await buying.Order("cash", ("eggs", 5));
        var purchase = Assert.Single(await buying.CutOff());
        (await town.Clerk.Put($"{Buying.Path(purchase)}/receipt", buying.Came(purchase, ("eggs", 12, 2)))).Ok();
        await town.Settle();
        var sku = town.Skus["eggs"].Value;
        (await Depot.Redeem(town.Clerk, await Depot.Bag(who), cash: 5_000)).Ok();
        await town.Settle();
        var claim = Guid.CreateVersion7();
        (await who.Put($"{order}/claims/{claim}", new { sku, amount = 1, reason = $"碎了，打我电话 {who.Phone}" })).Ok();
        (await town.Owner.Put($"{order}/claims/{claim}/decision", new { approve = true, supplier = "refund" })).Ok();
        await town.Settle();
        return (town.Suppliers[1].Value, who, order);
    }

    [Fact]
    public async Task A_month_adds_up_closes_where_the_ledger_stands_and_opens_down_to_the_goods()
    {
        await using var town = await Town.Open();
        var (supplier, who, order) = await Delivered(town);
        var path = $"/supplier-accounts/{supplier}";
        (await town.Owner.Put($"{path}/entries/{Guid.CreateVersion7()}", new { kind = "payment", amount = 3_000, text = "工行 流水 8812" })).Ok();
        var wrong = Guid.CreateVersion7();
        (await town.Owner.Put($"{path}/entries/{wrong}", new { kind = "payment", amount = 700, text = "付错" })).Ok();
        (await town.Owner.Put($"{path}/entries/{wrong}/reversal")).Ok();

        var may = (await town.Owner.Get($"{path}/month")).Ok();
        AddsUp(may);
        Assert.Equal((0, 8_000, 1_000, 3_700, 700), (Fen(may, "opening"), Fen(may, "received"), Fen(may, "charged"), Fen(may, "paid"), Fen(may, "other")));
        Assert.Equal(await Stood(town, supplier, null), Fen(may, "closing"));
        Assert.False(may["over"].GetBoolean());
        Assert.Equal(Fen(may, "closing") - Fen(may, "opening"), Entries(may).Sum(e => e.GetProperty("amount").GetInt64()));
        var goods = Entries(may).Single(e => e.GetProperty("code").GetString() == "received").GetProperty("goods");
        Assert.Equal((12, 2, 10, 800), (N(goods, "received"), N(goods, "bad"), N(goods, "good"), N(goods, "unitCost")));
        Assert.Equal("20260501-01", goods.GetProperty("number").GetString());
        var charge = Entries(may).Single(e => e.GetProperty("code").GetString() == "supplier-charged");
        Assert.Equal(order, $"/orders/{charge.GetProperty("sold").GetProperty("order").GetGuid()}");
        Assert.Equal(5, N(charge.GetProperty("sold"), "handed"));
        Assert.Contains(who.Phone, charge.GetProperty("text").GetString(), StringComparison.Ordinal);

        await town.Pass(june.AddHours(9) - town.Clock.GetUtcNow());
        var owner = await town.Staff(Linli.Platform.Role.Owner);
        (await owner.Put($"{path}/entries/{Guid.CreateVersion7()}", new { kind = "payment", amount = 500, text = "六月付" })).Ok();
        var ended = (await owner.Get($"{path}/month?month=2026-05")).Ok();
        var next = (await owner.Get($"{path}/month?month=2026-06")).Ok();
        AddsUp(ended);
        AddsUp(next);
        Assert.True(ended["over"].GetBoolean());
        Assert.Equal(Fen(may, "closing"), Fen(ended, "closing"));
        Assert.Equal((Fen(ended, "closing"), 0, 500), (Fen(next, "opening"), Fen(next, "received"), Fen(next, "paid")));
        Assert.Equal("supplier-account.month-wrong", (await owner.Get($"{path}/month?month=2026-07")).Refused);
        Assert.Equal("supplier-account.month-wrong", (await owner.Get($"{path}/month?month=last")).Refused);
    }

    [Fact]
    public async Task A_supplier_reads_its_own_account_and_nothing_of_the_people_who_bought()
    {
        await using var town = await Town.Open();
        var (supplier, who, order) = await Delivered(town);
        var mine = await town.Staff(Linli.Platform.Role.Supplier, supplier: town.Suppliers[1]);
        var other = await town.Staff(Linli.Platform.Role.Supplier, supplier: town.Suppliers[0]);

        var day = Linli.Platform.BusinessDay.Of(town.Clock.GetUtcNow()).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        foreach (var path in new[] { "month", $"statement?from={day}&to={day}" })
        {
            var shown = (await mine.Get($"/supplier-accounts/{supplier}/{path}")).Ok();
            Assert.DoesNotContain(who.Phone, shown.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("碎了", shown.Text, StringComparison.Ordinal);
            Assert.Equal("supplier-account.unknown", (await other.Get($"/supplier-accounts/{supplier}/{path}")).Refused);
        }

        var month = (await mine.Get($"/supplier-accounts/{supplier}/month")).Ok();
        Assert.DoesNotContain(order[8..], JsonSerializer.Serialize(Entries(month).Select(e => e.GetProperty("sold"))), StringComparison.Ordinal);
        Assert.Equal(7_000, Fen(month, "closing"));
        Assert.Equal(supplier, Assert.Single((await mine.Get("/supplier-accounts")).Items).GetProperty("supplier").GetGuid());
        Assert.Equal(town.Suppliers[0].Value, Assert.Single((await other.Get("/supplier-accounts")).Items).GetProperty("supplier").GetGuid());
    }

    [Fact]
    public async Task A_link_opens_one_suppliers_months_without_an_account_until_it_ends()
    {
        await using var town = await Town.Open();
        var (supplier, who, _) = await Delivered(town);
        var made = (await town.Owner.Put($"/supplier-accounts/{supplier}/links/{Guid.CreateVersion7()}")).Ok();
        var link = made.String("link")!;
        Assert.Equal("supplier-account.unknown", (await town.Owner.Put($"/supplier-accounts/{Guid.CreateVersion7()}/links/{Guid.CreateVersion7()}")).Refused);

        var shown = (await town.Stranger().Get($"/supplier-statements/{link}")).Ok();
        Assert.Equal((supplier, 8_000, 1_000, 7_000), (shown["supplier"].GetGuid(), Fen(shown, "received"), Fen(shown, "charged"), Fen(shown, "closing")));
        Assert.DoesNotContain(who.Phone, shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("碎了", shown.Text, StringComparison.Ordinal);
        foreach (var bad in new[] { link[..^4], link[..20] + (link[20] == 'A' ? 'B' : 'A') + link[21..], "no-link", new string('A', 700) })
            Assert.Equal("supplier-account.link-gone", (await town.Stranger().Get($"/supplier-statements/{bad}")).Refused);

        await town.Pass(TimeSpan.FromDays(31));
        Assert.Equal("supplier-account.link-gone", (await town.Stranger().Get($"/supplier-statements/{link}")).Refused);
    }

    [Fact]
    public async Task Links_that_are_open_are_listed_and_one_that_is_called_back_opens_nothing()
    {
        await using var town = await Town.Open();
        var (supplier, _, _) = await Delivered(town);
        var (path, kept, leaked) = ($"/supplier-accounts/{supplier}/links", Guid.CreateVersion7(), Guid.CreateVersion7());
        var good = (await town.Owner.Put($"{path}/{kept}")).Ok().String("link");
        await town.Pass(TimeSpan.FromMinutes(1));
        // Asked for again, a link is the same one; sealed anew, and as good.
        var bad = (await town.Owner.Put($"{path}/{leaked}")).Ok().String("link");
        var again = (await town.Owner.Put($"{path}/{leaked}")).Ok();
        Assert.Equal([leaked, kept], (await town.Owner.Get(path)).Items.Select(l => l.GetProperty("id").GetGuid()));
        Assert.Equal(again["until"].GetDateTimeOffset(), (await town.Owner.Get(path)).Items[0].GetProperty("until").GetDateTimeOffset());
        Assert.Equal("supplier-account.link-id-taken", (await town.Owner.Put($"/supplier-accounts/{town.Suppliers[0].Value}/links/{leaked}")).Refused);
        Assert.Equal(403, (await town.Clerk.Get(path)).Status);
        Assert.Equal("supplier-account.unknown", (await town.Owner.Get($"/supplier-accounts/{Guid.CreateVersion7()}/links")).Refused);

        Assert.Equal("supplier-account.link-unknown", (await town.Owner.Put($"{path}/{Guid.CreateVersion7()}/revocation")).Refused);
        for (var i = 0; i < 2; i++) Assert.Equal(204, (await town.Owner.Put($"{path}/{leaked}/revocation")).Status);
        foreach (var link in new[] { bad, again.String("link") })
            Assert.Equal("supplier-account.link-gone", (await town.Stranger().Get($"/supplier-statements/{link}")).Refused);
        Assert.Equal("supplier-account.link-revoked", (await town.Owner.Put($"{path}/{leaked}")).Refused);
        (await town.Stranger().Get($"/supplier-statements/{good}")).Ok();
        Assert.Equal(kept, Assert.Single((await town.Owner.Get(path)).Items).GetProperty("id").GetGuid());
        Assert.Single((await town.Owner.Get("/audit")).Items, a => a.GetProperty("action").GetString() == "revoke-supplier-link");

        // Another shop has neither the supplier nor its links.
        await using var elsewhere = await Town.Open();
        Assert.Equal("supplier-account.link-unknown", (await elsewhere.Owner.Put($"{path}/{kept}/revocation")).Refused);
        await town.Pass(TimeSpan.FromDays(29) + TimeSpan.FromHours(23));
        await town.SignInStaff();
        Assert.Single((await town.Owner.Get(path)).Items);
        await town.Pass(TimeSpan.FromHours(2));
        Assert.Empty((await town.Owner.Get(path)).Items);
    }

    static long N(JsonElement one, string name) => one.GetProperty(name).GetInt64();
}
