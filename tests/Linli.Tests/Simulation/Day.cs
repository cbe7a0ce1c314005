using System.Globalization;

namespace Linli.Tests.Simulation;

/// <summary>A neighbourhood's day from the first order to the last refund. What should not have happened stands in the tally.</summary>
sealed class Day(int seed, Settled shop, Provider provider, Tally tally)
{
    /// <summary>The one in LINLI_SEED, or a new one.</summary>
    public static int SomeSeed() =>
        int.TryParse(Environment.GetEnvironmentVariable("LINLI_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next(1, 1_000_000);

    /// <param name="length">Until the cut-off.</param>
    /// <param name="disturb">What happens to the house meanwhile; all must be well again when it ends.</param>
    /// <param name="visits">How often each household comes.</param>
    /// <param name="later">Lets days pass for the house; without it nothing is withdrawn.</param>
    public async Task Live(TimeSpan length, Uri address, Func<Market, Random, Task> disturb, int visits = 1, Func<TimeSpan, Task>? later = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64, ConnectTimeout = TimeSpan.FromSeconds(2), UseProxy = false })
        {
            BaseAddress = address,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var dice = new Random(seed);
        var owner = new Phone(http, shop.Owner.Token, dice.Next(), tally, unrest: 0.03);
        var phones = shop.Residents.Select(r => new Phone(http, r.Token, dice.Next(), tally, unrest: 0.05)).ToList();
        var leader = new Phone(http, shop.Leader.Token, dice.Next(), tally, unrest: 0);
        var market = await Market.Open(shop, owner, leader, phones, length);
        await provider.Misbehave(seed);

        var households = shop.Residents.Index()
            .Select(r => new Household(market, r.Item, phones[r.Index], new Random(dice.Next()), provider.Pay, tally).Live(length, visits)).ToList();
        await Task.WhenAll([.. households, disturb(market, new Random(dice.Next()))]);

        var staff = new Staff(market, owner, i => phones[i], new Random(dice.Next()), tally);
        var books = new Books(market, owner, tally);
        await staff.CutOffIsDone();
        await books.AtCutOff();
        await staff.ReceiveAll();
        await staff.BagsAreReady();
        await staff.WeighSome(provider);
        await staff.HandOutAll();
        await staff.Claims();
        await provider.BehaveWell();
        await staff.MoneyIsBack(provider);
        await books.AtTheEnd(staff, provider);
        if (later is not null)
        {
            await later(Payday.After);
            await new Payday(market, owner, leader, i => phones[i], new Random(dice.Next()), tally).Live();
        }

        tally.Holds(tally["orders"] > 0 && tally["paid"] > 0 && tally["bags handed out"] > 0, "hardly anything happened on this day");
    }
}
