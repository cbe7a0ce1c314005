using Linli.Campaigns;
using Linli.Catalog;

namespace Linli.Ordering;

/// <summary>What a person decided is known next time: a word for a sku, a word for a place, a nickname's household.</summary>
static class Learning
{
    public static void Learn(LinliDb db, Ground ground, IReadOnlyList<Planned> people, People rows, DateTimeOffset now)
    {
        var known = new Dictionary<(ChainAliasKind, string), ChainAlias>(ground.Aliases.ToDictionary(a => a.Key, a => a.Value));
        void Put(ChainAliasKind kind, string word, string text, Guid target)
        {
            if (word.Length is 0 or > ChainAlias.LongestWord || text.Length > ChainAlias.LongestWord) return;
            if (!known.TryGetValue((kind, word), out var alias))
                db.Add(known[(kind, word)] = new ChainAlias { Leader = ground.Campaign.Leader, Kind = kind, Word = word, Text = text, Target = target, At = now });
            else if (alias.Target != target) (alias.Target, alias.Text, alias.At) = (target, text, now);
        }

        foreach (var p in people.Where(p => p.Spoken is not null && p.Change is not (ChainChange.Asks or ChainChange.Skipped)))
        {
            var choice = p.Spoken!.Choice;
            if (p.Spoken.IsNamed && (choice?.Household ?? rows.HomeOf(p)) is { } home) Put(ChainAliasKind.Person, p.Key, p.Nickname, home.Value);
            if (choice?.Place is { } place)
            {
                var written = p.Spoken.Entries.Where(e => e.Point is null).Select(e => e.Place).LastOrDefault(t => t is { Length: > 0 });
                if (written is not null) Put(ChainAliasKind.Place, ChainKey.Fold(written), written, place.Value);
                else if (p.Spoken.IsNamed) Put(ChainAliasKind.Place, ChainAlias.UsualPlaceOf(p.Key), ChainAlias.UsualPlaceOf(p.Key), place.Value);
            }

            if (choice?.Lines is { Count: > 0 } lines)
                foreach (var (word, sku) in Words(ground, p.Spoken, lines)) Put(ChainAliasKind.Sku, ChainKey.Fold(word), word, sku.Value);
        }
    }

    /// <summary>Which unread word can only have meant which sku: its guess, or what is left over on both sides.</summary>
    static IEnumerable<(string Word, SkuId Sku)> Words(Ground ground, Spoken spoken, IReadOnlyList<PlaceOrder.Line> lines)
    {
        var items = spoken.Entries.SelectMany(e => e.Items).ToList();
        var sure = items.Where(i => i is { Confidence: Confidence.Sure, Sku: not null }).Select(i => i.Sku!.Value).ToHashSet();
        var open = lines.Select(l => l.Sku).Where(s => !sure.Contains(s)).ToList();
        var names = ground.Skus.Values.Select(s => ChainKey.Fold(s.Name)).ToHashSet();
        var words = items.Where(i => i.Confidence != Confidence.Sure || i.Sku is null).Select(i => (Item: i, Word: ChainKey.Words(i.Text)))
            .Where(w => w.Word.Length > 0 && !names.Contains(ChainKey.Fold(w.Word))).DistinctBy(w => w.Word).ToList();
        foreach (var (item, word) in words.ToList())
        {
            var guessed = item.Guesses.Select(g => g.Sku).Append(item.Sku ?? default).Where(open.Contains).Distinct().ToList();
            if (guessed is not [var only]) continue;
            open.Remove(only);
            words.RemoveAll(w => w.Word == word);
            yield return (word, only);
        }

        if (words is [var (_, last)] && open is [var left]) yield return (last, left);
    }
}
