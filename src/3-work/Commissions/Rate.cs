namespace Linli.Commissions;

/// <summary>How much of a value is commission. Whole fen, half a fen up.</summary>
static class Rate
{
    public const int Whole = 10_000;

    /// <param name="basisPoints">Hundredths of a percent.</param>
    public static Money Of(Money value, int basisPoints) => new((checked(value.Fen * basisPoints) + Whole / 2) / Whole);

    /// <summary>
    /// What goes back when money goes back: the same share of what was earned as of what was paid, counted on the
    /// running total. So any number of refunds never takes more than was earned, and all of it when all the money
    /// went back.
    /// </summary>
    /// <param name="earned">Commission on all that was handed over of the line.</param>
    /// <param name="handed">What the household paid for that.</param>
    /// <param name="before">What of that had been refunded already.</param>
    /// <param name="reversed">What of the commission went back for it.</param>
    public static Money Back(Money earned, Money handed, Money before, Money reversed, Money refund)
    {
        if (handed.Fen == 0) return Money.Zero;
        var refunded = Math.Min(checked(before.Fen + refund.Fen), handed.Fen);
        var due = (long)(((Int128)earned.Fen * refunded * 2 + handed.Fen) / ((Int128)handed.Fen * 2));
        return new(Math.Max(0, due - reversed.Fen));
    }
}
