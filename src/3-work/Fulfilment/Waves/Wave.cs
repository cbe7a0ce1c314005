using Linli.Campaigns;
using Linli.Places;

namespace Linli.Fulfilment;

/// <summary>波次 — that a campaign's bags were planned, once.</summary>
sealed class Wave : IOwned
{
    public TenantId Tenant { get; set; }
    public required CampaignId Campaign { get; init; }
    public required DateTimeOffset PlannedAt { get; init; }
    public required int Bags { get; init; }
}

/// <summary>A shelf of a pickup point, kept for one campaign until its bags should be gone.</summary>
sealed class Shelf : IOwned
{
    public TenantId Tenant { get; set; }
    public required PickupPointId Point { get; init; }
    public required int Number { get; init; }
    public required CampaignId Campaign { get; set; }
    public required DateTimeOffset FreeAt { get; set; }
}

/// <summary>格口 — where a bag stands: shelf A, bag 12.</summary>
readonly record struct Bin(int Place)
{
    public const int PerShelf = 20;

    public static Bin On(int shelf, int position) => new(shelf * PerShelf + position);

    public override string ToString() => $"{Letters(Place / PerShelf)}-{Place % PerShelf + 1}";

    // A to Z, then AA: like the columns of a sheet.
    static string Letters(int shelf) => (shelf >= 26 ? Letters(shelf / 26 - 1) : "") + (char)('A' + shelf % 26);
}
