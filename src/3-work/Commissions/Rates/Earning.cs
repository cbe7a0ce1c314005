using Linli.Members;
using Linli.Ordering;

namespace Linli.Commissions;

/// <summary>Who earns what from goods that were handed over.</summary>
sealed class Earning(LinliDb db, Uplines uplines)
{
    readonly record struct Earner(Share Share, MemberId Payee, int Extra);

    public async Task<IReadOnlyList<CommissionLine>> Of(LinesHandedOver fact, Terms terms, CancellationToken ct)
    {
        var card = await db.Set<RateRule>().AsNoTracking()
            .Where(r => (r.Campaign == null || r.Campaign == fact.Campaign)).ToListAsync(ct);
        var level = await db.Set<Contract>().Where(c => c.Id == fact.Leader).Select(c => (int?)c.Level).FirstOrDefaultAsync(ct);
        var earners = await Earners(fact, terms, ct);
        return [.. fact.Lines.SelectMany(line => Divide(fact, line, terms, card, level, earners))];
    }

    async Task<List<Earner>> Earners(LinesHandedOver fact, Terms terms, CancellationToken ct)
    {
        List<Earner> earners = [new(Share.Leader, fact.Leader, 0)];
        if (terms.Scheme.Levels == 0 || fact is not { Buyer: { } buyer, Household: { } home, PlacedAt: { } placed }) return earners;
        if (await uplines.Of(buyer, home, placed, ct) is not { } upline) return earners;
        earners.Add(new(Share.Direct, upline.Direct, await Extra(upline.Direct, terms, fact.At, ct)));
        if (terms.Scheme.Levels == SchemeLint.MostLevels && upline.Indirect is { } second) earners.Add(new(Share.Indirect, second, 0));
        return earners;
    }

    // The step that the own sales of the month before this hand-over have reached.
    async Task<int> Extra(MemberId promoter, Terms terms, DateTimeOffset at, CancellationToken ct)
    {
        if (terms.Steps.Count == 0) return 0;
        var day = BusinessDay.Of(at);
        var since = BusinessDay.Bounds(new(day.Year, day.Month, 1)).From;
        var own = await db.Set<CommissionLine>().AsNoTracking()
            .Where(l => l.Payee == promoter && l.Share == Share.Direct && l.At >= since && l.At < at)
            .Select(l => new { l.Kind, l.Base, l.Commission, l.BasisPoints }).ToListAsync(ct);
        var sold = own.Sum(l => l.Kind == CommissionKind.Earned ? l.Base : Money.Zero - l.Base);
        var extra = own.Where(l => l.Kind == CommissionKind.Earned && l.BasisPoints > terms.Scheme.DirectBasisPoints)
            .Sum(l => Rate.Of(l.Base, l.BasisPoints - terms.Scheme.DirectBasisPoints));
        return extra >= terms.Scheme.LadderCap ? 0 : Dividing.ExtraOf(terms.Steps, sold);
    }

    static IEnumerable<CommissionLine> Divide(
        LinesHandedOver fact, LineValue line, Terms terms, List<RateRule> card, int? level, List<Earner> earners)
    {
        int RateOf(Earner earner)
        {
            var usual = earner.Share switch
            {
                Share.Leader => fact.CommissionBasisPoints,
                Share.Direct => terms.Scheme.DirectBasisPoints,
                _ => terms.Scheme.IndirectBasisPoints,
            };
            var rate = RateRule.Nearest(card, earner.Share, fact.Campaign, line.Sku, level, fact.PlacedAt ?? fact.At) ?? usual;
            return earner.Extra == 0 ? rate : Math.Min(rate + earner.Extra, Math.Max(rate, terms.MostBasisPoints));
        }

        var rates = earners.Select(RateOf).ToArray();
        var cap = Rate.Of(terms.CapOf == CapOf.Margin ? Positive(line.Value - line.Cost) : line.Value, terms.CapBasisPoints);
        var parts = Dividing.Within(cap, [.. rates.Select(rate => Rate.Of(line.Value, rate))]);
        for (var i = 0; i < earners.Count; i++)
            yield return new()
            {
                Id = CommissionLine.IdOf(CommissionKind.Earned, fact.HandOver, fact.Order, line.Sku, earners[i].Share),
                Kind = CommissionKind.Earned,
                Share = earners[i].Share,
                Payee = earners[i].Payee,
                Campaign = fact.Campaign,
                Order = fact.Order,
                Number = fact.Number,
                Sku = line.Sku,
                Name = line.Name,
                Amount = line.Amount,
                Base = line.Value,
                Cost = line.Cost,
                BasisPoints = rates[i],
                Commission = parts[i],
                At = fact.At,
            };
    }

    static Money Positive(Money money) => money.Fen < 0 ? Money.Zero : money;
}
