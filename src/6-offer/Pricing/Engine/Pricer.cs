namespace Linli.Pricing;

/// <summary>计价 — one pure function from a cart to its price, for the quote, the order and the refund.</summary>
/// <remarks>
/// Stacking rules, in this order:
/// <list type="number">
/// <item>Unit price: the lowest of shelf, campaign, reached step and, for members, member price. It is for the whole line.</item>
/// <item>满减: on goods at unit prices. A line takes part in one promotion; of all ways to apply them in turn the one that saves most counts.</item>
/// <item>Coupons: amounts first, then percents of what is left. Thresholds look at the goods after 满减 and before any coupon,
/// so one coupon never spoils another, and the order in which they are named does not matter.</item>
/// <item>Delivery: a fee per group, free from an amount of goods after 满减 and before coupons; then delivery coupons.</item>
/// <item>Points pay for goods, never for deliveries, in whole lots and up to a share of what is left.</item>
/// <item>Rounding: down, on the money that is left.</item>
/// </list>
/// Each is shared over what it is about in proportion to what is left of each line, to the fen. What is given back later is the share of
/// the line: nobody recomputes whether a threshold would still be reached.
/// </remarks>
public static class Pricer
{
    /// <summary>Refuses what is outside of its limits (price.…); the same cart always has the same price.</summary>
    public static Quote Quote(Cart cart)
    {
        Checks.Pass(cart);
        var work = new Pricing(cart);
        work.Promote();
        work.UseCoupons();
        work.Deliver();
        work.SpendPoints();
        work.Round();
        return work.Result();
    }

    /// <summary>What so much costs, half a fen up.</summary>
    internal static long Worth(long price, long amount, int per) => (long)(((Int128)price * amount + per / 2) / per);

    /// <summary>The price of a cart while it comes about. Parts are the lines, then the deliveries.</summary>
    sealed class Pricing
    {
        readonly Cart cart;
        readonly int lines;
        readonly (PriceKind Kind, long Price)[] prices;

        /// <summary>What the goods of each line are worth, before and after 满减; what is left to pay of each part; what a member saves.</summary>
        readonly long[] goods, afterPromotions, left, asMember;
        readonly long[] saved, coupons, byPoints, points, rounded;
        readonly bool[] free;
        readonly List<Cut> cuts = [];
        readonly List<UnusedCoupon> unused = [];

        public Pricing(Cart cart)
        {
            this.cart = cart;
            lines = cart.Lines.Count;
            var parts = lines + cart.Deliveries.Count;
            (prices, goods, asMember, afterPromotions, free) = (new (PriceKind, long)[lines], new long[lines], new long[lines], new long[lines], new bool[cart.Deliveries.Count]);
            (left, saved, coupons, byPoints, points, rounded) = (new long[parts], new long[parts], new long[parts], new long[parts], new long[parts], new long[parts]);
            for (var i = 0; i < lines; i++)
            {
                var line = cart.Lines[i];
                prices[i] = Lowest(line, cart.IsMember);
                goods[i] = left[i] = Worth(prices[i].Price, line.Amount, line.Per);
                if (prices[i].Kind == PriceKind.Member) asMember[i] = Worth(Lowest(line, isMember: false).Price, line.Amount, line.Per) - goods[i];
            }

            Checks.NotTooMuch(goods);
        }

        static (PriceKind Kind, long Price) Lowest(CartLine line, bool isMember)
        {
            var (kind, price) = (PriceKind.Shelf, line.Shelf.Fen);
            if (line.Campaign is { } campaign && campaign.Fen < price) (kind, price) = (PriceKind.Campaign, campaign.Fen);
            foreach (var step in line.Steps)
                if (line.Amount >= step.From && step.Price.Fen < price) (kind, price) = (PriceKind.Step, step.Price.Fen);
            if (isMember && line.Member is { } member && member.Fen < price) (kind, price) = (PriceKind.Member, member.Fen);
            return (kind, price);
        }

        public void Promote()
        {
            foreach (var (promotion, off, takes) in cart.Promotions.Count == 0 ? [] : Promotions.Best(cart, goods))
                Take(CutKind.Promotion, promotion.Id, promotion.Name, off, saved, i => i < lines && takes[i]);
            left.AsSpan(0, lines).CopyTo(afterPromotions);
        }

        public void UseCoupons()
        {
            foreach (var coupon in Sorted(CouponKind.Amount)) Use(coupon, _ => coupon.Off.Fen);
            foreach (var coupon in Sorted(CouponKind.Percent))
                Use(coupon, rest => Math.Min(
                    (long)((Int128)rest * coupon.BasisPoints / Rate.Whole), coupon.Off > Money.Zero ? coupon.Off.Fen : long.MaxValue));
        }

        // By their own ids: whoever names them in whatever order gets the same.
        IEnumerable<CouponTerms> Sorted(CouponKind kind) => cart.Coupons.Where(c => c.Kind == kind).OrderBy(c => c.Id);

