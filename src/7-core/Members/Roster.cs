namespace Linli.Members;

/// <summary>The door: what rooms above may know of people and households.</summary>
public sealed class Roster(LinliDb db)
{
    public Task<HouseholdCard?> HouseholdOf(MemberId person, CancellationToken ct) => throw new InvalidOperationException($"{db} {person} {ct}");

    /// <summary>The households of many people at once, for a counter.</summary>
    public Task<IReadOnlyDictionary<MemberId, HouseholdCard>> HouseholdsOf(IReadOnlyCollection<MemberId> people, CancellationToken ct) =>
        throw new InvalidOperationException($"{db} {people} {ct}");

    public Task<IReadOnlyDictionary<HouseholdId, HouseholdCard>> Households(IReadOnlyCollection<HouseholdId> ids, CancellationToken ct) =>
        throw new InvalidOperationException($"{db} {ids} {ct}");

    /// <summary>By phone tail or part of the name.</summary>
    public Task<IReadOnlyList<HouseholdId>> FindHouseholds(string q, int most, CancellationToken ct) =>
        throw new InvalidOperationException($"{db} {q} {most} {ct}");

    public Task<IReadOnlySet<Guid>> NeighbourhoodsOf(MemberId leader, CancellationToken ct) =>
        throw new InvalidOperationException($"{db} {leader} {ct}");

    public Task<IReadOnlyDictionary<MemberId, string>> Names(IReadOnlyCollection<MemberId> ids, CancellationToken ct) =>
        throw new InvalidOperationException($"{db} {ids} {ct}");

    /// <summary>Which supplier this person works for, as an id of the catalogue; nothing for everybody else.</summary>
    public Task<Guid?> SupplierOf(MemberId person, CancellationToken ct) => throw new InvalidOperationException($"{db} {person} {ct}");

    public Task<bool> IsLeader(MemberId person, CancellationToken ct) => throw new InvalidOperationException($"{db} {person} {ct}");
}

/// <param name="PhoneTail">The last four digits of its first member's phone.</param>
public sealed record HouseholdCard(
    HouseholdId Id, Guid Neighbourhood, Guid Building, string Room, string Name, string PhoneTail, Guid? PickupPoint);
