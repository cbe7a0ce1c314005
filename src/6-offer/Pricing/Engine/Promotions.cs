namespace Linli.Pricing;

/// <summary>
/// Which 满减 apply to which lines. Each line takes part in one; a promotion takes all the lines it covers that are still free. Of all
/// orders in which they may be applied the one that saves most counts, so that one more promotion never makes a cart dearer.
/// </summary>
static class Promotions
{
    public readonly record struct Applied(SpendAndSave Promotion, long Off, bool[] Lines);

    public static List<Applied> Best(Cart cart, long[] goods)
    {
        var search = new Search([.. cart.Promotions.OrderBy(p => p.Id)], cart, goods);
        search.From(0, 0);
        return search.Best();
    }

    sealed class Search
    {
        readonly SpendAndSave[] promotions;
        readonly long[] goods;
        readonly bool[][] covers;
        readonly long[] most;
        readonly int[] takenBy;
        readonly bool[] used;
        readonly List<int> order = [];
        int[] best = [];
        long bestSaving;

        public Search(SpendAndSave[] promotions, Cart cart, long[] goods)
        {
            (this.promotions, this.goods) = (promotions, goods);
            (takenBy, used) = (new int[goods.Length], new bool[promotions.Length]);
            covers = [.. promotions.Select(p => cart.Lines.Select(l => (l.Barred & Barred.Promotions) == 0 && p.Scope.Covers(l)).ToArray())];
            most = new long[promotions.Length];
            for (var p = 0; p < promotions.Length; p++) most[p] = Saving(p, Free(p));
        }

        /// <summary>Every order, but those that cannot save more than the best so far.</summary>
        public void From(int depth, long saving)
        {
            if (saving > bestSaving) (bestSaving, best) = (saving, [.. order]);
            var hope = saving;
            for (var p = 0; p < promotions.Length; p++) if (!used[p]) hope += most[p];
            if (hope <= bestSaving) return;
            for (var p = 0; p < promotions.Length; p++)
            {
                if (used[p] || Saving(p, Free(p)) is var off && off == 0) continue;
                Mark(p, 0, depth + 1);
                (used[p], var here) = (true, order.Count);
                order.Add(p);
                From(depth + 1, saving + off);
                order.RemoveAt(here);
                used[p] = false;
                Mark(p, depth + 1, 0);
            }
        }

        public List<Applied> Best()
        {
            var applied = new List<Applied>(best.Length);
            for (var i = 0; i < best.Length; i++)
            {
                var p = best[i];
                var takes = new bool[goods.Length];
                for (var l = 0; l < takes.Length; l++) takes[l] = covers[p][l] && takenBy[l] == 0;
                applied.Add(new(promotions[p], Saving(p, Free(p)), takes));
                Mark(p, 0, i + 1);
            }

            return applied;
        }

        void Mark(int promotion, int from, int to)
        {
            for (var l = 0; l < takenBy.Length; l++)
                if (covers[promotion][l] && takenBy[l] == from) takenBy[l] = to;
        }

        long Free(int promotion)
        {
            var sum = 0L;
            for (var l = 0; l < takenBy.Length; l++)
                if (covers[promotion][l] && takenBy[l] == 0) sum += goods[l];
            return sum;
        }

        long Saving(int promotion, long worth)
        {
            var (tiers, times) = (promotions[promotion].Tiers, promotions[promotion].MostTimes);
            if (times > 1) return Math.Min(worth, Math.Min(worth / tiers[0].From.Fen, times) * tiers[0].Off.Fen);
            var off = 0L;
            foreach (var tier in tiers)
                if (worth >= tier.From.Fen) off = Math.Max(off, tier.Off.Fen);
            return Math.Min(worth, off);
        }
    }
}
