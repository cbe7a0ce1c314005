namespace Linli.Ordering;

/// <summary>
/// Shares what came among those who wait: each gets the whole of what it wants while there is enough,
/// the first who cannot be served whole gets the rest in whole steps, and so on down the line.
/// </summary>
static class FirstComeFirstServed
{
    /// <param name="wanted">Units or grams, in the order of placing.</param>
    /// <param name="steps">The smallest part that can be handed over, per line.</param>
    /// <returns>What each gets; never more than wanted, together never more than came.</returns>
    public static long[] Share(IReadOnlyList<long> wanted, IReadOnlyList<int> steps, long came)
    {
        var shares = new long[wanted.Count];
        for (var i = 0; i < wanted.Count && came > 0; i++)
        {
            shares[i] = wanted[i] <= came ? wanted[i] : came / steps[i] * steps[i];
            came -= shares[i];
        }

        return shares;
    }
}
