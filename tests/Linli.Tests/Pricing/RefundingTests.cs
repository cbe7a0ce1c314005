using Linli.Platform;
using Linli.Pricing;

namespace Linli.Tests.Pricing;

/// <summary>What goes back, in whatever parts and order, is what was paid.</summary>
[Trait("needs", "nothing")]
public class RefundingTests
{
    [Fact]
    public void Everything_given_back_in_any_parts_and_any_order_is_what_was_paid()
    {
        var first = Random.Shared.Next();
        var parts = 0;
        for (var seed = first; seed < first + 10_000; seed++)
        {
            var dice = new Random(seed);
            var quote = Pricer.Quote(Carts.Any(dice));
            var (returned, money, points) = (Returned.Nothing, Money.Zero, 0L);
            foreach (var now in Parts(quote, dice))
            {
                var refund = Refunding.Refund(quote, returned, now);
                Assert.True(refund.Money >= Money.Zero && refund.Points >= 0, $"seed {seed}");
                (returned, money, points) = (refund.After, money + refund.Money, points + refund.Points);
                Assert.True(money <= quote.ToPay && points <= quote.Points, $"seed {seed}: more went back than was paid");
                parts++;
            }

            Assert.True((money, points) == (quote.ToPay, quote.Points), $"seed {seed}: {money} and {points} points of {quote.ToPay} and {quote.Points}");
        }

        Assert.True(parts > 50_000, "too few parts");
    }

    /// <summary>All of it, cut into pieces and shuffled; some with compensation on the way.</summary>
    static List<GivingBack> Parts(Quote quote, Random dice)
    {
        var backs = new List<LineBack>();
        foreach (var line in quote.Lines)
        {
            for (var left = line.Amount; left > 0;)
            {
                var part = dice.Next(3) == 0 ? left : dice.NextInt64(1, left + 1);
                backs.Add(new(line.Id, part));
                left -= part;
            }
        }

        var groups = quote.Deliveries.Select(d => d.Group).ToList();
        var parts = Carts.Shuffled(backs, dice).Chunk(dice.Next(1, 4)).Select(some => new GivingBack(some, [])).ToList();
        parts.AddRange(groups.Select(g => new GivingBack([], [g])));
        // Before anything came back all that a line cost is still there.
        var comforted = quote.Lines.FirstOrDefault(l => l.ToPay > Money.Zero && dice.Next(3) == 0);
        if (comforted is not null) parts.Insert(0, new([new(comforted.Id, 0, new(dice.NextInt64(1, comforted.ToPay.Fen + 1)))], []));
        return parts;
    }

    [Fact]
    public void A_part_of_a_line_gives_back_its_part_of_money_and_points()
    {
        var line = PriceTests.Line(1000, 3);
        var quote = Pricer.Quote(new([line]) { Points = new(10, new(1), 5000), PointsWanted = 10_000 });
        Assert.Equal((2000, 10_000), (quote.ToPay.Fen, quote.Points));

        var one = Refunding.Refund(quote, Returned.Nothing, new([new(line.Id, 1)], []));
        Assert.Equal((666, 3333), (one.Money.Fen, one.Points));
        var two = Refunding.Refund(quote, one.After, new([new(line.Id, 1)], []));
        Assert.Equal((667, 3333), (two.Money.Fen, two.Points));
        var kept = Refunding.Refund(quote, two.After, new([new(line.Id, 0, new(100))], []));
        Assert.Equal((100, 0), (kept.Money.Fen, kept.Points));
        var last = Refunding.Refund(quote, kept.After, new([new(line.Id, 1)], []));
        Assert.Equal((567, 3334), (last.Money.Fen, last.Points));
    }

    [Fact]
    public void What_cannot_be_given_back_is_refused()
    {
        var line = PriceTests.Line(1000, 3);
        var quote = Pricer.Quote(new([line]) { Deliveries = [new(0, "配送费", new(500))] });
        var all = Refunding.Refund(quote, Returned.Nothing, new([new(line.Id, 3)], [0]));
        Assert.Equal(quote.ToPay, all.Money);

        Assert.Equal("price.nothing-given-back", Code(Returned.Nothing, new([], [])));
        Assert.Equal("price.nothing-given-back", Code(Returned.Nothing, new([new(line.Id, 0)], [])));
        Assert.Equal("price.line-unknown", Code(Returned.Nothing, new([new(Guid.NewGuid(), 1)], [])));
        Assert.Equal("price.line-unknown", Code(Returned.Nothing, new([], [7])));
        foreach (var back in (LineBack[])[new(line.Id, 4), new(line.Id, -1), new(line.Id, 0, new(3001)), new(line.Id, 0, new(-1))])
            Assert.Equal("price.given-back-too-much", Code(Returned.Nothing, new([back], [])));
        Assert.Equal("price.given-back-too-much", Code(Returned.Nothing, new([new(line.Id, 2), new(line.Id, 2)], [])));
        Assert.Equal("price.given-back-too-much", Code(all.After, new([new(line.Id, 1)], [])));
        Assert.Equal("price.given-back-too-much", Code(all.After, new([], [0])));

        string Code(Returned before, GivingBack now) => Assert.Throws<Refusal>(() => Refunding.Refund(quote, before, now)).Code;
    }
}
