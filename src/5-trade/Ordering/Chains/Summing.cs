using Linli.Campaigns;
using Linli.Catalog;

namespace Linli.Ordering;

/// <summary>What one person wants after all their entries, and how sure that is.</summary>
/// <param name="Items">With the words each amount was read from; guesses stand among them and make it unsure.</param>
/// <param name="Leaves">They said that they want nothing any more.</param>
sealed record Sum(
    IReadOnlyList<SumItem> Items, Confidence Confidence, IReadOnlyList<Because> Reasons, IReadOnlyList<string> Unread, bool Leaves)
{
    public IReadOnlyList<SkuAmount> Lines { get; } = [.. Items.Select(i => new SkuAmount(i.Sku, i.Amount))];
}

sealed record SumItem(SkuId Sku, long Amount, string Text, Confidence Confidence, IReadOnlyList<ChainGuess> Guesses);

/// <summary>Adds the entries of one person up: an order first, more and less change it, "改成" sets it, "不要了" ends it.</summary>
sealed class Summing
{
    readonly IReadOnlyDictionary<SkuId, SkuCard> skus;
    readonly AddOrReplace? meaning;
    readonly Dictionary<SkuId, SumItem> sums = [];
    readonly List<SkuId> order = [];
    readonly List<string> unread = [];

    // What an entry says of itself is kept apart until it is read: "改成" and "不要了" make what stood before it void.
    readonly List<Because> reasons = [], own = [];
    Confidence confidence, ownConfidence;
    bool ordered, leaves;

    Summing(IReadOnlyDictionary<SkuId, SkuCard> skus, AddOrReplace? meaning) => (this.skus, this.meaning) = (skus, meaning);

    /// <param name="before">What the person has from an earlier paste.</param>
    /// <param name="meaning">What a person decided where adding and replacing are both possible.</param>
    public static Sum Of(
        IReadOnlyList<ChainEntry> entries, IReadOnlyList<SkuAmount> before, IReadOnlyDictionary<SkuId, SkuCard> skus, AddOrReplace? meaning)
    {
        var sum = new Summing(skus, meaning);
        sum.Begin(entries, before);
        foreach (var entry in entries) sum.Read(entry);
        return sum.Finish();
    }

    /// <summary>What a person decided; nothing is left to read.</summary>
    public static Sum Chosen(IReadOnlyList<PlaceOrder.Line> lines) =>
        new([.. lines.Select(l => new SumItem(l.Sku, l.Amount, "", Confidence.Sure, []))], Confidence.Sure, [], [], lines.Count == 0);

    // "+2份" alone, in a text that no longer shows to what: only a person knows.
    void Begin(IReadOnlyList<ChainEntry> entries, IReadOnlyList<SkuAmount> before)
    {
        var startsByChanging = entries[0].Meaning is ChainMeaning.Add or ChainMeaning.Less
            || (entries[0].Meaning is ChainMeaning.Cancel or ChainMeaning.Replace && entries[0].Items.Count > 0);
        if (before.Count == 0 || (!startsByChanging && meaning != AddOrReplace.Add)) return;
        if (startsByChanging && meaning is null && entries[0].Meaning is ChainMeaning.Add) Doubt(Why.AddOrReplace);
        if (meaning == AddOrReplace.Replace) return;
        foreach (var line in before) Put(new(line.Sku, line.Amount, "", Confidence.Sure, []));
    }

    void Read(ChainEntry entry)
    {
        // Who decided between adding and replacing has answered what the text left open.
        var doubts = meaning is null ? entry.Reasons : [.. entry.Reasons.Where(r => r.Code is not ("twice" or "nothing-before"))];
        var answered = doubts.Count == 0 && entry.Reasons.Count > 0 && entry.Items.All(i => i.Confidence == Confidence.Sure);
        ownConfidence = answered ? Confidence.Sure : entry.Confidence;
        own.AddRange(doubts.Select(Because.Of));
        var before = unread.Count;
        var items = entry.Items.Select(Settle).OfType<SumItem>().ToList();
        leaves = false;
        switch (entry.Meaning)
        {
            case ChainMeaning.Order:
                if (ordered && meaning is null && doubts.All(d => d.Code != "twice")) Doubt(Why.Twice);
                if (ordered && meaning == AddOrReplace.Replace) Clear(before);
                foreach (var item in items) Add(item, +1);
                ordered = true;
                break;
            case ChainMeaning.Add:
                foreach (var item in items) Add(item, +1);
                break;
            case ChainMeaning.Less:
                foreach (var item in items) Add(item, -1);
                break;
            case ChainMeaning.Replace:
                Replace(items, before);
                break;
            case ChainMeaning.Cancel:
                if (entry.Items.Count == 0) Clear(before);
                foreach (var item in items) sums.Remove(item.Sku);
                leaves = true;
                break;
        }

        Merge();
    }

