using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Linli.Platform;

namespace Linli.Tests.Commissions;

public class TaxMonthTests
{
    static async Task<Guid> Approved(Person owner, Person who, long amount)
    {
        var id = Guid.CreateVersion7();
        (await who.Withdraws(amount, id)).Ok();
        (await owner.Put($"/commissions/withdrawals/{id}/approval")).Ok();
        return id;
    }

    static async Task Paid(Person owner, Person who, Guid id)
    {
        (await owner.Put($"/commissions/withdrawals/{id}/sending", new { reference = "流水" })).Ok();
        (await who.Put($"/commissions/withdrawals/{id}/receipt")).Ok();
    }

    [Fact]
    public async Task The_month_is_what_was_withheld_and_the_file_names_whom()
    {
        await using var town = await Circle.Open(Circle.Terms(perDay: 100_000_000));
        await town.Earns(await town.Leader.WithPayee(), 900_000);
        var (owner, leader) = (town.Owner, town.Leader);
        var month = BusinessDay.Of(town.Clock.GetUtcNow()).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
        await Paid(owner, leader, await Approved(owner, leader, 100_000));
        await Approved(owner, leader, 50_000);
        var taken = await Approved(owner, leader, 70_000);
        (await owner.Put($"/commissions/withdrawals/{taken}/cancellation", new { reason = "不付了" })).Ok();

        var shown = (await owner.Get($"/commissions/tax?month={month}")).Ok();
        var row = Assert.Single(shown.Body.GetProperty("people").EnumerateArray().ToList());
        // 20 % of 1,500 less 800.
        Assert.Equal((150_000, 14_000, 136_000, 50_000), (shown.Long("gross"), shown.Long("tax"), shown.Long("net"), shown.Long("onItsWay")));
        Assert.Equal((2, 150_000, 14_000), (row.GetProperty("withdrawals").GetInt32(), row.GetProperty("yearGross").GetInt64(), row.GetProperty("yearTax").GetInt64()));
        Assert.DoesNotContain("110101199003078670", shown.Text, StringComparison.Ordinal);
        // What came is in the ledger; what is on its way is not yet.
        Assert.Equal(4_000, await Coffers.Of(town, "tax-withheld"));

        var file = (await owner.Get($"/commissions/tax/file?month={month}&format=csv")).Ok();
        Assert.Contains("张三丰", file.Text, StringComparison.Ordinal);
        Assert.Contains("110101199003078670", file.Text, StringComparison.Ordinal);
        Assert.Contains("1500", file.Text, StringComparison.Ordinal);
        var audit = (await owner.Get("/audit")).Ok().Text;
        Assert.Contains("export-tax", audit, StringComparison.Ordinal);
        Assert.Contains("read-tax", audit, StringComparison.Ordinal);
        using (var http = town.CreateClient())
        {
            http.DefaultRequestHeaders.Authorization = new("Bearer", owner.Token);
            using var stream = new MemoryStream(await http.GetByteArrayAsync($"/api/commissions/tax/file?month={month}&format=xlsx"));
            using var book = SpreadsheetDocument.Open(stream, false);
            var rows = book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Row>()
                .Select(r => r.Elements<Cell>().Select(c => c.InnerText).ToArray()).ToList();
            Assert.Equal(["张三丰", "110101199003078670", "1500", "140", "按月预扣"], new[] { 0, 2, 4, 5, 10 }.Select(i => rows[1][i]));
        }

        Assert.Equal("commission.format-unknown", (await owner.Get($"/commissions/tax/file?month={month}&format=pdf")).Refused);
        Assert.Equal("commission.month-wrong", (await owner.Get("/commissions/tax?month=November")).Refused);
        foreach (var other in new[] { leader, await town.Resident() })
        {
            Assert.Equal(403, (await other.Get($"/commissions/tax?month={month}")).Status);
            Assert.Equal(403, (await other.Get($"/commissions/tax/file?month={month}&format=csv")).Status);
        }

        Assert.Empty((await owner.Get("/commissions/tax?month=2001-01")).Ok().Body.GetProperty("people").EnumerateArray().ToList());
    }

    [Fact]
    public async Task A_purse_explains_itself_and_tax_can_be_tried_before()
    {
        await using var town = await Circle.Open(Circle.Terms(perDay: 100_000_000));
        await town.Earns(await town.Leader.WithPayee(), 200_000);
        var tried = (await town.Leader.Get("/commissions/wallet/tax?amount=100000")).Ok();
        Assert.Equal((4_000, 96_000), (tried.Long("tax"), tried.Long("net")));
        Assert.Equal("withdrawal.too-much-today", (await town.Leader.Get("/commissions/wallet/tax?amount=100000001")).Refused);
        Assert.Equal("withdrawal.too-little", (await town.Leader.Get("/commissions/wallet/tax?amount=0")).Refused);
        Assert.Equal((0, 200_000), await town.Leader.Wallet("leader"));

        var id = await Approved(town.Owner, town.Leader, 100_000);
        Assert.Equal(tried.Long("tax"), (await town.Leader.Get("/commissions/wallet/withdrawals?purse=leader")).Items.Single().GetProperty("tax").GetInt64());
        await Paid(town.Owner, town.Leader, id);
        var told = (await town.Leader.Get("/commissions/wallet/statement?purse=leader")).Ok().Body;
        var (why, statement) = (told.GetProperty("why"), told.GetProperty("statement"));
        Assert.Equal(100_000, why.GetProperty("balance").GetInt64());
        Assert.StartsWith("“您的团长佣金”的余额是 ¥1000.00", why.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Equal(why.GetProperty("balance").GetInt64(), why.GetProperty("rows").EnumerateArray().Sum(r => r.GetProperty("sum").GetInt64()));
        Assert.Equal(100_000, statement.GetProperty("closing").GetInt64());
        Assert.Equal(
            statement.GetProperty("closing").GetInt64(),
            statement.GetProperty("opening").GetInt64() + statement.GetProperty("entries").EnumerateArray().Sum(e => e.GetProperty("amount").GetInt64()));
        // A resident's purse is their own and empty.
        Assert.Equal(0, (await (await town.Resident()).Get("/commissions/wallet/statement")).Ok().Body.GetProperty("why").GetProperty("balance").GetInt64());
    }
}
