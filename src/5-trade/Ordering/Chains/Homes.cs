using Linli.Campaigns;
using Linli.Members;
using Linli.Places;

namespace Linli.Ordering;

/// <summary>Where a person of a chain lives: a household that is known, or the door of one to be made.</summary>
/// <param name="Building">Of a new household; nothing when it is not known.</param>
/// <param name="Room">Of a new household; nothing when it is not known.</param>
/// <param name="Guesses">Other households it may be, best first.</param>
sealed record Home(
    HouseholdCard? Card, HouseholdHow How, BuildingPlace? Building, string? Room, string Name, IReadOnlyList<(HouseholdCard Card, HouseholdHow How)> Guesses,
    Because? Doubt = null);

/// <summary>Finds the households of all people of a text at once: by nickname as learned, by door, by phone.</summary>
sealed class Homes(Roster roster)
{
    const int MostGuesses = 5, MostNamed = 500;
    static readonly string[] units = ["1", "2", "3", "4", "5", "6"];

    public async Task<IReadOnlyDictionary<string, Home>> Find(Ground ground, IReadOnlyList<Spoken> people, CancellationToken ct)
    {
        var ids = people.SelectMany(p => Known(ground, p).Append(p.Choice?.Household)).OfType<HouseholdId>().Distinct().ToList();
        var cards = await roster.Households(ids, ct);
        var doors = people.ToDictionary(p => p.Key, p => Doors(ground, p));
        Guid[] buildings = [.. doors.Values.SelectMany(d => d).Select(d => d.Building.Id.Value).Distinct()];
        string[] rooms = [.. doors.Values.SelectMany(d => d).SelectMany(d => d.Rooms).Distinct()];
        var behind = rooms.Length == 0 ? [] : await roster.HouseholdsBehind(buildings, rooms, ct);
        var byDoor = behind.ToDictionary(h => (h.Building, h.Room));
        string[] phones = [.. people.Select(Phone).OfType<string>().Distinct()];
        var byPhone = phones.Length == 0 ? new Dictionary<string, HouseholdCard>() : await roster.HouseholdsByPhone(phones, ct);
        var named = (await roster.HouseholdsNamed([.. people.Select(p => p.Nickname).Distinct()], MostNamed, ct)).ToLookup(h => h.Name);
        return people.ToDictionary(p => p.Key, p => Settle(ground, p, cards, doors[p.Key], byDoor, byPhone, named));
    }

    static Home Settle(
        Ground ground, Spoken person, IReadOnlyDictionary<HouseholdId, HouseholdCard> cards, IReadOnlyList<Door> doors,
        Dictionary<(Guid, string), HouseholdCard> byDoor, IReadOnlyDictionary<string, HouseholdCard> byPhone, ILookup<string, HouseholdCard> named)
    {
        var there = doors.SelectMany(d => d.Rooms.Select(r => byDoor.GetValueOrDefault((d.Building.Id.Value, r)))).OfType<HouseholdCard>()
            .DistinctBy(h => h.Id).ToList();
        List<(HouseholdCard? Card, HouseholdHow How)> all =
        [
            .. Known(ground, person).Select(id => (id is { } one ? cards.GetValueOrDefault(one) : null, HouseholdHow.Nickname)).Take(1),
            .. there.Select(h => ((HouseholdCard?)h, HouseholdHow.Room)),
            (Phone(person) is { } phone ? byPhone.GetValueOrDefault(phone) : null, HouseholdHow.Phone),
        ];
        var found = all.Where(f => f.Card is not null && ground.MaySee(f.Card)).Select(f => (Card: f.Card!, f.How)).DistinctBy(f => f.Card.Id).ToList();
        List<(HouseholdCard, HouseholdHow)> guesses =
            [.. found.Concat(named[person.Nickname].Where(ground.MaySee).Select(h => (Card: h, How: HouseholdHow.Nickname))).DistinctBy(f => f.Card.Id).Take(MostGuesses)];

        if (person.Order is { } order && cards.GetValueOrDefault(order.Household) is { } own)
            return new(own, HouseholdHow.Nickname, null, null, own.Name, guesses);
        if (person.Choice is { Household: { } chosen })
            return cards.GetValueOrDefault(chosen) is { } card && ground.MaySee(card)
                ? new(card, HouseholdHow.Chosen, null, null, card.Name, guesses)
                : throw No.ChainChoiceWrong(person.Nickname, "住户", "household");
        var door = doors is [var one] ? one : null;
        var room = door is { Rooms: [var first, ..] } ? first : null;
        if (person.Choice is { Door: { } said })
            return found.FirstOrDefault(f => f.How == HouseholdHow.Room) is { Card: { } home }
                ? new(home, HouseholdHow.Chosen, null, null, home.Name, guesses)
                : new(null, HouseholdHow.Chosen, door?.Building, room, said.Name ?? person.Nickname, guesses);

        var writtenElsewhere = door is { Rooms.Count: > 0 } && there.Count == 0 && found.Any(f => f.Card.Building != Guid.Empty);
        if (found.Count > 1 || writtenElsewhere) return new(null, HouseholdHow.New, null, null, person.Nickname, guesses, Why.HouseholdUnclear);
        return found is [var only]
            ? new(only.Card, only.How, null, null, only.Card.Name, guesses)
            : new(null, HouseholdHow.New, door?.Building, room, person.Nickname, guesses);
    }

