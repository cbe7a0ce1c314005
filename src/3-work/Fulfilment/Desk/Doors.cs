using System.Text.RegularExpressions;
using Linli.Members;
using Linli.Places;

namespace Linli.Fulfilment;

/// <summary>门牌 — finds households by where they live, as people say it at the desk.</summary>
static partial class Doors
{
    /// <summary>"3号楼", "3-501" or "501": who lives there.</summary>
    public static async Task<IReadOnlyList<HouseholdId>> Behind(
        string text, int most, Caller caller, Roster roster, Map map, CancellationToken ct)
    {
        var led = await Scope.Neighbourhoods(caller, roster, ct);
        var (building, room) = Door().Match(text) is { Success: true } door ? (door.Groups[1].Value, door.Groups[2].Value)
            : text.All(char.IsAsciiDigit) ? ("", text) : (text, "");
        var buildings = building.Length == 0 ? null : await map.BuildingsCalled(building, led, ct);
        // "3-501" means building 3, not 13.
        if (buildings is not null && building.All(char.IsAsciiDigit))
            buildings = [.. buildings.Where(b => string.Concat(b.Name.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)) == building)];
        if (buildings is { Count: 0 }) return [];
        return await roster.FindDoors(
            buildings?.Select(b => b.Id.Value).ToList(), room.Length > 0 ? Roster.Door(room) : null, led, most, ct);
    }

    [GeneratedRegex(@"^(\d{1,3})\s*(?:[-－—#]|号楼|[栋幢座楼])\s*(\d{2,4})\s*[室号]?$")]
    private static partial Regex Door();
}
