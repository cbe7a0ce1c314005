namespace Linli.Members;

/// <summary>
/// What this room must ask about places, which it does not know. Host connects it to the room that does,
/// so that a household never stands in a building that is not there.
/// </summary>
/// <param name="NeighbourhoodOfBuilding">Nothing when there is no such building.</param>
/// <param name="IsOpenPickupPoint">Whether bags can be sent there.</param>
/// <param name="AreNeighbourhoods">Whether all of them exist.</param>
public sealed record Surroundings(
    Func<Guid, CancellationToken, Task<Guid?>> NeighbourhoodOfBuilding,
    Func<Guid, CancellationToken, Task<bool>> IsOpenPickupPoint,
    Func<IReadOnlyCollection<Guid>, CancellationToken, Task<bool>> AreNeighbourhoods);
