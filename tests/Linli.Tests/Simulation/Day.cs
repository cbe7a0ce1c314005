using System.Diagnostics;
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
    /// <param name="evening">What happens to the house while neighbours claim and post.</param>
    /// <param name="later">Lets days pass for the house; without it nothing is withdrawn.</param>
    public async Task Live(TimeSpan length, Uri address, Func<Market, Random, Task> disturb, int visits = 1,
        Func<Random, Task>? evening = null, Func<TimeSpan, Task>? later = null)
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

        var lap = new Laps(tally);
        var households = shop.Residents.Index()
            .Select(r => new Household(market, r.Item, phones[r.Index], owner, new Random(dice.Next()), provider.Pay, tally).Live(length, visits)).ToList();
        await Task.WhenAll([.. households, disturb(market, new Random(dice.Next()))]);

        var staff = new Staff(market, owner, i => phones[i], new Random(dice.Next()), tally);
        var books = new Books(market, owner, tally);
        lap.Ends("day");
        await staff.CutOffIsDone();
        lap.Ends("cut-off");
        await books.AtCutOff();
        lap.Ends("books at cut-off");
        await staff.ReceiveAll();
        await staff.BagsAreReady();
        lap.Ends("receiving");
        await staff.WeighSome(provider);
        lap.Ends("weighing");
        await staff.HandOutAll();
        lap.Ends("desk");
        var after = new AfterSale(market, owner, i => phones[i], new Random(dice.Next()), tally);
        await Task.WhenAll(after.Live(), evening?.Invoke(new Random(dice.Next())) ?? Task.CompletedTask);
        lap.Ends("after sale");
        await provider.BehaveWell();
        await staff.MoneyIsBack(provider);
        lap.Ends("money back");
        await books.AtTheEnd(staff, after, provider);
        lap.Ends("books");
        if (later is not null)
        {
            await later(Payday.After(DateTimeOffset.UtcNow));
            await new Payday(market, books, after.PointsGiven, owner, leader, i => phones[i], new Random(dice.Next()), tally).Live();
            lap.Ends("payday");
        }

        tally.Holds(tally["orders"] > 0 && tally["paid"] > 0 && tally["bags handed out"] > 0, "hardly anything happened on this day");
    }
}

/// <summary>How long each part of a day took, for whoever wants it shorter.</summary>
sealed class Laps(Tally tally)
{
    long since = Stopwatch.GetTimestamp();

    public void Ends(string part)
    {
        tally.Count($"s of {part}", (int)Math.Round(Stopwatch.GetElapsedTime(since).TotalSeconds));
        since = Stopwatch.GetTimestamp();
    }
}
