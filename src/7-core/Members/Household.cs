namespace Linli.Members;

/// <summary>住户 — the people behind one door. Limits per household and pickups are theirs together.</summary>
sealed class Household : IOwned
{
    public const int MostRoom = 20, MostName = 40;

    public TenantId Tenant { get; set; }
    public required HouseholdId Id { get; init; }
    public required Guid Neighbourhood { get; set; }
    public required Guid Building { get; init; }
    public required string Room { get; set; }
    public required string Name { get; set; }
    public required string PhoneTail { get; set; }
    public Guid? PickupPoint { get; set; }

    public HouseholdCard Card => new(Id, Neighbourhood, Building, Room, Name, PhoneTail, PickupPoint);

    /// <summary>Nobody of it is left: the door is free for others, who find nothing of it there.</summary>
    public void Forget() => (Name, Room, PhoneTail, PickupPoint) = ("已注销", $"注销{Id.Value.ToString("N")[^12..]}", "----", null);

    public static string RoomOf(string room) => Written.Fit(Written.Door(room), "门牌号", "room", MostRoom);
    public static string NameOf(string name) => Written.Fit(name, "称呼", "name", MostName);
}
