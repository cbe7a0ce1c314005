using Linli.Campaigns;
using Linli.Catalog;
using Linli.Places;

namespace Linli.Ordering;

/// <summary>One person of a plan: what shall become of them, and why.</summary>
sealed class Planned
{
    public required string Key { get; init; }
    public required string Nickname { get; init; }

    /// <summary>Nothing for somebody who is no longer in the text.</summary>
    public Spoken? Spoken { get; init; }
    public ChainPerson? Person { get; init; }
    public Order? Order { get; init; }
    public required Sum Sum { get; init; }
    public Home? Home { get; init; }
    public PickupPointId? Place { get; init; }
    public PlaceHow PlaceHow { get; init; }
    public string Note { get; init; } = "";
    public ChainChange Change { get; set; }
    public Confidence Confidence { get; set; }
    public List<Because> Reasons { get; init; } = [];
    public List<PlanSameAs> SameAs { get; } = [];

    /// <summary>The text says what it said when it was last confirmed.</summary>
    public bool SaysTheSame { get; init; }

    public ChainSaid Said => Spoken is null
        ? (Person?.Said ?? ChainSaid.Nothing) with { Words = "", Lines = [] }
        : new(Nickname, Spoken.Position, Spoken.Words, Sum.Lines, Place, Note, Spoken.SaysPaid);

    public IReadOnlyList<SkuAmount> Before => Order is null ? [] : [.. Order.Lines.OrderBy(l => l.Position).Select(l => new SkuAmount(l.Sku, l.Amount))];

    public void Ask(Because why)
    {
        Reasons.Add(why);
        Change = ChainChange.Asks;
        if (Confidence == Confidence.Sure) Confidence = Confidence.Unsure;
    }
}

/// <summary>Compares a text with what came of the earlier ones, person by person. Pure: it reads and writes nothing.</summary>
static class Planning
{
    /// <summary>A text in which most people are missing is rather the wrong text than a farewell.</summary>
    const int ManyPeople = 4;

    public static IReadOnlyList<Planned> Of(
        Ground ground, IReadOnlyList<Spoken> spoken, IReadOnlyDictionary<string, Home> homes, IReadOnlyList<ChainChoice> choices)
    {
        var there = spoken.Select(s => Plan(ground, s, homes[s.Key])).ToList();
        var claimed = spoken.SelectMany(s => new[] { s.Key, s.Person?.Key }).OfType<string>().ToHashSet();
        var decided = choices.ToDictionary(c => c.Key);
        var gone = ground.People.Values.Where(p => !claimed.Contains(p.Key)).OrderBy(p => p.Said.Position)
            .Where(p => ground.OrderOf(p) is not null || p.State is not (ChainState.Placed or ChainState.Withdrawn))
            .Select(p => PlanGone(ground, p, decided.GetValueOrDefault(p.Key))).ToList();
        var withdrawn = gone.Where(g => g.Change == ChainChange.Withdrawn && g.Order is not null).ToList();
        Rename(there, withdrawn, homes);
        var had = ground.People.Values.Count(p => ground.OrderOf(p) is not null);
        if (had < ManyPeople || withdrawn.Count * 2 <= had) return [.. there, .. gone];
        foreach (var one in withdrawn.Where(w => w.Change == ChainChange.Withdrawn && decided.GetValueOrDefault(w.Key)?.Lines is null)) one.Ask(Why.ManyGone);
        foreach (var one in there.Where(t => t is { Change: ChainChange.Changed, Spoken.Choice: null })) one.Ask(Why.AddOrReplace);
        return [.. there, .. gone];
    }

