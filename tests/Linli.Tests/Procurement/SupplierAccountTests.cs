using System.Net.Http.Headers;
using System.Text;

namespace Linli.Tests.Procurement;

public class SupplierAccountTests
{
    static async Task<(Town Town, Guid Supplier)> Owing()
    {
        var town = await Town.Open();
        var buying = await Buying.Of(town, "eggs");
        await buying.Order("cash", ("eggs", 5));
        var order = Assert.Single(await buying.CutOff());
        (await town.Clerk.Put($"{Buying.Path(order)}/receipt", buying.Came(order))).Ok();
        return (town, town.Suppliers[1].Value);
    }

    static async Task<long> Owed(Town town, Guid supplier) => (await town.Owner.Get("/supplier-accounts")).Ok().Items
        .Where(a => a.GetProperty("supplier").GetGuid() == supplier).Select(a => a.GetProperty("owed").GetInt64()).Single();

    static string Today(Town town) => Linli.Platform.BusinessDay.Of(town.Clock.GetUtcNow()).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task What_is_owed_less_what_is_charged_and_paid_is_the_balance_and_each_is_booked_once()
    {
        var (town, supplier) = await Owing();
        await using var closing = town;
        var received = await Owed(town, supplier);
        var (payment, charge) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var path = $"/supplier-accounts/{supplier}/entries";

        for (var i = 0; i < 2; i++)
        {
            (await town.Owner.Put($"{path}/{charge}", new { kind = "charge", amount = 300, text = "两盒破了" })).Ok();
            (await town.Owner.Put($"{path}/{payment}", new { kind = "payment", amount = 5000, text = "工行 流水 8812", from = "bank" })).Ok();
        }

        Assert.Equal(12 * 800, received);
        Assert.Equal(received - 5300, await Owed(town, supplier));
        Assert.Equal("ledger.transfer-differs", (await town.Owner.Put($"{path}/{payment}", new { kind = "payment", amount = 5001, text = "工行 流水 8812" })).Refused);
        var shown = (await town.Owner.Get($"/supplier-accounts/{supplier}/statement?from={Today(town)}&to={Today(town)}")).Ok();
        var statement = shown["statement"];
        Assert.Equal((0, 9600, 5300, 4300), (Long(statement, "opening"), Long(statement, "in"), Long(statement, "out"), Long(statement, "closing")));
        // Of one moment all three: which comes first is the ids' matter.
        Assert.Equal([-5000L, -300, 9600], statement.GetProperty("entries").EnumerateArray().Select(e => Long(e, "amount")).Order());
        Assert.Equal("20260501-01", Assert.Single(shown["purchases"].EnumerateObject()).Value.GetString());
        Assert.Equal(0, (await town.Owner.Get("/ledger/trial-balance")).Long("difference"));
    }

    [Fact]
    public async Task An_entry_is_taken_back_once_by_one_the_other_way_round()
    {
        var (town, supplier) = await Owing();
        await using var closing = town;
        var entry = Guid.CreateVersion7();
        var path = $"/supplier-accounts/{supplier}/entries/{entry}";
        (await town.Owner.Put(path, new { kind = "payment", amount = 700, text = "微信 转给老何", from = "wechat" })).Ok();

        for (var i = 0; i < 2; i++) (await town.Owner.Put($"{path}/reversal")).Ok();

        Assert.Equal(9600, await Owed(town, supplier));
        Assert.Equal("supplier-account.entry-unknown", (await town.Owner.Put($"/supplier-accounts/{supplier}/entries/{Guid.CreateVersion7()}/reversal")).Refused);
        Assert.Equal(0, (await town.Owner.Get("/ledger/accounts/provider:wechat")).Ok().Long("balance"));
    }

    [Fact]
    public async Task Bad_input_is_refused_and_books_nothing()
    {
        var (town, supplier) = await Owing();
        await using var closing = town;
        foreach (var body in new object[]
        {
            new { kind = "payment", amount = 0, text = "x" }, new { kind = "payment", amount = 100_000_001, text = "x" },
            new { kind = "payment", amount = 100, text = " " }, new { kind = "charge", amount = 100, text = "x", from = "bank" },
        })
            Assert.Equal("supplier-account.entry-wrong", (await town.Owner.Put($"/supplier-accounts/{supplier}/entries/{Guid.CreateVersion7()}", body)).Refused);
        Assert.Equal("supplier-account.unknown", (await town.Owner.Put($"/supplier-accounts/{Guid.CreateVersion7()}/entries/{Guid.CreateVersion7()}", new { kind = "payment", amount = 1, text = "x" })).Refused);
        Assert.Equal(9600, await Owed(town, supplier));
    }

    [Fact]
    public async Task The_file_shows_the_opening_and_each_entry()
    {
        var (town, supplier) = await Owing();
        await using var closing = town;
        (await town.Owner.Put($"/supplier-accounts/{supplier}/entries/{Guid.CreateVersion7()}", new { kind = "payment", amount = 9600, text = "付清" })).Ok();
        Assert.Equal(0, await Owed(town, supplier));

        var file = await Download(town, $"/supplier-accounts/{supplier}/statement/file?from={Today(town)}&to={Today(town)}&format=csv");

        var lines = Encoding.UTF8.GetString(file).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.Contains("期初", lines[1], StringComparison.Ordinal);
        Assert.Contains("20260501-01", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(",0", lines[3], StringComparison.Ordinal);
        Assert.Equal("purchase-order.format-unknown", (await town.Owner.Get($"/supplier-accounts/{supplier}/statement/file?from={Today(town)}&to={Today(town)}&format=pdf")).Refused);
    }

    static async Task<byte[]> Download(Town town, string path)
    {
        using var http = town.CreateClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", town.Owner.Token);
        return await http.GetByteArrayAsync(new Uri("/api" + path, UriKind.Relative));
    }

    static long Long(System.Text.Json.JsonElement one, string name) => one.GetProperty(name).GetInt64();
}
