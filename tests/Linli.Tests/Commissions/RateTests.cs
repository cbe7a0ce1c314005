using Linli.Commissions;
using Linli.Platform;

namespace Linli.Tests.Commissions;

[Trait("needs", "nothing")]
public class RateTests
{
    [Theory]
    [InlineData(1000, 800, 80)]
    [InlineData(350, 800, 28)]
    [InlineData(50, 100, 1)]
    [InlineData(49, 100, 0)]
    [InlineData(1000, 0, 0)]
    public void Commission_is_rounded_half_a_fen_up(long fen, int basisPoints, long commission) =>
        Assert.Equal(commission, Rate.Of(new(fen), basisPoints).Fen);

    [Fact]
    public void Refunds_in_any_parts_take_back_what_was_earned_and_never_more()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var (earned, handed) = (0L, 0L);
            for (var parts = random.Next(1, 5); parts > 0; parts--)
            {
                var part = random.Next(0, 3000);
                (handed, earned) = (handed + part, earned + Rate.Of(new(part), random.Next(0, 3000)).Fen);
            }

            var (refunded, reversed) = (0L, 0L);
            while (refunded < handed)
            {
                var refund = Math.Min(random.Next(1, 1500), handed - refunded);
                var back = Rate.Back(new(earned), new(handed), new(refunded), new(reversed), new(refund)).Fen;
                Assert.True(back >= 0, $"seed {seed}: a refund earned something");
                (refunded, reversed) = (refunded + refund, reversed + back);
                Assert.True(Math.Abs((double)earned * refunded / Math.Max(handed, 1) - reversed) <= 0.5, $"seed {seed}: not in proportion");
            }

            Assert.True(earned == reversed, $"seed {seed}: {earned} earned, {reversed} back");
        }
    }
}