    static Planned Plan(Ground ground, Spoken spoken, Home home)
    {
        var (choice, person, order) = (spoken.Choice, spoken.Person, spoken.Order);
        var before = order is null ? [] : order.Lines.OrderBy(l => l.Position).Select(l => new SkuAmount(l.Sku, l.Amount)).ToList();
        var sum = choice?.Lines is { } lines ? Chosen(ground, spoken, lines) : Summing.Of(spoken.Entries, before, ground.Skus, choice?.Meaning);
        var (place, how, missing) = PlaceOf(ground, spoken, home);
        var planned = new Planned
        {
            Key = spoken.Key,
            Nickname = spoken.Nickname,
            Spoken = spoken,
            Person = person,
            Order = order,
            Sum = sum,
            Home = home,
            Place = place,
            PlaceHow = how,
            Note = NoteOf(spoken),
            Confidence = sum.Confidence,
            Reasons = [.. sum.Reasons],
            SaysTheSame = person?.Said.Words == spoken.Words && choice is null,
        };
        if (sum.Lines.Count > 0)
            foreach (var doubt in new[] { missing, home.Doubt }.OfType<Because>())
            {
                planned.Reasons.Add(doubt);
                if (planned.Confidence == Confidence.Sure) planned.Confidence = Confidence.Unsure;
            }

        planned.Change = Decide(ground, planned);
        return planned;
    }

    static ChainChange Decide(Ground ground, Planned p)
    {
        if (p.Spoken?.Choice is { Skip: true })
        {
            p.Reasons.Add(Why.Skipped);
            return ChainChange.Skipped;
        }

        if (p is { SaysTheSame: true, Person.State: ChainState.Placed or ChainState.Waiting or ChainState.Withdrawn })
        {
            // What was decided about these words stays decided.
            p.Confidence = Confidence.Sure;
            p.Reasons.Clear();
            return ChainChange.Unchanged;
        }

        if (p.Confidence != Confidence.Sure) return ChainChange.Asks;
        if (p.Order is null && p.Sum.Lines.Count == 0) return p.Person is null ? ChainChange.Skipped : ChainChange.Unchanged;
        var same = p.Order is { } order && Same(p.Sum.Lines, p.Before) && order.PickupPoint == p.Place && order.Note == p.Note;
        if (same) return ChainChange.Unchanged;
        if (!ground.TakesOrders || p.Order is { Frozen: true })
        {
            p.Reasons.Add(Why.AfterCutOff);
            return ChainChange.Waiting;
        }

        if (p.Order is null) return ChainChange.Added;
        if (p.Spoken?.Choice is null && !Same(p.Person!.Applied, p.Before))
        {
            p.Ask(Why.ChangedElsewhere);
            return ChainChange.Asks;
        }

        return p.Sum.Lines.Count == 0 ? ChainChange.Withdrawn : ChainChange.Changed;
    }

    static Planned PlanGone(Ground ground, ChainPerson person, ChainChoice? choice)
    {
        var order = ground.OrderOf(person);
        var planned = new Planned
        {
            Key = person.Key,
            Nickname = person.Said.Nickname,
            Person = person,
            Order = order,
            Sum = Summing.Chosen([]),
            Place = order?.PickupPoint ?? person.Said.Place,
            PlaceHow = PlaceHow.Usual,
            Reasons = [Why.Gone],
            SaysTheSame = person.Said.Words.Length == 0,
        };
        var stays = planned.SaysTheSame && person.State is ChainState.Placed or ChainState.Waiting;
        planned.Change = choice switch
        {
            { Skip: true } => ChainChange.Skipped,
            { Lines.Count: > 0 } => throw No.ChainChoiceWrong(person.Said.Nickname, "选择：这个人不在文本里", "choice: not in the text"),
            null when stays && planned.SaysTheSame => ChainChange.Unchanged,
            _ when order is not null && (!ground.TakesOrders || order.Frozen) => ChainChange.Waiting,
            _ => ChainChange.Withdrawn,
        };
        if (planned.Change == ChainChange.Waiting) planned.Reasons.Add(Why.AfterCutOff);
        return planned;
    }

    /// <summary>Somebody new who lives where somebody vanished lived, or wants the same between the same neighbours, may be the same person.</summary>
    static void Rename(List<Planned> there, List<Planned> gone, IReadOnlyDictionary<string, Home> homes)
    {
        if (gone.Count == 0) return;
        var fresh = there.Where(p => p is { Person: null or { Order: null }, Spoken: { } s } && p.Sum.Lines.Count > 0 && s.Choice is not { IsNew: true } and not { Skip: true }).ToList();
        var byHome = gone.ToLookup(g => g.Order!.Household);
        var byPosition = gone.ToLookup(g => g.Person!.Said.Position);
        var after = Followers(there);
        foreach (var one in fresh)
        {
            var position = one.Spoken!.Position;
            var same = (homes[one.Key].Card is { } home ? byHome[home.Id] : [])
                .Concat(byPosition[position])
                .Concat(after.TryGetValue(one.Key, out var old) ? byPosition[old + 1] : [])
                .Where(g => (homes[one.Key].Card?.Id == g.Order!.Household) || Same(g.Before, one.Sum.Lines)).DistinctBy(g => g.Key).ToList();
            if (same.Count == 0) continue;
            one.Ask(Why.Renamed);
            one.SameAs.AddRange(same.Select(g => new PlanSameAs(g.Key, g.Nickname)));
            foreach (var g in same.Where(g => g.Change != ChainChange.Asks)) g.Ask(Why.Renamed);
        }
    }

