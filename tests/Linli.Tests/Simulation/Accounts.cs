using System.Text.Json;

namespace Linli.Tests.Simulation;

/// <summary>What other screens say of a sum must be what the ledger says: points by lot, months of leaders, promoters, suppliers and the shop.</summary>
sealed class Accounts(Market market, Phone owner, Tally tally)
{
    Dictionary<string, long> ledger = [];

    /// <param name="expected">All that households hold, in fen.</param>
    public async Task Points(long expected)
    {
        await Read();
        var accounts = ledger.Where(a => a.Key.StartsWith("points:", StringComparison.Ordinal) && a.Value != 0).ToDictionary();
        var outlook = (await owner.Get("/points/outlook")).Ok();
        var holders = (await owner.All("/points/holders")).ToDictionary(h => h.GetProperty("household").GetGuid(), h => Number(h, "points"));
        tally.Same(expected, accounts.Values.Sum(), "points in the ledger");
        tally.Same(expected, outlook.Long("points"), "points in lots");
        tally.Same(expected, outlook["ending"].EnumerateArray().Sum(e => Number(e, "points")), "points in lots by their last day");
        tally.Same(accounts.Count, holders.Count, "households with points");
        foreach (var (household, points) in holders)
            tally.Same(accounts.GetValueOrDefault($"points:{household}"), points, $"the lots of household {household} against its account");
    }

    /// <summary>What was earned for goods, an hour after nobody can claim them any more: a fen for each yuan that was kept.</summary>
    public static long Earned(IEnumerable<long> kept) => kept.Sum(k => k / 100);

    /// <summary>Month by month: each opens where the last one closed, adds up, and the last one closes where the ledger stands.</summary>
    /// <param name="months">As YYYY-MM, without a gap, the first of them that of the day.</param>
    public async Task Months(IReadOnlyList<string> months, IEnumerable<(string Account, Func<string, string> Path)> earners)
    {
        await Read();
        foreach (var (account, path) in earners)
            await Chain(account, months, path, m => m.Long("opening") + m.Long("earned") - m.Long("takenBack") - m.Long("withdrawn") + m.Long("dividend") + m.Long("other"));
        foreach (var supplier in market.Shop.Wares.Select(w => w.Supplier).Distinct())
            await Chain($"supplier:{supplier}", months, m => $"/supplier-accounts/{supplier}/month?month={m}",
                m => m.Long("opening") + m.Long("received") - m.Long("charged") - m.Long("paid") + m.Long("other"));

        var (left, owed) = (0L, 0L);
        foreach (var month in months)
        {
            var shop = (await owner.Get($"/ledger/months/{month}")).Ok();
            left += shop.Long("left");
            owed = shop["suppliers"].GetProperty("closing").GetInt64();
            tally.Same(shop.Long("income") - shop.Long("expense"), shop.Long("left"), $"what is left of {month}");
        }

        var kinds = (await owner.All("/ledger/accounts")).ToLookup(a => Staff.Text(a, "kind"), a => Number(a, "balance"));
        tally.Same(kinds["income"].Sum() - kinds["expense"].Sum(), left, "what the shop's months leave against the ledger");
        tally.Same(ledger.Where(a => a.Key.StartsWith("supplier:", StringComparison.Ordinal)).Sum(a => a.Value), owed, "what is owed to suppliers");
    }

    async Task Chain(string account, IReadOnlyList<string> months, Func<string, string> path, Func<Answer, long> sum)
    {
        var stood = 0L;
        foreach (var month in months)
        {
            var shown = (await owner.Get(path(month))).Ok();
            tally.Same(stood, shown.Long("opening"), $"how {month} of {account} opens");
            tally.Same(shown.Long("closing"), sum(shown), $"how {month} of {account} adds up");
            stood = shown.Long("closing");
        }

        tally.Same(ledger.GetValueOrDefault(account), stood, $"how the months of {account} close against the ledger");
    }

    async Task Read() => ledger = (await owner.All("/ledger/accounts")).ToDictionary(a => Staff.Text(a, "name"), a => Number(a, "balance"));

    static long Number(JsonElement thing, string name) => thing.GetProperty(name).GetInt64();
}
