using System.Text.Json.Serialization;
using Linli.Catalog;
using Linli.Members;
using Linli.Places;

namespace Linli.Ordering;

/// <param name="Building">Nothing for somebody whose door is not known.</param>
sealed record ChainDoorChoice(Guid? Building = null, string? Room = null, string? Name = null);

enum AddOrReplace { Add, Replace }

/// <summary>What a person decided about one person of a chain.</summary>
/// <param name="Lines">What is wanted in all; none means withdrawn.</param>
/// <param name="Skip">Leave this person as it is, this time and as long as the text says the same.</param>
/// <param name="Meaning">Whether what was written comes on top of the order there is.</param>
sealed record ChainChoice(
    string Key, HouseholdId? Household = null, ChainDoorChoice? Door = null, IReadOnlyList<PlaceOrder.Line>? Lines = null,
    PickupPointId? Place = null, bool Skip = false, AddOrReplace? Meaning = null)
{
    /// <summary>The key of the earlier person who now has this nickname. Given as nothing: a new person.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SameAs
    {
        get;
        init => (field, IsNew) = (value, value is null);
    }

    /// <summary>The same as sameAs: null, which JSON writers like to leave out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsNew { get; init; }
}
