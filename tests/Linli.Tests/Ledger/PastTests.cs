using System.Text.Json;
using Linli.Platform;
using static Linli.Tests.Ledger.Bookkeeping;

namespace Linli.Tests.Ledger;

/// <summary>How accounts stood, and why they stand so.</summary>
[Collection(Ledgers.Name)]
public class PastTests(TwoHosts hosts)
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task At_each_past_moment_the_books_are_what_they_were(int seed)
    {
        var shop = hosts.NewShop();
        var dice = new Random(seed);
        var then = new List<(DateTimeOffset At, Dictionary<string, (long Balance, long Pending)> Accounts, JsonElement Trial)>();
        var waiting = new List<Linli.Ledger.Posting>();
        await shop.Post(Paid(2_000_000));
        for (var round = 0; round < 12; round++)
        {
            for (var step = 0; step < 6; step++) await Something(shop, waiting, dice);
            shop.Pass(TimeSpan.FromHours(dice.Next(1, 12)));
            // Nobody stays signed in for days.
            var today = shop.Someone(Role.Owner);
            then.Add((shop.Now, await Accounts(today), (await today.Get("/ledger/trial-balance")).Ok().Body));
            shop.Pass(TimeSpan.FromSeconds(1));
        }

        var owner = shop.Someone(Role.Owner);
        foreach (var (at, accounts, trial) in then)
        {
            foreach (var (name, (balance, pending)) in accounts)
            {
                var was = (await owner.Get($"/ledger/accounts/{Uri.EscapeDataString(name)}?at={at:O}".Replace("+", "%2B", StringComparison.Ordinal))).Ok();
                Assert.True((balance, pending) == (was.Long("balance"), was.Long("held")), $"seed {seed}, {at}, {name}: {balance} {pending}, not {was.Text}");
            }

            var past = (await owner.Get($"/ledger/trial-balance?at={at:O}".Replace("+", "%2B", StringComparison.Ordinal))).Ok();
            foreach (var figure in (string[])["debits", "credits", "difference", "debitsPending", "creditsPending"])
                Assert.True(Fen(trial, figure) == past.Long(figure), $"seed {seed}, {at}, {figure}: {trial} {past.Text}");
            Assert.Equal(trial.GetProperty("rows").ToString(), past["rows"].ToString());
            Assert.Equal(0, past["differing"].GetArrayLength());
        }

        Assert.True(then[^1].Accounts.Count > 5, $"seed {seed}: too little happened");
        await EachStatementAddsUp(owner, then[0].At, shop.Now, then[^1].Accounts, seed);
    }

    static async Task Something(Bookkeeping shop, List<Linli.Ledger.Posting> waiting, Random dice)
    {
        var leader = $"leader:{new Guid(dice.Next(3) + 1, 0, 0, new byte[8])}";
        var fen = dice.Next(1, 5000);
        if (waiting.Count > 0 && dice.Next(3) == 0)
        {
            var one = waiting[dice.Next(waiting.Count)];
            waiting.Remove(one);
            var part = new Money(dice.Next(0, (int)one.Amount.Fen + 1));
            await shop.Do(book => part == Money.Zero ? book.Void(one.Id, default) : book.Settle(one.Id, part, default));
            return;
        }

        Linli.Ledger.Posting[] some =
        [
            Paid(fen, dice.Next(2) == 0 ? "cash" : "wechat"), HandedOver(fen), Move("commissions", leader, fen, "commission-earned", pending: dice.Next(2) == 0),
            Move(leader, "provider:bank", fen, "withdrawn", pending: true), Move("fees", "provider:wechat", fen / 100 + 1, "fee-charged"),
        ];
        await shop.Post(some);
        waiting.AddRange(some.Where(p => p.Pending));
    }

    static async Task<Dictionary<string, (long, long)>> Accounts(Person owner) => (await owner.Get("/ledger/accounts?take=200")).Items
        .ToDictionary(a => a.GetProperty("name").GetString()!, a => (Fen(a, "balance"), Fen(a, "pending")));

    static async Task EachStatementAddsUp(Person owner, DateTimeOffset first, DateTimeOffset last, Dictionary<string, (long Balance, long Pending)> accounts, int seed)
    {
        var (from, to) = (BusinessDay.Of(first).AddDays(1), BusinessDay.Of(last));
        foreach (var (name, (balance, _)) in accounts)
        {
            var (path, after, running, entries) = ($"/ledger/accounts/{Uri.EscapeDataString(name)}", "", long.MinValue, 0);
            Answer page;
            do
            {
                page = (await owner.Get($"{path}/statement?from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}&take=7{after}")).Ok();
                if (running == long.MinValue) running = page.Long("opening");
                foreach (var entry in page["entries"].EnumerateArray())
                {
                    running += Fen(entry, "amount");
                    entries++;
                    Assert.True(running == Fen(entry, "balance"), $"seed {seed}, {name}: {running}, not {entry}");
                }

                after = $"&after={page["next"].GetString()}";
            }
            while (page["next"].ValueKind != JsonValueKind.Null);
            Assert.True(running == page.Long("closing") && running == balance, $"seed {seed}, {name}: {running} {balance} {page.Text}");
            Assert.Equal(page.Long("closing"), page.Long("opening") + page.Long("in") - page.Long("out"));
            Assert.True(entries > 7 || name != "prepaid", $"seed {seed}, {name}: {entries} entries prove nothing");

            var why = (await owner.Get($"{path}/why")).Ok();
            Assert.Equal(balance, why.Long("balance"));
            Assert.Equal(balance, why["rows"].EnumerateArray().Sum(r => Fen(r, "sum")));
        }
    }

    [Fact]
    public async Task Why_is_my_balance_83_20()
    {
        var shop = hosts.NewShop();
        var owner = shop.Someone(Role.Owner);
        var leader = $"leader:{Guid.CreateVersion7()}";
        var path = $"/ledger/accounts/{Uri.EscapeDataString(leader)}/why";
        await shop.Post(
            Move("commissions", leader, 9000, "commission-earned"), Move("commissions", leader, 680, "commission-earned"),
            Move(leader, "commissions", 360, "commission-reversed"));
        shop.Pass(TimeSpan.FromMinutes(1));
        var noon = shop.Now;
        shop.Pass(TimeSpan.FromMinutes(1));
        var pending = Move(leader, "provider:bank", 2000, "withdrawn", text: "提现 7 号", pending: true);
        await shop.Post(Move(leader, "provider:bank", 1000, "withdrawn"), pending, Move("commissions", leader, 55, "commission-earned", pending: true));

        var why = (await owner.Get(path)).Ok();
        Assert.Equal("“应付团长”的余额是 ¥83.20：佣金 2 笔 ¥96.80，提现 1 笔 -¥10.00，佣金扣回 1 笔 -¥3.60。其中 ¥20.00 已冻结，可以动用的是 ¥63.20。",
            why.String("sentence"));
        Assert.Equal("提现 7 号", why["reserves"][0].GetProperty("text").GetString());
        Assert.Equal(1, why["reserves"].GetArrayLength());
        Assert.Equal("Owed to a leader: the balance is ¥83.20, made of 2 commissions earned ¥96.80; 1 withdrawals -¥10.00; 1 commissions reversed -¥3.60."
            + " Of it ¥20.00 is reserved, ¥63.20 is free.", (await owner.Get(path, "en")).String("sentence"));

        var then = (await owner.Get($"{path}?at={noon.UtcDateTime:O}")).Ok();
        Assert.Equal($"到{BusinessDay.Say(noon)}为止，“应付团长”的余额是 ¥93.20：佣金 2 笔 ¥96.80，佣金扣回 1 笔 -¥3.60。", then.String("sentence"));
        var now = (await owner.Get($"/ledger/accounts/{Uri.EscapeDataString(leader)}")).Ok();
        Assert.Equal((8320, 2000, 55, 6320), (now.Long("balance"), now.Long("held"), now.Long("coming"), now.Long("free")));
        await shop.Do(book => book.Settle(pending.Id, default));
        Assert.Equal(6320, (await owner.Get(path)).Long("balance"));
        Assert.Equal(0, (await owner.Get(path))["reserves"].GetArrayLength());
    }

    [Fact]
    public async Task What_is_not_there_or_not_yet_cannot_be_looked_at()
    {
        var shop = hosts.NewShop();
        var owner = shop.Someone(Role.Owner);
        await shop.Post(Paid(5));
        var future = shop.Now.AddMinutes(1).UtcDateTime.ToString("O");

        foreach (var what in (string[])["", "/why", "/statement?from=2026-05-01&to=2026-05-02"])
        {
            Assert.Equal("ledger.account-unknown", (await owner.Get($"/ledger/accounts/sales{what}")).Refused);
            Assert.Equal("ledger.account-unknown", (await owner.Get($"/ledger/accounts/no-such{what}")).Refused);
        }

        Assert.Equal("ledger.moment-wrong", (await owner.Get($"/ledger/accounts/prepaid?at={future}")).Refused);
        Assert.Equal("ledger.moment-wrong", (await owner.Get($"/ledger/accounts/prepaid/why?at={future}")).Refused);
        Assert.Equal("ledger.moment-wrong", (await owner.Get($"/ledger/trial-balance?at={future}")).Refused);
        Assert.Equal("ledger.days-wrong", (await owner.Get("/ledger/accounts/prepaid/statement?from=2026-05-02&to=2026-05-01")).Refused);
        Assert.Equal("ledger.days-wrong", (await owner.Get("/ledger/accounts/prepaid/statement?from=2025-05-01&to=2026-05-02")).Refused);
    }

    static long Fen(JsonElement e, string name) => e.GetProperty(name).GetInt64();
}