        void Use(CouponTerms coupon, Func<long, long> off)
        {
            if (IsIdle(coupon)) return;
            var rest = 0L;
            for (var i = 0; i < lines; i++)
                if (IsCovered(coupon, i)) rest += left[i];
            if (Math.Min(off(rest), rest) is > 0 and var less) Take(CutKind.Coupon, coupon.Id, coupon.Name, less, coupons, i => i < lines && IsCovered(coupon, i));
            else unused.Add(new(coupon.Id, coupon.Name, CouponIdle.NothingLeft, Money.Zero));
        }

        bool IsCovered(CouponTerms coupon, int i) => (cart.Lines[i].Barred & Barred.Coupons) == 0 && coupon.Scope.Covers(cart.Lines[i]);

        bool IsIdle(CouponTerms coupon)
        {
            var (covers, worth) = (false, 0L);
            for (var i = 0; i < lines; i++)
                if (IsCovered(coupon, i)) (covers, worth) = (true, worth + afterPromotions[i]);
            if (covers && worth >= coupon.From.Fen) return false;
            unused.Add(!covers
                ? new(coupon.Id, coupon.Name, CouponIdle.NothingCovered, Money.Zero)
                : new(coupon.Id, coupon.Name, CouponIdle.BelowThreshold, new(coupon.From.Fen - worth)));
            return true;
        }

        public void Deliver()
        {
            for (var d = 0; d < cart.Deliveries.Count; d++)
            {
                var (terms, worth) = (cart.Deliveries[d], 0L);
                for (var i = 0; i < lines; i++)
                    if (cart.Lines[i].Group == terms.Group) worth += afterPromotions[i];
                free[d] = terms.FreeFrom is { } from && worth >= from.Fen;
                left[lines + d] = free[d] ? 0 : terms.Fee.Fen;
            }

            foreach (var coupon in Sorted(CouponKind.Delivery))
            {
                if (IsIdle(coupon)) continue;
                if (Math.Min(coupon.Off.Fen, Sum(left.AsSpan(lines))) is > 0 and var less) Take(CutKind.Coupon, coupon.Id, coupon.Name, less, coupons, i => i >= lines);
                else unused.Add(new(coupon.Id, coupon.Name, CouponIdle.NothingLeft, Money.Zero));
            }
        }

        public void SpendPoints()
        {
            if (cart.Points is not { } terms || cart.PointsWanted == 0) return;
            var payable = 0L;
            for (var i = 0; i < lines; i++)
                if (IsPayable(i)) payable += left[i];
            var most = (long)((Int128)payable * terms.MostBasisPoints / Rate.Whole);
            var lots = Math.Min(cart.PointsWanted / terms.Points, most / terms.Worth.Fen);
            if (lots == 0) return;
            Take(CutKind.Points, null, "", lots * terms.Worth.Fen, byPoints, i => i < lines && IsPayable(i));
            // The points themselves are shared as the money they pay.
            var shares = new Money(lots * terms.Points).Share(byPoints);
            for (var i = 0; i < lines; i++) points[i] = shares[i].Fen;

            bool IsPayable(int i) => (cart.Lines[i].Barred & Barred.Points) == 0;
        }

        public void Round()
        {
            var unit = cart.Rounding switch
            {
                Rounding.ToJiao => 10,
                Rounding.ToYuan => 100,
                _ => 1,
            };
            if (Sum(left) % unit is > 0 and var off) Take(CutKind.Rounding, null, "", off, rounded, _ => true);
        }

        /// <summary>Takes it off the parts that it is about, in proportion to what is left of each and never more than that.</summary>
        void Take(CutKind kind, Guid? source, string name, long off, long[] tally, Func<int, bool> isAbout)
        {
            Span<long> weights = stackalloc long[left.Length];
            for (var i = 0; i < left.Length; i++) weights[i] = isAbout(i) ? left[i] : 0;
            var shares = new Money(off).Share(weights);
            for (var i = 0; i < shares.Length; i++)
            {
                left[i] -= shares[i].Fen;
                tally[i] += shares[i].Fen;
            }

            cuts.Add(new(kind, source, name, new(off), shares));
        }

        static long Sum(ReadOnlySpan<long> some)
        {
            var sum = 0L;
            foreach (var one in some) sum += one;
            return sum;
        }

        public Quote Result()
        {
            var quoted = new QuotedLine[lines];
            for (var i = 0; i < lines; i++)
            {
                var line = cart.Lines[i];
                quoted[i] = new(
                    line.Id, line.Sku, line.Name, line.Group, line.Amount, line.Per, prices[i].Kind, new(prices[i].Price),
                    new(Worth(line.Shelf.Fen, line.Amount, line.Per)), new(goods[i]), new(saved[i]), new(coupons[i]), new(byPoints[i]),
                    points[i], new(rounded[i]), new(left[i]))
                {
                    MemberSaved = new(asMember[i]),
                };
            }

            var deliveries = new QuotedDelivery[cart.Deliveries.Count];
            for (var d = 0; d < deliveries.Length; d++)
            {
                var (terms, part) = (cart.Deliveries[d], lines + d);
                deliveries[d] = new(terms.Group, terms.Name, free[d] ? Money.Zero : terms.Fee, free[d], new(coupons[part]), new(rounded[part]), new(left[part]));
            }

            return new(quoted, deliveries, cuts, unused);
        }
    }
}

static class Rate
{
    /// <summary>In basis points.</summary>
    public const int Whole = 10_000;
}
