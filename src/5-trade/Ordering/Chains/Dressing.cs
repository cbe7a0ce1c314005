using Linli.Campaigns;
using Linli.Catalog;
using Linli.Members;
using Linli.Places;

namespace Linli.Ordering;

/// <summary>Dresses a plan with names and sums for the person who looks at it.</summary>
static class Dressing
{
    public static ChainPlan Dress(Ground ground, ChainText text, IReadOnlyList<Planned> people, PasteId paste, bool confirmed, string language)
    {
        var lines = text.Lines.Where(l => l.Entry is not null).ToLookup(l => l.Entry!.Value, l => l.At);
        var shown = people.Select(p => Person(ground, p, p.Spoken?.Entries.SelectMany(e => lines[e.Position]) ?? [], language)).ToList();
        return new(
            "", ground.Chain, paste, confirmed, text.IsNative, text.Title, text.Day, text.Part, !ground.TakesOrders, 0,
            [.. text.Lines.Select(l => new PlanLine(l.At, l.Text, l.Kind, l.Entry))], shown, Totals(ground, people), Counts(shown));
    }

    static PlanPerson Person(Ground ground, Planned p, IEnumerable<int> lines, string language)
    {
        var entries = p.Spoken?.Entries ?? [];
        // Somebody whose words have not changed keeps what was decided about them.
        var kept = p is { Change: ChainChange.Unchanged or ChainChange.Skipped, Order: not null };
        var items = kept ? [.. p.Before.Select(b => Item(ground, new(b.Sku, b.Amount, TextOf(p, b.Sku), Confidence.Sure, []), language))] : p.Sum.Items.Select(i => Item(ground, i, language)).ToList();
        return new(
            p.Key, p.Nickname, [.. entries.Select(e => e.Number).OfType<int>()], [.. entries.Select(e => e.Raw)], [.. lines.Distinct()], p.Change,
            p.Confidence, [.. p.Reasons.DistinctBy(r => (r.Code, r.Zh)).Select(r => r.In(language))],
            p.Home is null ? null : HouseholdOf(ground, p.Home), p.Home is null ? [] : [.. p.Home.Guesses.Select(g => Known(ground, g.Card, g.How))],
            PlaceOf(ground, p), entries.Select(e => e.Phone).LastOrDefault(n => n is not null) is { Length: >= 7 } phone ? $"{phone[..3]}****{phone[^4..]}" : null,
            p.Spoken?.SaysPaid ?? p.Person?.Said.Paid ?? false, p.Note, entries.Select(e => e.Day).LastOrDefault(d => d is not null),
            entries.Select(e => e.Part).LastOrDefault(d => d is not null), items, p.Sum.Unread,
            [.. p.Before.Select(b => new PlanBefore(b.Sku, NameOf(ground.Skus[b.Sku]), b.Amount))],
            ground.Cost(kept ? p.Before : p.Sum.Lines, Payer(p)), p.SameAs);
    }

    static HouseholdId? Payer(Planned p) => p.Order?.Household ?? p.Home?.Card?.Id;

    static string TextOf(Planned p, SkuId sku) => p.Sum.Items.FirstOrDefault(i => i.Sku == sku)?.Text ?? "";

    static PlanItem Item(Ground ground, SumItem item, string language)
    {
        var sku = ground.Skus[item.Sku];
        return new(
            sku.Id, NameOf(sku), item.Amount, sku.Unit, sku.Measure, sku.Per, item.Text, item.Confidence,
            [.. item.Guesses.Where(g => ground.Skus.ContainsKey(g.Sku)).Select(g => new PlanGuess(
                g.Sku, NameOf(ground.Skus[g.Sku]), g.Amount, language == "en" ? g.BecauseEn : g.Because))]);
    }

    public static string NameOf(SkuCard sku) => sku.Spec.Length == 0 ? sku.Name : $"{sku.Name} {sku.Spec}";

    static PlanPlace? PlaceOf(Ground ground, Planned p) =>
        p.Place is { } id && ground.Points.TryGetValue(id, out var point) ? new(id, point.Name, p.PlaceHow) : null;

    static PlanHousehold HouseholdOf(Ground ground, Home home) => home.Card is { } card
        ? Known(ground, card, home.How)
        : new(null, home.Name, home.Building?.Id.Value, home.Building?.Name ?? "", home.Room ?? "", home.How);

    static PlanHousehold Known(Ground ground, HouseholdCard card, HouseholdHow how) => new(
        card.Id, card.Name, card.Building == Guid.Empty ? null : card.Building,
        ground.Buildings.FirstOrDefault(b => b.Id.Value == card.Building)?.Name ?? "", card.Building == Guid.Empty ? "" : card.Room, how);

    /// <summary>What will be ordered when this is confirmed: what is decided, and what stays as it is.</summary>
    static PlanTotals Totals(Ground ground, IReadOnlyList<Planned> people)
    {
        var orders = people.Select(p => p.Change switch
        {
            ChainChange.Added or ChainChange.Changed => (p.Place, p.Sum.Lines, Payer: Payer(p)),
            ChainChange.Withdrawn => (null, [], null),
            _ => (Place: p.Order?.PickupPoint, Lines: p.Before, Payer: Payer(p)),
        }).Where(o => o.Lines.Count > 0).ToList();
        var goods = orders.SelectMany(o => o.Lines).GroupBy(l => l.Sku, l => l.Amount).ToDictionary(g => g.Key, g => g.ToList());
        var skus = ground.Campaign.Items.Where(i => goods.ContainsKey(i.Sku)).Select(i => ground.Skus[i.Sku]).Select(sku => new SkuTotal(
            sku.Id, NameOf(sku), sku.Unit, sku.Measure, goods[sku.Id].Sum(), goods[sku.Id].Sum(a => ground.Price(sku.Id, a)))).ToList();
        var places = orders.Where(o => o.Place is not null).GroupBy(o => o.Place!.Value).Select(g => new PlaceTotal(
            g.Key, ground.Points.TryGetValue(g.Key, out var point) ? point.Name : "", g.Count(), g.Sum(o => ground.Cost(o.Lines, o.Payer))))
            .OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
        return new(skus, places, orders.Sum(o => ground.Cost(o.Lines, o.Payer)));
    }

    static PlanCounts Counts(IReadOnlyList<PlanPerson> people)
    {
        int Of(ChainChange change) => people.Count(p => p.Change == change);
        int Is(Confidence confidence) => people.Count(p => p.Confidence == confidence);
        return new(
            Of(ChainChange.Added), Of(ChainChange.Changed), Of(ChainChange.Withdrawn), Of(ChainChange.Unchanged), Of(ChainChange.Waiting),
            Of(ChainChange.Asks), Of(ChainChange.Skipped), Is(Confidence.Sure), Is(Confidence.Unsure), Is(Confidence.Refused));
    }
}
