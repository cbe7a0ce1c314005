using System.Text.Json;
using Linli.Campaigns;
using Linli.Catalog;
using Linli.Places;
using Linli.Platform;

namespace Linli.Tests.Campaigns;

/// <summary>
/// Chains that people wrote, with what they meant by them (a folder of campus_meal_chains.json, forms.json and
/// home_kitchen_annotated.json), read and compared. Used by the tests and by ./bench chain.
/// </summary>
static class Labelled
{
    static readonly SkuId meal = Id.New<SkuId>();

    /// <summary>A kitchen that sells one set meal.</summary>
    public static readonly ChainSku Meal = new(meal, "套餐", "", [], "份", Measure.Piece, 1, 1, 1, new(1600));

    public sealed record Case(string Chain, ChainText Read, ChainContext Context, string Text, JsonElement Labels);

    public sealed record Score(int Entries, int Quantities, int Areas, int Totals, int Chains, int WrongSure, int Sure, List<string> Misses);

    public static JsonElement Load(string folder, string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, file)));
        return document.RootElement.Clone();
    }

    /// <summary>The campaign's pickup points: the areas the kitchen delivers to. Blind: the reader is told none.</summary>
    public static IReadOnlyList<ChainPlace> Places(JsonElement chains, bool blind = false) => blind ? [] :
        [.. chains.EnumerateArray().SelectMany(c => c.GetProperty("expect").GetProperty("by_area").EnumerateObject())
            .Select(a => a.Name).Where(a => a != "未写").Distinct().Order(StringComparer.Ordinal)
            .Select(a => new ChainPlace(Id.New<PickupPointId>(), a, []))];

    public static List<Case> Meals(string folder, bool blind = false)
    {
        var chains = Load(folder, "campus_meal_chains.json").GetProperty("chains");
        var context = new ChainContext([Meal], Places(chains, blind), [], new(2021, 6, 2));
        return [.. chains.EnumerateArray().Select(c =>
        {
            var text = c.GetProperty("text").GetString()!;
            return new Case(c.GetProperty("id").GetString()!, ChainReader.Read(text, context), context, text, c);
        })];
    }

    /// <summary>What an entry asks for, negative when it takes away.</summary>
    public static decimal Quantity(ChainEntry entry)
    {
        var sum = entry.Items.Sum(i => i.Amount ?? i.Quantity);
        return entry.Meaning == ChainMeaning.Less ? -sum : sum;
    }

    public static Score Judge(IEnumerable<Case> cases)
    {
        var (entries, quantities, areas, totals, chains, wrongSure, sure) = (0, 0, 0, 0, 0, 0, 0);
        var misses = new List<string>();
        foreach (var one in cases)
        {
            chains++;
            var labels = one.Labels.GetProperty("items").EnumerateArray().ToList();
            var read = one.Read.Entries.ToLookup(e => e.Number);
            foreach (var label in labels)
            {
                entries++;
                var raw = label.GetProperty("raw").GetString()!;
                var wanted = label.GetProperty("qty").GetDecimal();
                var area = label.GetProperty("area").GetString();
                if (read[label.GetProperty("seq").GetInt32()].FirstOrDefault() is not { } entry)
                {
                    misses.Add($"{one.Chain}: not read: {raw}");
                    continue;
                }

                var right = Quantity(entry) == wanted;
                if (right) quantities++;
                else misses.Add($"{one.Chain}: {raw} → {Quantity(entry)}, should be {wanted} ({entry.Confidence})");
                if (entry.Confidence == Confidence.Sure) sure++;
                if (!right && entry.Confidence == Confidence.Sure) wrongSure++;
                if (entry.Place == area) areas++;
                else misses.Add($"{one.Chain}: {raw} → at {entry.Place ?? "nowhere"}, should be {area ?? "nowhere"}");
                if (entry.SaysPaid != label.GetProperty("paid").GetBoolean()) misses.Add($"{one.Chain}: {raw} → paid {entry.SaysPaid}");
                if (entry.Phone != label.GetProperty("phone").GetString()) misses.Add($"{one.Chain}: {raw} → phone {entry.Phone}");
            }

            if (one.Read.Entries.Count != labels.Count) misses.Add($"{one.Chain}: {one.Read.Entries.Count} entries, should be {labels.Count}");
            var total = one.Read.Entries.Sum(Quantity);
            if (total == one.Labels.GetProperty("expect").GetProperty("portions_total").GetDecimal()) totals++;
            else misses.Add($"{one.Chain}: {total} in all, should be {one.Labels.GetProperty("expect").GetProperty("portions_total")}");
        }

        return new(entries, quantities, areas, totals, chains, wrongSure, sure, misses);
    }

    /// <summary>What is wrong with the reading of each home kitchen chain; empty when nothing is.</summary>
    public static List<string> Kitchens(string folder)
    {
        var wrong = new List<string>();
        var context = new ChainContext([Meal], [], [], new(2020, 6, 1));
        foreach (var sample in Load(folder, "home_kitchen_annotated.json").GetProperty("samples").EnumerateArray())
        {
            var read = ChainReader.Read(sample.GetProperty("text").GetString()!, context);
            var wanted = sample.GetProperty("expect").EnumerateArray().Select(e =>
                $"{e.GetProperty("name").GetString()} {e.GetProperty("qty").GetDecimal()} {e.GetProperty("occasion").GetString()} {e.GetProperty("date").GetString()}");
            var got = read.Entries.Select(e => $"{e.Nickname} {Quantity(e):0.##} {e.Part?.ToString().ToLowerInvariant()} {e.Day:yyyy-MM-dd}");
            if (!wanted.SequenceEqual(got)) wrong.Add($"{sample.GetProperty("id")}: {string.Join(" | ", got)}");
            var issues = sample.GetProperty("expect_issues").EnumerateArray().Select(i => i.GetString()!).ToList();
            if (!issues.SequenceEqual(read.Issues.Select(i => i.Code).Distinct())) wrong.Add($"{sample.GetProperty("id")}: issues {string.Join(',', read.Issues.Select(i => i.Code))}");
        }

        return wrong;
    }

    /// <summary>What is wrong with the reading of each form case, by the case's own expectations.</summary>
    public static (int Cases, List<string> Wrong) Forms(string folder)
    {
        var (wrong, count) = (new List<string>(), 0);
        foreach (var one in Load(folder, "forms.json").GetProperty("cases").EnumerateArray())
        {
            count++;
            var id = one.GetProperty("id").GetString()!;
            if (one.TryGetProperty("old", out var old))
            {
                if (!Continues(old, one.GetProperty("new"))) wrong.Add($"{id}: not seen as a later copy");
                continue;
            }

            var expect = one.GetProperty("expect");
            var skus = one.TryGetProperty("menu", out var menu)
                ? menu.EnumerateObject().Select(m => new ChainSku(Id.New<SkuId>(), m.Value.GetString()!, "", [m.Name], "份", Measure.Piece, 1, 1, 1, null)).ToList()
                : expect.TryGetProperty("rows", out _) || expect.TryGetProperty("is_chain", out _) ? [Meal] : [];
            var read = ChainReader.Read(one.GetProperty("text").GetString()!, new(skus, [], [], new(2026, 7, 1)));
            foreach (var check in expect.EnumerateObject())
                if (Form(check, read, skus) is { } no) wrong.Add($"{id}.{check.Name}: {no}");
        }

        return (count, wrong);
    }

    /// <summary>A chain continues another when most of its people stand in it in the same order.</summary>
    static bool Continues(JsonElement old, JsonElement @new)
    {
        string Chain(JsonElement names) => "#接龙\n拼菜\n\n" + string.Join('\n', names.EnumerateArray().Select((n, i) => $"{i + 1}. {n.GetString()}"));
        var context = new ChainContext([Meal], [], [], new(2026, 7, 1));
        var (a, b) = (ChainReader.Read(Chain(old), context).Entries, ChainReader.Read(Chain(@new), context).Entries);
        var shared = a.Select(e => e.Key).Intersect(b.Select(e => e.Key)).Count();
        return a.Count == old.GetArrayLength() && b.Count == @new.GetArrayLength() && shared == Math.Min(a.Count, b.Count);
    }

    static string? Form(JsonProperty check, ChainText read, IReadOnlyList<ChainSku> skus)
    {
        string Said(string got, string wanted) => $"{got}, should be {wanted}";
        var value = check.Value;
        switch (check.Name)
        {
            case "is_chain": return read.IsNative == value.GetBoolean() ? null : Said($"{read.IsNative}", $"{value}");
            case "title": return read.Title == value.GetString() ? null : Said(read.Title, value.GetString()!);
            case "supplement": return read.Closing == value.GetString() ? null : Said(read.Closing, value.GetString()!);
            case "count" or "orders": return Orders(read, check.Name) == value.GetInt32() ? null : Said($"{Orders(read, check.Name)}", $"{value}");
            case "total": return read.Entries.Sum(Quantity) == value.GetDecimal() ? null : Said($"{read.Entries.Sum(Quantity)}", $"{value}");
            case "unit": return read.Entries.All(e => e.Items.All(i => i.Unit == value.GetString())) ? null : Said(read.Entries[0].Items[0].Unit, value.GetString()!);
            case "date": return $"{read.Day:yyyy-MM-dd}" == value.GetString() ? null : Said($"{read.Day}", value.GetString()!);
            case "occasion": return string.Equals($"{read.Part}", value.GetString(), StringComparison.OrdinalIgnoreCase) ? null : Said($"{read.Part}", value.GetString()!);
            case "price": return read.Menu.Any(m => m.Price == new Money(value.GetInt64() * 100)) ? null : Said("no such price", $"{value}");
            case "items": return Same(read.Menu.SelectMany(m => m.Parts), value);
            case "totals":
                return value.EnumerateObject().Select(t => (t.Name, Wanted: t.Value.GetDecimal(), Got: read.Entries.SelectMany(e => e.Items).Where(i => i.Text == t.Name).Sum(i => i.Quantity)))
                    .Where(t => t.Got != t.Wanted).Select(t => Said($"{t.Name} {t.Got}", $"{t.Wanted}")).FirstOrDefault();
            case "adjustments":
                return value.EnumerateObject().Select(a => (a.Name, a.Value, Entry: read.Entries.FirstOrDefault(e => e.Nickname == a.Name)))
                    .Where(a => a.Entry is null || (a.Value.ValueKind == JsonValueKind.Null ? a.Entry.Meaning != ChainMeaning.Cancel
                        : a.Entry.Meaning != ChainMeaning.Replace || Quantity(a.Entry) != a.Value.GetDecimal()))
                    .Select(a => Said($"{a.Name} {a.Entry?.Meaning}", $"{a.Value}")).FirstOrDefault();
            case "rows":
                var plain = read.Entries.Where(e => e.Meaning is ChainMeaning.Order or ChainMeaning.Add).Select(e => (e.Label, Quantity(e))).ToList();
                var rows = value.ValueKind == JsonValueKind.Object ? value.EnumerateObject().Select(r => (r.Name, r.Value.GetDecimal())).ToList()
                    : value.EnumerateArray().Select(r => (r[0].GetString()!, r[1].GetDecimal())).ToList();
                return plain.SequenceEqual(rows) ? null : Said(string.Join(" | ", plain), string.Join(" | ", rows));
            case "entries" when value.ValueKind == JsonValueKind.Object:
                var texts = read.Entries.ToDictionary(e => $"{e.Number}", e => e.Raw.Replace('\n', ' '));
                return value.EnumerateObject().All(v => texts.GetValueOrDefault(v.Name) == v.Value.GetString()) ? null : Said(string.Join(" | ", texts), $"{value}");
            case "entries": return Entries(read, value);
            case "codes":
                return value.EnumerateObject().Select(c => (c.Name, Wanted: c.Value.GetString(), Got: CodeOf(read, skus, int.Parse(c.Name, System.Globalization.CultureInfo.InvariantCulture))))
                    .Where(c => c.Got != c.Wanted).Select(c => Said($"{c.Name} {c.Got}", c.Wanted!)).FirstOrDefault();
            case "free_text_default":
                return value.EnumerateObject().All(c => CodeOf(read, skus, int.Parse(c.Name, System.Globalization.CultureInfo.InvariantCulture)) == c.Value.GetString()) ? null : "not the free choice";
            case "unresolved":
                var none = read.Entries.Where(e => e.Items.Count == 0).Select(e => $"{e.Number}. {e.Raw}").ToList();
                return none.SequenceEqual(value.EnumerateArray().Select(v => v.GetString()!)) ? null : Said(string.Join(" | ", none), $"{value}");
            case "counts":
                var counts = read.Entries.SelectMany(e => e.Items).CountBy(i => skus.FirstOrDefault(k => k.Sku == i.Sku)?.Aliases[0] ?? "?").ToDictionary();
                return value.EnumerateObject().All(c => counts.GetValueOrDefault(c.Name) == c.Value.GetInt32()) ? null : Said(string.Join(' ', counts), $"{value}");
            default: return $"{check.Name} is not checked";
        }
    }

    static int Orders(ChainText read, string what) => what == "orders" ? read.Entries.Count(e => e.Items.Count > 0) : read.Entries.Count;

    static string? CodeOf(ChainText read, IReadOnlyList<ChainSku> skus, int number) =>
        read.Entries.FirstOrDefault(e => e.Number == number)?.Items is [var only] ? skus.FirstOrDefault(k => k.Sku == only.Sku)?.Aliases[0] : null;

    static string? Entries(ChainText read, JsonElement wanted)
    {
        if (read.Entries.Count != wanted.GetArrayLength()) return $"{read.Entries.Count} entries";
        foreach (var (entry, want) in read.Entries.Zip(wanted.EnumerateArray()))
        {
            if (want.TryGetProperty("name", out var name) && entry.Nickname != name.GetString()) return $"name {entry.Nickname}, should be {name}";
            if (want.TryGetProperty("building", out var building) && entry.Door?.Building != building.GetString()) return $"building {entry.Door?.Building}, should be {building}";
            if (want.TryGetProperty("room", out var room) && entry.Door?.Room != room.GetString()) return $"room {entry.Door?.Room}, should be {room}";
            if (Same(entry.Items, want.GetProperty("items")) is { } no) return no;
        }

        return null;
    }

    static string? Same(IEnumerable<ChainItem> items, JsonElement wanted)
    {
        var got = items.Select(i => $"{i.Text} {i.Quantity:0.##} {i.Unit}").ToList();
        var want = wanted.EnumerateArray().Select(i => $"{i[0].GetString()} {i[1].GetDecimal():0.##} {i[2].GetString()}").ToList();
        return got.SequenceEqual(want) ? null : $"{string.Join(" | ", got)}, should be {string.Join(" | ", want)}";
    }
}
