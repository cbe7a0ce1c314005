using System.Reflection;
using Linli.Ordering;

namespace Linli.Tests.Ordering;

public class SharingTests
{
    // The algorithm is the room's own; its shape is fixed here so that a change of it is noticed.
    static readonly MethodInfo share = typeof(OrderBook).Assembly.GetType("Linli.Ordering.FirstComeFirstServed")!
        .GetMethod("Share", BindingFlags.Static | BindingFlags.Public)!;

    [Fact]
    public void Shares_never_exceed_what_came_or_what_was_wanted_and_earlier_ones_are_served_first()
    {
        for (var seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            int[] steps = [.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => random.Next(2) == 0 ? 1 : 250)];
            long[] wanted = [.. steps.Select(s => (long)s * random.Next(1, 12))];
            var came = random.NextInt64(0, wanted.Sum() + 10);

            var shares = (long[])share.Invoke(null, [wanted, steps, came])!;

            Assert.True(shares.Sum() <= came, $"seed {seed}: more shared than came");
            for (var i = 0; i < shares.Length; i++)
            {
                Assert.True(shares[i] >= 0 && shares[i] <= wanted[i] && shares[i] % steps[i] == 0, $"seed {seed}, line {i}");
                var leftThen = came - shares.Take(i).Sum();
                Assert.True(shares[i] == wanted[i] || leftThen - shares[i] < steps[i], $"seed {seed}: line {i} was passed over");
            }

            if (came >= wanted.Sum()) Assert.Equal(wanted, shares);
        }
    }
}