    // "鸡蛋改成3" among eggs and milk may speak of the eggs alone.
    void Replace(List<SumItem> items, int earlier)
    {
        if (items.Count == 0)
        {
            Doubt(Why.NothingRead);
            return;
        }

        var named = items.Select(i => i.Sku).ToHashSet();
        var others = sums.Keys.Where(s => !named.Contains(s)).ToList();
        var isPart = others.Count > 0 && sums.Keys.Any(named.Contains);
        if (isPart && meaning is null) Doubt(Why.PartReplaced);
        if (!isPart || meaning == AddOrReplace.Replace) Clear(earlier);
        foreach (var item in items) sums.Remove(item.Sku);
        foreach (var item in items) Add(item, +1);
    }

    /// <summary>Finds sku and amount, if need be from what the person already wants or from the best guess.</summary>
    SumItem? Settle(ChainItem item)
    {
        if (item is { Sku: { } sku, Amount: { } amount } && skus.ContainsKey(sku)) return new(sku, amount, item.Text, item.Confidence, item.Guesses);
        if (item.Sku is null && sums is { Count: 1 } && item.Quantity == decimal.Truncate(item.Quantity) && ChainKey.Words(item.Text).Length == 0
            && skus[sums.Keys.First()] is { Measure: Measure.Piece } only && (item.Unit is "" or "份" or "个" || item.Unit == only.Unit))
            return new(only.Id, (long)item.Quantity, item.Text, item.Confidence, item.Guesses);
        // What the reader itself is unsure of it has said already.
        if (item.Sku is null) Doubt(Why.Unread(item.Text));
        ownConfidence = Worse(ownConfidence, Confidence.Unsure);
        if (item.Guesses.FirstOrDefault(g => skus.ContainsKey(g.Sku)) is { } guess)
            return new(guess.Sku, guess.Amount, item.Text, Confidence.Unsure, item.Guesses);
        unread.Add(item.Text);
        return null;
    }

    void Add(SumItem item, int sign)
    {
        if (!sums.TryGetValue(item.Sku, out var before)) before = new(item.Sku, 0, "", Confidence.Sure, []);
        var amount = before.Amount + (sign * Math.Min(item.Amount, 10 * Order.MostAmount));
        if (amount < 0) Doubt(Why.BelowZero);
        Put(new(item.Sku, Math.Max(amount, 0), before.Text.Length == 0 ? item.Text : $"{before.Text}、{item.Text}",
            Worse(before.Confidence, item.Confidence), [.. before.Guesses, .. item.Guesses]));
        ownConfidence = Worse(ownConfidence, item.Confidence);
    }

    void Put(SumItem item)
    {
        if (!order.Contains(item.Sku)) order.Add(item.Sku);
        sums[item.Sku] = item;
    }

    /// <param name="earlier">How many unread words stood in the entries before.</param>
    void Clear(int earlier)
    {
        sums.Clear();
        reasons.Clear();
        unread.RemoveRange(0, earlier);
        confidence = Confidence.Sure;
    }

    void Merge()
    {
        reasons.AddRange(own);
        own.Clear();
        (confidence, ownConfidence) = (Worse(confidence, ownConfidence), Confidence.Sure);
    }

    Sum Finish()
    {
        List<SumItem> items = [.. order.Where(sums.ContainsKey).Select(s => sums[s]).Where(i => i.Amount > 0)];
        if (sums.Count > 0 && items.Count == 0 && unread.Count == 0) leaves = true;
        foreach (var item in items)
        {
            var sku = skus[item.Sku];
            if (item.Amount > Order.MostAmount) Doubt(Why.TooMuch);
            else if (item.Amount % sku.Step != 0)
                Doubt(Why.NotInSteps(sku.Name, sku.Measure == Measure.Weight ? $"{sku.Step} 克" : $"{sku.Step} {sku.Unit}"));
        }

        if (items.Count > Order.MostLines) Doubt(Why.TooMuch);
        if (items.Count == 0 && !leaves)
        {
            Doubt(Why.NothingRead);
            ownConfidence = Confidence.Refused;
        }

        Merge();
        return new(items, confidence, [.. reasons.DistinctBy(r => (r.Code, r.Zh))], unread, leaves && items.Count == 0);
    }

    void Doubt(Because because)
    {
        own.Add(because);
        ownConfidence = Worse(ownConfidence, Confidence.Unsure);
    }

    static Confidence Worse(Confidence a, Confidence b) => a > b ? a : b;
}
