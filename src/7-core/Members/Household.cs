namespace Linli.Members;

/// <summary>住户 — the people behind one door. Limits per household and pickups are theirs together.</summary>
sealed class Household : IOwned
{
    public const int MostRoom = 20, MostName = 40;

    public TenantId Tenant { get; set; }
    public required HouseholdId Id { get; init; }
    public required Guid Neighbourhood { get; set; }
    public required Guid Building { get; init; }
    public required string Room { get; init; }
    public required string Name { get; set; }
    public required string PhoneTail { get; set; }
    public Guid? PickupPoint { get; set; }

    public HouseholdCard Card => new(Id, Neighbourhood, Building, Room, Name, PhoneTail, PickupPoint);

    public static string RoomOf(string room) => Written.Fit(Written.Door(room), "门牌号", "room", MostRoom);
    public static string NameOf(string name) => Written.Fit(name, "称呼", "name", MostName);
}
