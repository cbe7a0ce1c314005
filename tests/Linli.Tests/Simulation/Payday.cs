using System.Text.Json;
using Linli.Ledger;
using Linli.Platform;

namespace Linli.Tests.Simulation;

/// <summary>
/// In the next month, when nothing of the last one can be claimed any more: the leader has its part of the profit, leader and promoters
/// ask for what they earned, twice at once, the owner approves or gives back, pays by bank, and in the end the ledger knows where each fen went.
/// </summary>
sealed class Payday(Market market, Books books, long pointsGiven, Phone owner, Phone leader, Func<int, Phone> phoneOf, Random dice, Tally tally)
{
    // Two days for claims, two to decide them, and an hour.
    static readonly TimeSpan waits = TimeSpan.FromDays(4) + TimeSpan.FromHours(1);
    readonly DateTimeOffset day = DateTimeOffset.UtcNow;

    /// <summary>When the month of this moment is worked out.</summary>
    public static TimeSpan After(DateTimeOffset now) => Month.Of(now).To + waits - now;

    sealed record Earner(Phone Phone, string Purse, Guid Id, string Identity)
    {
        public string Account => $"{Purse}:{Id}";
        public Task<Answer> Wallet() => Phone.Get($"/commissions/wallet?purse={Purse}");
    }

    sealed record Paid(long Amount, long Tax, long Net);

    public async Task Live()
    {
        // Numbers of the old form, which gain their century and check.
        var earners = market.Promoters.Select(p => new Earner(phoneOf(p.Resident), "promoter", market.Shop.Residents[p.Resident].Id, $"110101800101{p.Resident:000}"))
            .Append(new(leader, "leader", market.Shop.Leader.Id, "110101700101001")).ToList();
        await AllIsTheirs(earners);
        await ProfitIsShared();
        var before = await Standings(earners);
        var paid = (await Task.WhenAll(earners.Select(e => Withdraw(e, new Random(dice.Next()))))).ToList();
        await Books(earners, before, paid);
        var accounts = new Accounts(market, owner, tally);
        await accounts.Points(pointsGiven + Accounts.Earned(books.Kept.Select(k => k.Taken - k.Back)));
        await accounts.Months([$"{Month.Of(day)}", $"{Month.Of(day).Next}"], earners.Select(e =>
            (e.Account, (Func<string, string>)(m => $"/commissions/earners/{e.Id}/month?purse={e.Purse}&month={m}"))));
    }

    /// <summary>Once, of what was taken home and kept, as the contract says.</summary>
    async Task ProfitIsShared()
    {
        var shared = new List<JsonElement>();
        await Staff.Until("the leader has its part of the profit", async () =>
        {
            foreach (var month in (string[])[$"{Month.Of(day)}", $"{Month.Of(day).Next}"])
                shared.AddRange((await leader.Get($"/commissions/wallet/month?purse=leader&month={month}")).Ok()["dividends"].EnumerateArray());
            return shared.Count > 0;
        }, orGoOn: true);
        tally.Same(1, shared.Count, "dividends of the month");
        if (shared.Count == 0) return;
        long Of(string what) => shared[0].GetProperty(what).GetInt64();
        tally.Same((books.Kept.Sum(k => k.Taken), books.Kept.Sum(k => k.Back)), (Of("sold"), Of("refunded")), "what was sold and refunded, as the dividend counts it");
        tally.Same(Of("profit") / 10, Of("amount"), $"a tenth of a profit of {Of("profit")}");
        tally.Count("fen of dividend", (int)Of("amount"));
        // The only leader of the shop bears all of it.
        var accounts = (await owner.All("/ledger/accounts")).ToDictionary(a => Staff.Text(a, "name"), a => a.GetProperty("balance").GetInt64());
        tally.Same((accounts.GetValueOrDefault("cost"), accounts.GetValueOrDefault("losses"), accounts.GetValueOrDefault("fees"), accounts.GetValueOrDefault("commissions") - Of("amount")),
            (Of("cost"), Of("losses"), Of("fees"), Of("commissions")), "cost, losses, fees and commissions, as the dividend counts them");
    }

    static Task AllIsTheirs(IReadOnlyList<Earner> earners) => Staff.Until(
        "nothing waits that nobody can claim any more",
        async () => (await Task.WhenAll(earners.Select(async e => (await e.Wallet()).Ok().Long("pending")))).Sum() == 0);

