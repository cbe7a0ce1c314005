using System.Text.Json;
using Linli.Platform;
using Linli.Tests.Procurement;

namespace Linli.Tests.Ledger;

public class ShopMonthTests
{
    static readonly DateTimeOffset june = new(2026, 6, 1, 0, 0, 0, TimeSpan.FromHours(8));

    static JsonElement[] Rows(Answer month, string name) => [.. month[name].EnumerateArray()];

    static long N(JsonElement one, string name) => one.GetProperty(name).GetInt64();

    static string S(JsonElement one, string name) => one.GetProperty(name).GetString()!;

    /// <summary>Each figure is what the ledger explains it by, and all of one account are what it moved by.</summary>
    static async Task IsTheLedger(Person owner, Answer month, DateTimeOffset from, DateTimeOffset? to)
    {
        async Task<long> Stood(string account, DateTimeOffset? at) => (await owner.Get(
            $"/ledger/accounts/{account}" + (at is { } t ? $"?at={Uri.EscapeDataString(t.ToString("O"))}" : ""))).Ok().Long("balance");
        var figures = Rows(month, "figures");
        foreach (var f in figures)
        {
            var told = (await owner.Get($"/ledger/explanations?account={S(f, "account")}&month={month.String("month")}&code={S(f, "code")}")).Ok();
            Assert.Equal(N(f, "amount"), told.Long("total"));
            Assert.NotEqual(0, told.Long("count"));
        }

        foreach (var account in figures.GroupBy(f => S(f, "account")))
            Assert.Equal(account.Sum(f => N(f, "amount")), await Stood(account.Key, to) - await Stood(account.Key, from));
        foreach (var way in Rows(month, "ways")) Assert.Equal((N(way, "opening"), N(way, "closing")), (await Stood(S(way, "account"), from), await Stood(S(way, "account"), to)));
        long Kind(string kind) => figures.Where(f => S(f, "kind") == kind).Sum(f => N(f, "amount"));
        Assert.Equal((Kind("income"), Kind("expense"), Kind("income") - Kind("expense")), (month.Long("income"), month.Long("expense"), month.Long("left")));
    }

    [Fact]
    public async Task A_month_of_the_shop_is_the_ledgers_and_says_what_is_left()
    {
        await using var town = await Town.Open();
        await SupplierMonthTests.Delivered(town);
        await town.Pass(TimeSpan.FromDays(4));

        var may = (await town.Owner.Get("/ledger/months/2026-05")).Ok();
        await IsTheLedger(town.Owner, may, june.AddMonths(-1), null);
        var figures = Rows(may, "figures").ToDictionary(f => $"{S(f, "account")}/{S(f, "code")}", f => N(f, "amount"));
        // Five eggs at 10, one of them paid back; they cost 8 each, and the supplier bears the one.
        Assert.Equal((5_000, -1_000, 4_000), (figures["sales/handed-over"], figures["sales/claim-refunded"], figures["cost/cost"]));
        Assert.Equal(-1_000, figures["losses/supplier-charged"]);
        Assert.Equal(4_000, may.Long("income"));
        var cash = Rows(may, "ways").Single(w => S(w, "provider") == "cash");
        Assert.Equal((5_000, 1_000, 4_000), (N(cash, "paid"), N(cash, "refunded"), N(cash, "closing")));
        Assert.Equal((8_000, 1_000, 0, 7_000), (N(may["suppliers"], "received"), N(may["suppliers"], "charged"), N(may["suppliers"], "paid"), N(may["suppliers"], "closing")));
        Assert.False(may["over"].GetBoolean());

        await town.Pass(june.AddHours(9) - town.Clock.GetUtcNow());
        var owner = await town.Staff(Role.Owner);
        var ended = (await owner.Get("/ledger/months/2026-05")).Ok();
        Assert.True(ended["over"].GetBoolean());
        Assert.Equal(may.Long("left"), ended.Long("left"));
        await IsTheLedger(owner, ended, june.AddMonths(-1), june);
        var next = (await owner.Get("/ledger/months/2026-06")).Ok();
        Assert.Equal((0, 7_000), (next.Long("left"), N(next["suppliers"], "opening")));
    }

    [Fact]
    public async Task A_month_that_is_none_or_has_not_begun_is_refused()
    {
        await using var town = await Town.Open();
        foreach (var month in new[] { "2026-06", "2026-13", "may" }) Assert.Equal("ledger.month-wrong", (await town.Owner.Get($"/ledger/months/{month}")).Refused);
        Assert.Equal("ledger.month-wrong", (await town.Owner.Get("/ledger/explanations?month=may")).Refused);
        Assert.Equal(403, (await town.Clerk.Get("/ledger/months/2026-05")).Status);
    }
}
