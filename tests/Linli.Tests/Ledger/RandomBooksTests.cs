using System.Collections.Concurrent;
using Linli.Ledger;
using Linli.Platform;
using static Linli.Tests.Ledger.Bookkeeping;

namespace Linli.Tests.Ledger;

/// <summary>Whatever is booked in whatever order, by two hosts at once, the ledger sums to zero.</summary>
[Collection(Ledgers.Name)]
public class RandomBooksTests(TwoHosts hosts)
{
    static readonly string[] leaders = [.. Enumerable.Range(1, 3).Select(i => $"leader:{new Guid(i, 0, 0, new byte[8])}")];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Nothing_is_lost_and_nothing_goes_below_zero(int seed)
    {
        var here = hosts.NewShop();
        var there = here.Elsewhere;
        var pending = new ConcurrentBag<TransferId>();
        var (settled, voided) = (new ConcurrentDictionary<TransferId, bool>(), new ConcurrentDictionary<TransferId, bool>());
        var refused = new ConcurrentBag<string>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async worker =>
        {
            var random = new Random(seed * 100 + worker);
            var host = worker % 2 == 0 ? here : there;
            for (var step = 0; step < 40; step++)
            {
                try
                {
                    var waiting = pending.ToArray();
                    if (random.Next(4) > 0 || waiting.Length == 0)
                    {
                        var postings = Some(random);
                        await host.Post(postings);
                        foreach (var posting in postings.Where(p => p.Pending)) pending.Add(posting.Id);
                        continue;
                    }

                    var one = waiting[random.Next(waiting.Length)];
                    if (random.Next(4) == 0) await Resolve(host, one, settled, (book, id) => book.Settle(id, new Money(random.Next(1, 100)), default));
                    else if (random.Next(2) == 0) await Resolve(host, one, settled, (book, id) => book.Settle(id, default));
                    else await Resolve(host, one, voided, (book, id) => book.Void(id, default));
                }
                catch (Refusal no) { refused.Add(no.Code); }
                finally
                {
                    var prepaid = await host.Balance("prepaid");
                    Assert.True(prepaid >= Money.Zero, $"seed {seed}, worker {worker}, step {step}: prepaid is {prepaid}");
                }
            }
        }));

        var trial = (await here.Someone(Role.Owner).Get("/ledger/trial-balance")).Body;
        Assert.True(trial.GetProperty("debits").GetInt64() > 0, $"seed {seed}: nothing was booked");
        Assert.True(trial.GetProperty("difference").GetInt64() == 0, $"seed {seed}: {trial}");
        var (debits, credits) = (trial.GetProperty("debitsPending").GetInt64(), trial.GetProperty("creditsPending").GetInt64());
        Assert.True(debits == credits, $"seed {seed}: {trial}");
        Assert.True(trial.GetProperty("differing").GetArrayLength() == 0, $"seed {seed}: {trial}");
        Assert.True(!settled.Keys.Intersect(voided.Keys).Any(), $"seed {seed}: settled and voided");
        string[] expected = ["ledger.below-zero", "ledger.already-settled", "ledger.already-voided", "ledger.transfer-differs", "ledger.more-than-reserved"];
        Assert.All(refused, code => Assert.Contains(code, expected));
        // Nothing takes from a leader here but what must be covered.
        foreach (var leader in leaders)
            Assert.True(await here.Balance(leader) >= Money.Zero, $"seed {seed}: a leader was paid out more than was earned");
    }

    static async Task Resolve(
        Bookkeeping host, TransferId id, ConcurrentDictionary<TransferId, bool> done, Func<Book, TransferId, Task> how)
    {
        await host.Do(book => how(book, id));
        done[id] = true;
    }

    // Sizes are such that hand-overs often ask for more than is there.
    static Posting[] Some(Random random) => [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ =>
    {
        var fen = random.Next(1, 500);
        var waits = random.Next(3) == 0;
        var leader = leaders[random.Next(leaders.Length)];
        return random.Next(6) switch
        {
            0 or 1 => Paid(fen, random.Next(2) == 0 ? "cash" : "testpay"),
            2 => HandedOver(fen),
            3 => Move("prepaid", "provider:testpay", fen, "refunded", pending: waits),
            4 => Move("commissions", leader, fen, "commission-earned"),
            _ => Move(leader, "provider:bank", fen, "withdrawn", pending: waits) with { Covered = true },
        };
    })];
}