    async Task<Dictionary<string, long>> Standings(IReadOnlyList<Earner> earners)
    {
        var accounts = (await owner.All("/ledger/accounts")).ToDictionary(a => Staff.Text(a, "name"), a => a.GetProperty("balance").GetInt64());
        foreach (var earner in earners)
            tally.Same(accounts.GetValueOrDefault(earner.Account), (await earner.Wallet()).Ok().Long("posted"), $"the wallet of {earner.Account} against the ledger");
        tally.Same(accounts.GetValueOrDefault("commissions"), accounts.Where(a => IsPurse(a.Key)).Sum(a => a.Value), "what commissions cost against what people earned");
        foreach (var earner in earners)
        {
            var path = earner.Purse == "leader" ? $"/commissions/statements?leader={earner.Id}" : "/commissions/statements/promoter";
            var statement = (await (earner.Purse == "leader" ? owner : earner.Phone).Get($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}from={Day(-7)}&to={Day(7)}")).Ok();
            tally.Same(accounts.GetValueOrDefault(earner.Account), statement.Long("total") + (earner.Purse == "leader" ? tally["fen of dividend"] : 0),
                $"the order lines of {earner.Account} against the ledger");
        }

        return accounts;

        static string Day(int days) => DateTime.UtcNow.AddHours(8).AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }

    static bool IsPurse(string account) => account.StartsWith("leader:", StringComparison.Ordinal) || account.StartsWith("promoter:", StringComparison.Ordinal);

    /// <summary>All of it, asked for by two phones at once: it is frozen once.</summary>
    async Task<Paid> Withdraw(Earner who, Random own)
    {
        var all = (await who.Wallet()).Ok().Long("available");
        if (all < 10) return new(0, 0, 0);
        (await who.Phone.Put("/commissions/payee", new { realName = "邻居甲", idNumber = who.Identity, account = "6222000012345678" })).Ok();
        var ids = new[] { Guid.CreateVersion7(), Guid.CreateVersion7() };
        var asked = await Task.WhenAll(ids.Select(id => who.Phone.Put($"/commissions/withdrawals/{id}", new { purse = who.Purse, amount = all })));
        var taken = asked.Zip(ids).Where(a => a.First.Status == 200).Select(a => a.Second).ToList();
        tally.Same(1, taken.Count, $"of two withdrawals of all that {who.Account} has, those that were accepted");
        foreach (var no in asked.Where(a => a.Status != 200)) tally.Same("withdrawal.not-enough", no.Refused, "why the second one was not");
        if (taken.Count == 0) return new(0, 0, 0);
        tally.Count("withdrawals asked");
        var path = $"/commissions/withdrawals/{taken[0]}";
        if (own.NextDouble() < 0.25)
        {
            (await (own.NextDouble() < 0.5 ? owner : who.Phone).Put($"{path}/cancellation", new { reason = "再等等" })).Ok();
            tally.Same(all, (await who.Wallet()).Ok().Long("available"), $"what {who.Account} has after taking a withdrawal back");
            tally.Count("withdrawals cancelled");
            return new(0, 0, 0);
        }

        var approved = (await owner.Put($"{path}/approval")).Ok();
        tally.Same(approved.Long("amount"), approved.Long("tax") + approved.Long("net"), "tax and net of a withdrawal");
        var late = await who.Phone.Put($"{path}/cancellation", new { reason = "" });
        tally.Same("withdrawal.wrong-state", late.Refused, "an approved withdrawal taken back by who asked for it");
        var reference = $"工行 {taken[0]:N}"[..20];
        (await owner.Put($"{path}/sending", new { reference })).Ok();
        if (own.NextDouble() < 0.15)
        {
            // The bank gave it back.
            (await owner.Put($"{path}/cancellation", new { reason = "账号不对" })).Ok();
            tally.Count("withdrawals failed");
            return new(0, 0, 0);
        }

        (await who.Phone.Put($"{path}/receipt")).Ok();
        (await who.Phone.Put($"{path}/receipt")).Ok();
        tally.Count("withdrawals paid");
        return new(all, approved.Long("tax"), approved.Long("net"));
    }

    async Task Books(IReadOnlyList<Earner> earners, Dictionary<string, long> before, IReadOnlyList<Paid> paid)
    {
        var accounts = (await owner.All("/ledger/accounts")).ToDictionary(a => Staff.Text(a, "name"), a => a.GetProperty("balance").GetInt64());
        foreach (var (earner, had) in earners.Zip(paid))
            tally.Same(before.GetValueOrDefault(earner.Account) - had.Amount, accounts.GetValueOrDefault(earner.Account), $"what is left to {earner.Account}");
        tally.Same(-paid.Sum(p => p.Net), accounts.GetValueOrDefault("provider:bank"), "what the bank paid for withdrawals");
        tally.Same(paid.Sum(p => p.Tax), accounts.GetValueOrDefault("tax-withheld"), "the tax that was withheld");
        var balance = (await owner.Get("/ledger/trial-balance")).Ok();
        tally.Same(0, balance.Long("difference"), "the difference of the trial balance on payday");
        tally.Same(0, balance["differing"].GetArrayLength(), "accounts that are not the sum of their transfers on payday");
        tally.Same(0, balance.Long("debitsPending") + balance.Long("creditsPending"), "money that is still on its way on payday");
        tally.Holds(tally["withdrawals paid"] > 0 && tally["withdrawals cancelled"] > 0, "hardly anything was withdrawn");
    }
}