    // Where the one before stood last time: people move down when somebody joins above.
    static Dictionary<string, int> Followers(List<Planned> there) => there.Zip(there.Skip(1))
        .Where(x => x.First.Person is not null).ToDictionary(x => x.Second.Key, x => x.First.Person!.Said.Position);

    static Sum Chosen(Ground ground, Spoken spoken, IReadOnlyList<PlaceOrder.Line> lines)
    {
        if (lines.Count > Order.MostLines || lines.DistinctBy(l => l.Sku).Count() != lines.Count
            || lines.Any(l => l.Amount is <= 0 or > Order.MostAmount || !ground.Skus.TryGetValue(l.Sku, out var sku) || l.Amount % sku.Step != 0))
            throw No.ChainChoiceWrong(spoken.Nickname, "商品或数量", "goods or amounts");
        return Summing.Chosen(lines);
    }

    static (PickupPointId? Place, PlaceHow How, Because? Missing) PlaceOf(Ground ground, Spoken spoken, Home home)
    {
        var offered = ground.Campaign.PickupPoints;
        if (spoken.Choice?.Place is { } chosen)
            return offered.Contains(chosen) ? (chosen, PlaceHow.Written, null) : throw No.ChainChoiceWrong(spoken.Nickname, "自提点", "pickup point");
        if (spoken.Entries.Select(e => e.Point).LastOrDefault(p => p is { } at && offered.Contains(at)) is { } written) return (written, PlaceHow.Written, null);
        if (offered.Count == 1) return (offered[0], PlaceHow.Only, null);
        PickupPointId?[] usual =
        [
            spoken.Order?.PickupPoint,
            ground.Aliases.GetValueOrDefault((ChainAliasKind.Place, ChainAlias.UsualPlaceOf(spoken.Key))) is { } learned ? new(learned.Target) : null,
            home.Card?.PickupPoint is { } own ? new(own) : null,
        ];
        var known = usual.FirstOrDefault(p => p is { } at && offered.Contains(at));
        var unread = spoken.Entries.Where(e => e.Point is null).Select(e => e.Place).LastOrDefault(p => p is { Length: > 0 });
        if (unread is not null) return (known ?? offered[0], known is null ? PlaceHow.First : PlaceHow.Usual, Why.PlaceUnknown(unread));
        return known is { } point ? (point, PlaceHow.Usual, null) : (offered[0], PlaceHow.First, Why.PlaceMissing);
    }

    static string NoteOf(Spoken spoken)
    {
        var days = spoken.Entries.Where(e => (e.Day is not null || e.Part is not null) && (e.Day, e.Part) != spoken.Header).Select(e => Say(e.Day, e.Part));
        return Spoken.Cut(string.Join("；", days.Concat(spoken.Entries.Select(e => e.Note)).Where(n => n.Length > 0).Distinct()), Order.LongestNote);
    }

    static string Say(DateOnly? day, DayPart? part) => (day is { } d ? $"{d.Month}月{d.Day}日" : "") + part switch
    {
        DayPart.Breakfast => "早餐",
        DayPart.Lunch => "午餐",
        DayPart.Dinner => "晚餐",
        DayPart.Morning => "上午",
        DayPart.Noon => "中午",
        DayPart.Afternoon => "下午",
        DayPart.Evening => "晚上",
        _ => "",
    };

    public static bool Same(IReadOnlyList<SkuAmount> a, IReadOnlyList<SkuAmount> b) => a.Count == b.Count && a.All(b.Contains);
}
