using System.Text.RegularExpressions;
using Linli.Members;
using Linli.Places;

namespace Linli.Fulfilment;

/// <summary>The way along the doors, building by building and room by room: neighbours' bags are neighbours.</summary>
sealed partial class Walk(Roster roster, Map map)
{
    const int MostAtOnce = 1000;

    /// <summary>Households by where they live; 2号楼 comes before 10号楼.</summary>
    public async Task<IReadOnlyDictionary<HouseholdId, string>> Keys(
        IEnumerable<HouseholdId> households, CancellationToken ct)
    {
        var homes = new List<HouseholdCard>();
        foreach (var some in households.Distinct().Chunk(MostAtOnce))
            homes.AddRange((await roster.Households(some, ct)).Values);
        var buildings = await map.Buildings([.. homes.Select(h => new BuildingId(h.Building)).Distinct()], ct);
        return homes.ToDictionary(h => h.Id, h =>
            $"{h.Neighbourhood}/{Natural(buildings.GetValueOrDefault(new(h.Building), ""))}/{Natural(h.Room)}");
    }

    /// <summary>Sorts by the numbers in a text as people do.</summary>
    public static string Natural(string text) =>
        Digits().Replace(text, number => number.Value.TrimStart('0').PadLeft(12, '0'));

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