    // Of these the first counts.
    static IEnumerable<HouseholdId?> Known(Ground ground, Spoken person)
    {
        if (person.Order is { } order) yield return order.Household;
        if (person.Person?.Household is { } before) yield return before;
        if (ground.Aliases.GetValueOrDefault((ChainAliasKind.Person, person.Key)) is { } learned) yield return new HouseholdId(learned.Target);
    }

    static string? Phone(Spoken person) => person.Entries.Select(e => e.Phone).LastOrDefault(p => p is not null);

    /// <param name="Rooms">How the room may be written in the register; the first is how a new one is.</param>
    sealed record Door(BuildingPlace Building, IReadOnlyList<string> Rooms);

    static IReadOnlyList<Door> Doors(Ground ground, Spoken person)
    {
        if (person.Choice?.Door is { } chosen)
        {
            var room = Roster.Door(chosen.Room ?? "");
            if (room.Length > 20 || room.Any(char.IsControl)) throw No.ChainChoiceWrong(person.Nickname, "房号", "room");
            if (chosen.Building is not { } id) return [];
            var building = ground.Buildings.FirstOrDefault(b => b.Id.Value == id) ?? throw No.ChainChoiceWrong(person.Nickname, "楼栋", "building");
            return [new(building, room.Length == 0 ? [] : [room])];
        }

        if (person.Entries.Select(e => e.Door).LastOrDefault(d => d is not null) is not { } door) return [];
        var rooms = Rooms(door);
        var point = person.Entries.Select(e => e.Point).LastOrDefault(p => p is not null);
        var same = ground.Buildings.Where(b => ChainDoor.BuildingOf(b.Name) == ChainDoor.BuildingOf(door.Building)).ToList();
        // The same number stands in several neighbourhoods: the one of the written pickup point is meant.
        if (same.Count > 1 && point is { } at && ground.Points.TryGetValue(at, out var there) && same.Any(b => b.Neighbourhood == there.Neighbourhood))
            same = [.. same.Where(b => b.Neighbourhood == there.Neighbourhood)];
        return [.. same.Select(b => new Door(b, rooms))];
    }

    static IReadOnlyList<string> Rooms(ChainDoor door) => door switch
    {
        { Room: null or "" } or { Room.Length: > 12 } or { Unit.Length: > 4 } => [],
        { Unit: { Length: > 0 } unit } => [$"{unit}单元{door.Room}", $"{unit}-{door.Room}"],
        _ => [door.Room, .. units.SelectMany(u => new[] { $"{u}单元{door.Room}", $"{u}-{door.Room}" })],
    };
}
